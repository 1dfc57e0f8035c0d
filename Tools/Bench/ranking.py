"""Names photographs by FAISS and pandas, as Happywhale's solutions did: `make` draws embeddings, `all` ranks them.

    ranking.py make FOLDER --width 512 [--labels train.csv]
    ranking.py all FOLDER [--answers FILE]
    ranking.py one [--count 1000000 --width 512]

Prints JSON. Threads are those of OMP_NUM_THREADS.
"""

import argparse
import json
import pathlib
import statistics
import time

import numpy


def drawn_labels(random, count):
    """Individuals as in the competition, 15,600 of them: two in three are seen once, few often."""
    sizes = numpy.minimum(random.zipf(2.1, count), 170)
    return [f"{number:012x}" for number, size in enumerate(sizes) for _ in range(size)][:count]


def labels_of(path):
    import csv

    with open(path, encoding="utf-8", newline="") as file:
        return [row["individual_id"] for row in csv.DictReader(file)]


def make(options):
    import torch
    from safetensors.torch import save_file

    random = numpy.random.default_rng(0)
    torch.manual_seed(0)
    labels = labels_of(options.labels) if options.labels else drawn_labels(random, 51033)
    names = sorted(set(labels))
    centres = torch.nn.functional.normalize(torch.randn(len(names), options.width))
    places = {name: place for place, name in enumerate(names)}

    def around(individuals):
        noise = torch.randn(len(individuals), options.width) / options.width**0.5
        return torch.nn.functional.normalize(centres[torch.tensor(individuals)] + 0.9 * noise)

    def write(name, vectors, prefix, individuals):
        metadata = {"images": json.dumps([f"{prefix}{number}.jpg" for number in range(len(vectors))])}
        if individuals is not None:
            metadata["individuals"] = json.dumps(individuals)
        save_file({"embeddings": vectors}, options.folder / name, metadata)

    options.folder.mkdir(parents=True, exist_ok=True)
    write("database.safetensors", around([places[label] for label in labels]), "train", labels)
    asked = random.choice(len(labels), options.queries)
    queries = around([places[labels[place]] for place in asked])
    # A tenth shows nobody that is known.
    strangers = torch.rand(options.queries) < 0.1
    queries[strangers] = torch.nn.functional.normalize(torch.randn(int(strangers.sum()), options.width))
    write("queries.safetensors", queries, "test", None)


def read(path):
    from safetensors import safe_open

    with safe_open(path, "numpy") as file:
        metadata = file.metadata()
        individuals = metadata.get("individuals")
        return file.get_tensor("embeddings"), json.loads(metadata["images"]), individuals and json.loads(individuals)


def answers(images, individuals, cosines, rows, threshold):
    """Five identifiers per image: the grouping and the rule of the competition's solutions, in pandas."""
    import pandas

    names = numpy.asarray(individuals)[rows]
    neighbours = pandas.DataFrame({
        "image": numpy.repeat(numpy.arange(len(images)), rows.shape[1]), "target": names.ravel(),
        "confidence": cosines.ravel(),
    })
    best = neighbours.groupby(["image", "target"]).confidence.max().reset_index()
    best = best.sort_values(["image", "confidence"], ascending=[True, False])
    found = {}
    for image, target, confidence in zip(best.image, best.target, best.confidence):
        known = found.get(image)
        if known is None:
            found[image] = ["new_individual", target] if confidence < threshold else [target, "new_individual"]
        elif len(known) < 5:
            known.append(target)
    return [found[image] for image in range(len(images))]


def rank_all(options):
    import faiss

    database, _, individuals = read(options.folder / "database.safetensors")
    queries, images, _ = read(options.folder / "queries.safetensors")
    start = time.perf_counter()
    index = faiss.IndexFlatIP(database.shape[1])
    index.add(database)
    cosines, rows = index.search(queries, 100)
    found = time.perf_counter()
    named = answers(images, individuals, cosines, rows, options.threshold)
    end = time.perf_counter()
    if options.answers:
        options.answers.write_text("".join(" ".join(five) + "\n" for five in named))
    print(json.dumps({
        "measurement": "ranking", "engine": "FAISS and pandas", "queries": len(queries),
        "database": len(database), "width": database.shape[1], "search_seconds": found - start,
        "seconds": end - start,
    }))


def rank_one(options):
    import faiss

    random = numpy.random.default_rng(0)
    index = faiss.IndexFlatIP(options.width)
    for _ in range(options.count // 50000):
        rows = random.standard_normal((50000, options.width), dtype=numpy.float32)
        faiss.normalize_L2(rows)
        index.add(rows)
    times = []
    for _ in range(20):
        query = random.standard_normal((1, options.width), dtype=numpy.float32)
        start = time.perf_counter()
        index.search(query, 100)
        times.append(time.perf_counter() - start)
    seconds = statistics.median(times)
    print(json.dumps({
        "measurement": "one-query", "engine": "FAISS", "count": index.ntotal, "width": options.width,
        "milliseconds": seconds * 1000, "gigabytes_per_second": index.ntotal * options.width * 4 / seconds / 1e9,
    }))


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make")
    making.set_defaults(run=make)
    making.add_argument("folder", type=pathlib.Path)
    making.add_argument("--labels", type=pathlib.Path, help="a table with a column individual_id")
    making.add_argument("--queries", type=int, default=27956)
    making.add_argument("--width", type=int, default=512)
    ranking = commands.add_parser("all")
    ranking.set_defaults(run=rank_all)
    ranking.add_argument("folder", type=pathlib.Path)
    ranking.add_argument("--threshold", type=float, default=0.5)
    ranking.add_argument("--answers", type=pathlib.Path)
    one = commands.add_parser("one")
    one.set_defaults(run=rank_one)
    one.add_argument("--count", type=int, default=1_000_000)
    one.add_argument("--width", type=int, default=512)
    return parser.parse_args()


if __name__ == "__main__":
    arguments = parsed()
    arguments.run(arguments)
