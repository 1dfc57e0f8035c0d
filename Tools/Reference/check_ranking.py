#!/usr/bin/env python3
"""Compares `flukeprint rank` with scikit-learn and pandas on random embeddings, labelled as Happywhale is.

    python Tools/Reference/check_ranking.py FLUKEPRINT SCRATCH_FOLDER

The database has as many photographs of as many individuals as the competition's table of training photographs; a tenth
of the queries shows individuals that it lacks. Without that table nothing is compared.

scikit-learn computes in float64 and Flukeprint in float32, and pandas leaves open how equal confidences are ordered: a
query whose answers differ passes where, place by place, the confidences of both are equal up to 1e-6, and counts as a tie.
"""

import csv
import json
import pathlib
import sys

import numpy
import pandas
import torch
from safetensors.torch import save_file

from clustered_embeddings import clustered_embeddings
from comparison import run
from nearest_individuals import NEW, answers, nearest_individuals

TABLE = pathlib.Path(__file__).parents[3] / "shared" / "data" / "happywhale" / "train.csv"
WIDTH, QUERIES, NEW_SHARE = 64, 4000, 0.1
THRESHOLDS = (0.5, 0.6)
TIE = 1e-6


def labelled_embeddings():
    """Rows, names and queries; queries of new individuals come last."""
    individuals = pandas.read_csv(TABLE)["individual_id"]
    numbers, names = pandas.factorize(individuals)
    generator = numpy.random.default_rng(8)
    new = round(QUERIES * NEW_SHARE)
    asked = numpy.concatenate([
        generator.choice(numbers, QUERIES - new),
        len(names) + generator.integers(0, new, new),
    ])
    rows = clustered_embeddings(generator, numpy.concatenate([numbers, asked]), WIDTH)
    return rows[: len(numbers)], names[numbers].tolist(), rows[len(numbers) :]


def write(path, rows, images, individuals=None):
    metadata = {"images": json.dumps(images)}
    if individuals is not None:
        metadata["individuals"] = json.dumps(individuals)
    save_file({"embeddings": torch.from_numpy(numpy.ascontiguousarray(rows))}, path, metadata)


def read(path, images):
    with open(path, newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["image"] for line in lines] == images, f"{path}: images"
    return [line["predictions"].split() for line in lines]


def is_tie(found, expected, candidates, threshold):
    """Whether rounding alone tells two answers apart."""
    confidences = dict(zip(candidates["individual"], candidates["confidence"]))
    best = candidates["confidence"].iloc[0]
    if found.index(NEW) != expected.index(NEW) and abs(best - threshold) > TIE:
        return False
    own, other = ([confidences.get(one, -2) for one in answers if one != NEW] for answers in (found, expected))
    # Where `new_individual` has moved, so has the last place.
    return len(found) == len(expected) and numpy.allclose(own, other, rtol=0, atol=TIE)


def main(flukeprint, scratch):
    if not TABLE.exists():
        print("there is no table of Happywhale's photographs: skipped")
        return
    rows, names, queries = labelled_embeddings()
    images = [f"query-{number}.jpg" for number in range(len(queries))]
    scratch = pathlib.Path(scratch)
    database, asked, submission = (
        scratch / name for name in ("database.safetensors", "queries.safetensors", "submission.csv")
    )
    write(database, rows, [f"{number}.jpg" for number in range(len(rows))], names)
    write(asked, queries, images)
    print(f"{len(rows)} photographs of {len(set(names))} individuals, {len(queries)} queries")
    candidates = nearest_individuals(rows.astype(numpy.float64), names, queries.astype(numpy.float64))
    for threshold in THRESHOLDS:
        submission.unlink(missing_ok=True)
        run(flukeprint, "rank", "--database", database, "--queries", asked, "--threshold", str(threshold),
            "--submission", submission)
        expected = [answers(frame, threshold) for frame in candidates]
        found = read(submission, images)
        ties = 0
        for query, (own, reference) in enumerate(zip(found, expected)):
            if own == reference:
                continue
            assert is_tie(own, reference, candidates[query], threshold), (
                f"threshold {threshold}: {images[query]}: {own}, expected {reference}"
            )
            ties += 1
        new = sum(answer[0] == NEW for answer in expected)
        print(f"threshold {threshold}: {len(found)} queries, {new} first answered as new: "
              f"the same five answers, but for {ties} ties within {TIE:g}")


if __name__ == "__main__":
    main(*sys.argv[1:])
