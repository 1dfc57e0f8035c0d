"""What is measured, against which peer, and what is to be reached."""

import csv
import dataclasses
import itertools
import pathlib
import re
import statistics
import tempfile
from typing import Optional

# What Flukeprint sets for itself at start, for a peer beside it.
ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 30), "MALLOC_TOP_PAD_": str(64 << 20),
}

# Of all threads together.
PROCESSOR = "processor_milliseconds_per_image"


@dataclasses.dataclass
class Row:
    """A line of the table. The target is a bound of the ratio where there is one, unless `bounds_value`."""

    what: str
    unit: str
    value: float
    peer_name: str = ""
    peer: Optional[float] = None
    ratio: Optional[float] = None
    at_least: Optional[float] = None
    at_most: Optional[float] = None
    bounds_value: bool = False

    def __post_init__(self):
        self.bounds_value = self.bounds_value or self.ratio is None

    def met(self):
        measured = self.value if self.bounds_value else self.ratio
        if self.at_least is not None:
            return measured >= self.at_least
        if self.at_most is not None:
            return measured <= self.at_most
        return None

    def cells(self):
        bound = self.at_least if self.at_least is not None else self.at_most
        sign = "≥" if self.at_least is not None else "≤"
        unit = f" {self.unit}" if self.bounds_value else " ×"
        return [
            self.what, f"{self.value:.4g} {self.unit}",
            "" if self.peer is None else f"{self.peer:.4g} {self.unit} ({self.peer_name})",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if bound is None else f"{sign} {bound:g}{unit}",
            {True: "met", False: "MISSED", None: ""}[self.met()],
        ]

    def json(self):
        return dataclasses.asdict(self) | {"met": self.met()}


def paired(what, unit, own, peer, peer_name, **target):
    """A row of medians; the ratio is the median of the pairs' ratios, so that a slow moment counts on both sides."""
    ratio = statistics.median(mine / other for mine, other in zip(own, peer))
    return Row(what, unit, statistics.median(own), peer_name, statistics.median(peer), ratio, **target)


def fastest(runs, rate):
    """The key of the fastest of `runs`, and what each gave, run once: pairs of all settings would take hours."""
    found = {key: run() for key, run in runs.items()}
    return max(found, key=lambda key: found[key][rate]), found


def operators(bench):
    found = bench.lines([bench.swift, "operators"])
    rows = []
    for kind, bound in [("typed", 1.5), ("boxed", 2)]:
        for line in found:
            elements = "1 element" if line["elements"] == 1 else f"{line['elements']} elements"
            mode = "grad mode on" if line["recording"] else "no grad"
            what = f"addition, {kind}, {elements}, {mode}"
            rows.append(Row(
                what, "ns", line[f"{kind}_nanoseconds"], "C++", line["cpp_nanoseconds"], line[f"{kind}_ratio"],
                at_most=bound))
    return rows, found


def parameters(bench):
    results = bench.alternately({
        "Flukeprint": lambda: bench.lines([bench.swift, "parameters"]),
        "PyTorch": lambda: bench.lines(bench.here("parameters.py")),
    })

    def column(lines, index):
        return [line[index]["microseconds"] for line in lines]

    rows = [
        paired(
            f"{line['what'].replace('_', ' ')}, per tiny parameter", "µs", column(results["Flukeprint"], index),
            column(results["PyTorch"], index), "PyTorch, fused")
        for index, line in enumerate(results["Flukeprint"][0])
    ]
    return rows, results


def step(bench):
    rows, raw = [], {}
    plain = {"PyTorch": ([], {}), "PyTorch, fused": (["--fused"], {}),
             "PyTorch, fused, allocator set": (["--fused"], ALLOCATOR)}
    kinds = {
        "fp32": ([], plain),
        "fp32, channels last": (["--layout", "channels-last"], {"PyTorch": plain["PyTorch"]}),
        "bf16, channels last": (
            ["--layout", "channels-last", "--autocast"], {"PyTorch": plain["PyTorch"]}),
    }
    for kind, (arguments, peers) in kinds.items():
        arguments = arguments + ["--rounds", 5, "--seconds", bench.seconds / 5]
        runs = {"Flukeprint": lambda: bench.lines([bench.swift, "step", *arguments])[0]}
        for name, (more, environment) in peers.items():
            runs[name] = lambda more=more, environment=environment: bench.lines(
                bench.here("step.py") + arguments + more, environment)[0]
        raw[kind] = results = bench.alternately(runs)
        check_losses(kind, results)
        rates = {name: [line["images_per_second"] for line in lines] for name, lines in results.items()}
        for name in peers:
            target = {"at_least": 1.2} if kind == "fp32" and name == "PyTorch" else {}
            rows.append(
                paired(f"training step, {kind}", "images/s", rates["Flukeprint"], rates[name], name, **target))
    return rows, raw


def training(bench):
    """EfficientNet-B0: the best of our settings beside PyTorch's best, as a user runs it and with our allocator."""
    settings = {
        f"{dtype}, {layout}": ["--layout", layout, *(["--autocast"] if dtype == "bf16" else [])]
        for dtype in ("fp32", "bf16") for layout in ("contiguous", "channels-last")
    }
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/start.safetensors"
        bench.lines([*bench.here("efficientnet.py"), "make", file])
        runs = {}
        for name, arguments in settings.items():
            arguments = [*arguments, "--seconds", bench.seconds]
            if "channels-last" in name:
                runs["Flukeprint", name] = lambda a=arguments: bench.lines(
                    [bench.networks, "training", file, *a])[0]
            for peer, environment in (("PyTorch", {}), ("PyTorch, allocator set", ALLOCATOR)):
                runs[peer, name] = lambda a=arguments, e=environment: bench.lines(
                    [*bench.here("efficientnet.py"), "step", file, *a], e)[0]
        results = bench.alternately(runs)
    for dtype in ("fp32", "bf16"):
        check_losses(dtype, {" ".join(key): lines for key, lines in results.items() if dtype in key[1]},
                     f"Flukeprint {dtype}, channels-last")
    rates = {key: [line["images_per_second"] for line in lines] for key, lines in results.items()}

    def best(side):
        return max((key for key in rates if key[0] == side), key=lambda key: statistics.median(rates[key]))

    own = best("Flukeprint")
    what = f"training step, EfficientNet-B0, 224 px, batch 16, {own[1]}"
    rows = []
    for peer, target in (("PyTorch", {"at_least": 1.4}), ("PyTorch, allocator set", {})):
        key = best(peer)
        rows.append(paired(what, "images/s", rates[own], rates[key], ", ".join(key), **target))
    for key in rates:
        rows.append(Row(f"the same, {', '.join(key)}", "images/s", statistics.median(rates[key])))
    return rows, {" ".join(key): lines for key, lines in results.items()}


def inference(bench):
    """EfficientNet-B0 in evaluation mode: our best beside PyTorch's best, and engines that only run networks."""
    precisions = {"fp32": [], "bf16": ["--autocast"]}
    setting = ["--seconds", bench.seconds, "--threads", bench.threads]
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/start.safetensors"
        bench.lines([*bench.here("efficientnet.py"), "make", file])

        def peer(*arguments, environment=ALLOCATOR):
            command = [*bench.here("efficientnet.py"), "infer", file, *setting, *arguments]
            return lambda: bench.lines(command, environment)[0]

        runs = {}
        for name, arguments in precisions.items():
            command = [bench.networks, "inference", file, *setting, *arguments]
            runs["Flukeprint", name] = lambda command=command: bench.lines(command)[0]
            for layout in ("contiguous", "channels-last"):
                ordered = [*arguments, "--layout", layout]
                runs["PyTorch", f"{name}, {layout}"] = peer(*ordered, environment={})
                runs["PyTorch, allocator set", f"{name}, {layout}"] = peer(*ordered)
            runs["OpenVINO", name] = peer("--engine", "openvino", *arguments)
        runs["ONNX Runtime", "fp32"] = peer("--engine", "onnxruntime")
        results = bench.alternately(runs)
    check_scores(results)
    rates = {key: [line["images_per_second"] for line in lines] for key, lines in results.items()}

    def best(side):
        return max((key for key in rates if key[0] == side), key=lambda key: statistics.median(rates[key]))

    own = best("Flukeprint")
    targets = {"PyTorch": {}, "PyTorch, allocator set": {"at_least": 1.3}}
    rows = []
    for key in [best("PyTorch"), best("PyTorch, allocator set"), *(
            key for key in rates if key[0] in ("OpenVINO", "ONNX Runtime"))]:
        rows.append(paired(
            f"inference, EfficientNet-B0, 224 px, batch 16, {own[1]}", "images/s", rates[own], rates[key],
            ", ".join(key), **targets.get(key[0], {})))
    for key, lines in results.items():
        for unit, name in (("images/s", "images_per_second"), ("processor ms/image", PROCESSOR)):
            rows.append(Row(f"the same, {', '.join(key)}", unit, statistics.median(line[name] for line in lines)))
    return rows, {" ".join(key): lines for key, lines in results.items()}


def check_scores(results):
    """Unlike scores would mean that two different networks were compared."""
    reference = results["Flukeprint", "fp32"][0]["scores"]
    largest = max(abs(score) for score in reference)
    for key, lines in results.items():
        # bfloat16 keeps 8 bits, and its errors add up over some fifty layers.
        tolerance = 0.1 if "bf16" in key[1] else 1e-3
        difference = max(abs(a - b) for a, b in zip(lines[0]["scores"], reference, strict=True)) / largest
        if difference > tolerance:
            raise SystemExit(f"error: the scores of {', '.join(key)} are {difference:.2g} off, so the network is another")


def detection(bench):
    """YOLOv5s and suppression: our best beside the package's best, and an engine that only runs networks."""
    rows, raw = [], {}
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/start.safetensors"
        bench.lines([*bench.here("yolov5.py"), "make", file, "--model", "yolov5s", "--batch", 8])
        for batch in (1, 8):
            found, raw[f"batch {batch}"] = detection_of(bench, file, batch)
            rows += found
    raw["rate"] = rates = [bench.lines([bench.detection, "rate", *kind])[0] for kind in ([], ["--bfloat16"])]
    for line in rates:
        dtype = "bf16" if line["bfloat16"] else "fp32"
        rows.append(Row(f"a 3×3 convolution alone, {dtype}", "GFLOP/s", line["gigaflops_per_second"]))
    return rows, raw


def detection_of(bench, file, batch):
    setting = ["--model", "yolov5s", "--batch", batch, "--threads", bench.threads, "--seconds", bench.seconds]

    def own(*arguments):
        command = [bench.detection, "inference", "--weights", file, *setting, *arguments]
        return lambda: bench.lines(command)[0]

    def peer(*arguments, environment=ALLOCATOR):
        command = [*bench.here("yolov5.py"), "inference", "--file", file, *setting, *arguments]
        return lambda: bench.lines(command, environment)[0]

    dtypes = {"fp32": "float32", "bf16": "bfloat16"}
    ours = {("Flukeprint", "fp32"): own(), ("Flukeprint", "bf16"): own("--bfloat16")}
    settings = {
        f"{name}, {layout}": ["--dtype", dtype, "--layout", layout]
        for name, dtype in dtypes.items() for layout in ("contiguous", "channels_last")
    }
    theirs = {("PyTorch, allocator set", name): peer(*arguments) for name, arguments in settings.items()}
    others = {
        ("OpenVINO", name): peer("--engine", "openvino", "--dtype", dtype) for name, dtype in dtypes.items()}
    mine, tried = fastest(ours, "images_per_second")
    best, found = fastest(theirs, "images_per_second")
    tried |= found
    plain = ("PyTorch", best[1])
    others = {plain: peer(*settings[best[1]], environment={})} | others
    results = bench.alternately({mine: ours[mine], best: theirs[best]} | others)
    check_boxes({key: [line] for key, line in tried.items()} | results, tried["Flukeprint", "fp32"])

    def column(key, name="images_per_second"):
        return [line[name] for line in results[key]]

    what = f"YOLOv5s, 640 px, batch {batch}"
    rows = [
        paired(f"{what}, with NMS, {mine[1]}", "images/s", column(mine), column(key), ", ".join(key), **target)
        for key, target in [(best, {"at_least": 1.3}), *((key, {}) for key in others)]
    ]
    rows += [
        paired(f"{what}, the network alone, {mine[1]}", "images/s", column(mine, "network_images_per_second"),
               column(key, "network_images_per_second"), ", ".join(key))
        for key in (best, *others)
    ]
    rows += [Row(f"the same, {', '.join(key)}", "images/s", line["images_per_second"]) for key, line in tried.items()]
    for key, lines in results.items():
        rows.append(Row(f"the same, {', '.join(key)}", "processor ms/image", statistics.median(column(key, PROCESSOR))))
        rows.append(Row(f"the same, {', '.join(key)}, kept of {sum(lines[0]['candidates'])}", "boxes",
                        sum(lines[0]["detections"])))
    return rows, {" ".join(key): lines for key, lines in results.items()} | {
        f"trial of {' '.join(key)}": line for key, line in tried.items()}


def check_boxes(results, reference):
    """Other boxes would mean that two different networks, or two kinds of suppression, were compared."""
    for key, lines in results.items():
        # bfloat16 moves many boxes over a threshold; float32 may move one that lies on it.
        share, tolerance = (0.2, 0.1) if "bf16" in key[1] else (0.01, 1e-3)
        line = lines[0]
        for what in ("candidates", "detections"):
            count, wanted = sum(line[what]), sum(reference[what])
            if abs(count - wanted) > max(1, share * wanted):
                raise SystemExit(f"error: {', '.join(key)} has {count} {what}, expected {wanted}")
        difference = max(abs(a - b) for a, b in zip(line["scores"], reference["scores"]))
        if difference > tolerance:
            raise SystemExit(f"error: the best boxes' scores of {', '.join(key)} are {difference:.2g} off")


def detector_training(bench):
    """A step of YOLOv5n: our best beside the package's best, as a user runs it and with our allocator."""
    setting = ["--model", "yolov5n", "--batch", 16, "--threads", bench.threads, "--seconds", bench.seconds]
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/start.safetensors"
        bench.lines([*bench.here("yolov5.py"), "make", file, "--model", "yolov5n", "--batch", 16])

        def own(*arguments):
            command = [bench.detection, "training", "--weights", file, *setting, *arguments]
            return lambda: bench.lines(command)[0]

        def peers(name, environment):
            def peer(layout):
                command = [*bench.here("yolov5.py"), "training", "--file", file, *setting, "--layout", layout]
                return lambda: bench.lines(command, environment)[0]

            return {(name, layout): peer(layout) for layout in ("contiguous", "channels_last")}

        ours = {("Flukeprint", "fp32"): own(), ("Flukeprint", "bf16"): own("--bfloat16")}
        plain, helped = peers("PyTorch", {}), peers("PyTorch, allocator set", ALLOCATOR)
        mine, tried = fastest(ours, "images_per_second")
        runs, targets = {mine: ours[mine]}, {}
        for runnable, target in ((plain, {"at_least": 1.3}), (helped, {})):
            key, found = fastest(runnable, "images_per_second")
            runs[key], targets[key] = runnable[key], target
            tried |= found
        results = bench.alternately(runs)
    names = {", ".join(key): [line] for key, line in tried.items()}
    check_losses("fp32", {name: lines for name, lines in names.items() if "bf16" not in name}, "Flukeprint, fp32")
    check_losses("bf16", names, "Flukeprint, fp32")
    rates = {key: [line["images_per_second"] for line in lines] for key, lines in results.items()}
    what = f"training step, YOLOv5n, 640 px, batch 16, {mine[1]}"
    rows = [
        paired(what, "images/s", rates[mine], rates[key], ", ".join(key), **target)
        for key, target in targets.items()
    ]
    rows += [Row(f"the same, {', '.join(key)}", "images/s", line["images_per_second"]) for key, line in tried.items()]
    return rows, {" ".join(key): lines for key, lines in results.items()} | {
        f"trial of {' '.join(key)}": line for key, line in tried.items()}


def crops(bench):
    """Photographs of 24 megapixels to crops: in one pass, and by two commands, beside the peer's loop.

    Flukeprint's start counts, the peer's does not.
    """
    with tempfile.TemporaryDirectory() as folder:
        sea, photographs, model = f"{folder}/sea", f"{folder}/photographs", f"{folder}/model.safetensors"
        bench.output([
            bench.flukeprint, "simulate", sea, "--individuals", 7, "--photographs", 4, "--size", "1500x1000"])
        pictures = sorted(pathlib.Path(sea, "images").rglob("*.jpg"))[:20]
        bench.output([*bench.here("imaging.py"), "make-all", photographs, *pictures])
        bench.output([*bench.here("yolov5.py"), "make", model, "--photographs", photographs])

        def own(run, *arguments):
            return lambda: run(bench, model, photographs, arguments)

        def peer(environment, *arguments):
            command = [
                *bench.here("yolov5.py"), "crops", photographs, "--file", model, "--most", 2,
                "--threads", bench.threads, *arguments]
            return lambda: bench.lines(command, environment)[0]

        rows, raw = [], {}
        for kind, flags, dtype in (("fp32", (), "float32"), ("bf16", ("--bfloat16",), "bfloat16")):
            layouts = {
                layout: ("--dtype", dtype, "--layout", layout) for layout in ("contiguous", "channels_last")}
            best, tried = fastest(
                {layout: peer({}, *arguments) for layout, arguments in layouts.items()}, "photographs_per_second")
            names = ("Flukeprint", f"PyTorch, {best}", f"PyTorch, {best}, allocator set", "detect run and crop")
            raw[kind] = results = bench.alternately(dict(zip(names, (
                own(found_and_cropped, *flags), peer({}, *layouts[best]), peer(ALLOCATOR, *layouts[best]),
                own(found_then_cropped, *flags)))))
            raw[kind] |= {f"trial of PyTorch, {layout}": line for layout, line in tried.items()}
            rates = {name: [line["photographs_per_second"] for line in results[name]] for name in names}
            what = f"{len(pictures)} photographs of 6000 × 4000 to crops, YOLOv5s, {kind}"
            for name, target in zip(names[1:], ({"at_least": 2}, {}, {})):
                rows.append(paired(what, "photographs/s", rates[names[0]], rates[name], name, **target))
            # Drawn weights find other boxes once numbers are shortened.
            for unit, figure in (("crops", "crops"), ("megapixels in all", "megapixels")):
                rows.append(Row(f"the same, {kind}, what was cut out", unit, results[names[0]][0][figure], names[1],
                                results[names[1]][0][figure]))
    return rows, raw


# As in the peer: the two best boxes, a margin of a tenth, JPEG at 95, and nothing of photographs without a box.
BOXES = ["--limit", 2]
CROPS = ["--boxes", "all", "--no-whole-if-none", "--no-sheets"]


def found_and_cropped(bench, model, photographs, arguments):
    """What `flukeprint detect run --crops` takes, and how much it cuts out."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = bench.wall([
            bench.flukeprint, "detect", "run", model, photographs, "--output", f"{folder}/boxes.csv", *BOXES,
            *arguments, "--crops", f"{folder}/crops", *CROPS])
        return cut_out(photographs, f"{folder}/crops", seconds, {})


def found_then_cropped(bench, model, photographs, arguments):
    """What `flukeprint detect run` and `crop` take together, and how much they cut out."""
    with tempfile.TemporaryDirectory() as folder:
        table, output = f"{folder}/boxes.csv", f"{folder}/crops"
        finding = bench.wall([
            bench.flukeprint, "detect", "run", model, photographs, "--output", table, *BOXES, *arguments])
        cutting = bench.wall([bench.flukeprint, "crop", table, output, *CROPS])
        return cut_out(
            photographs, output, finding + cutting, {"detect_seconds": finding, "crop_seconds": cutting})


def cut_out(photographs, output, seconds, further):
    with open(f"{output}/crops.csv", newline="") as file:
        rectangles = [[int(edge) for edge in row["source_crop"].split()] for row in csv.DictReader(file)]
    count = sum(1 for _ in pathlib.Path(photographs).iterdir())
    return {
        "measurement": "crops", "photographs": count, "crops": len(rectangles),
        "megapixels": sum((right - left) * (bottom - top) for left, top, right, bottom in rectangles) / 1e6,
        "seconds": seconds, "photographs_per_second": count / seconds,
    } | further


def embedding(bench):
    """`flukeprint embed` beside its model alone; needs the photographs of ../shared/data/nyala."""
    table = bench.root.parent / "shared" / "data" / "nyala" / "metadata.csv"
    if not table.exists():
        return [], {}
    rows, raw = [], {}
    with tempfile.TemporaryDirectory() as folder:
        model, output = f"{folder}/model.safetensors", f"{folder}/embeddings.safetensors"
        for pooling, precision in itertools.product(("gem", "dolg"), ([], ["--bfloat16"])):
            bench.output([bench.networks, "make-embedder", model, "--pooling", pooling])
            embed = [bench.flukeprint, "embed", model, table, "--output", output, "--force", *precision]
            alone = [bench.networks, "embedder", model, "--seconds", bench.seconds, *precision]
            kind = f"{pooling}, {'bf16' if precision else 'fp32'}"
            raw[kind] = results = bench.alternately({
                "embed": lambda: embedded(*bench.processed(embed)),
                "alone": lambda: bench.lines(alone)[0],
            })
            for unit, name, target in (
                    ("images/s", "images_per_second", {"at_least": 0.85}), ("processor ms/image", PROCESSOR, {})):
                own, peer = ([line[name] for line in results[side]] for side in ("embed", "alone"))
                rows.append(
                    paired(f"embed, nyala, Lite0 with {kind}", unit, own, peer, "its model alone", **target))
    return rows, raw


def embedded(report, processor_seconds):
    """What `embed` says of itself, and what it took in all, its start included."""
    count, rate = re.search(r": (\d+) embeddings .* ([\d.]+) images/s", report).groups()
    return {"images_per_second": float(rate), PROCESSOR: 1000 * processor_seconds / int(count)}


def ranking(bench):
    """Every query of the competition to five answers, beside FAISS and pandas; and what FAISS alone takes of it."""
    rows, raw = [], {}
    threads = {"OMP_NUM_THREADS": str(bench.threads)}
    for width in (512, 2048):
        with tempfile.TemporaryDirectory() as folder:
            bench.output([*bench.here("ranking.py"), "make", folder, "--width", width])
            files = [f"{folder}/{name}.safetensors" for name in ("database", "queries")]

            def own(precision):
                command = [
                    bench.ranking, "all", *files, "--precision", precision, "--threads", bench.threads, "--answers",
                    f"{folder}/{precision}.txt"]
                return lambda: bench.lines(command)[0]

            peer = [*bench.here("ranking.py"), "all", folder, "--answers", f"{folder}/peer.txt"]
            results = bench.alternately({
                "bfloat16": own("bfloat16"), "float32": own("float32"),
                "FAISS and pandas": lambda: bench.lines(peer, threads)[0],
            })
            for precision in ("bfloat16", "float32"):
                check_answers(f"{folder}/{precision}.txt", f"{folder}/peer.txt")
        raw[f"width {width}"] = results
        first = results["bfloat16"][0]

        def rates(name, seconds="seconds"):
            return [line["queries"] / line[seconds] for line in results[name]]

        what = f"{first['queries']} queries among {first['database']} × {width} to five answers, first look in"
        for precision in ("bfloat16", "float32"):
            target = {"at_least": 1} if precision == "bfloat16" else {}
            rows.append(paired(
                f"{what} {precision}", "queries/s", rates(precision), rates("FAISS and pandas"), "FAISS and pandas",
                **target))
        rows.append(paired(
            "the same, bfloat16, the 100 nearest alone", "queries/s", rates("bfloat16", "search_seconds"),
            rates("FAISS and pandas", "search_seconds"), "FAISS"))
        rows.append(Row("the same, memory", "MB", max(line["peak_megabytes"] for line in results["bfloat16"])))
    return rows, raw


def check_answers(own, peer):
    """Other answers would mean that something else was computed; the peer's are short where neighbours show few."""
    pairs = [
        [line.split() for line in lines]
        for lines in zip(*(pathlib.Path(path).read_text().splitlines() for path in (own, peer)), strict=True)]
    unlike = sum(mine[:len(other)] != other for mine, other in pairs)
    # Rounding may exchange neighbours that are equally near.
    if unlike > len(pairs) / 1000:
        raise SystemExit(f"error: {unlike} of {len(pairs)} queries are answered otherwise than by the peer")


def one_query(bench):
    """One query among a million embeddings, beside FAISS, and beside what memory gives."""
    results = bench.alternately({
        "Flukeprint": lambda: bench.lines([bench.ranking, "one", "--threads", bench.threads]),
        "FAISS": lambda: bench.lines(
            [*bench.here("ranking.py"), "one"], {"OMP_NUM_THREADS": str(bench.threads)})[0],
    })
    rows = []
    for index, first in enumerate(results["Flukeprint"][0]):
        lines = [run[index] for run in results["Flukeprint"]]
        what = f"one query among {first['count']} × {first['width']}, first look in {first['precision']}"
        rows.append(paired(
            what, "ms", [line["milliseconds"] for line in lines],
            [line["milliseconds"] for line in results["FAISS"]], "FAISS"))
        target = {"at_least": 0.7} if first["precision"] == "float32" else {}
        rows.append(Row(
            f"{what}, of the memory's rate", "×",
            statistics.median(line["gigabytes_per_second"] / line["memory_gigabytes_per_second"] for line in lines),
            **target))
        rows.append(Row(f"{what}, nearest rows found", "×", min(line["recall"] for line in lines), at_least=1))
    return rows, results


def check_losses(kind, results, own="Flukeprint"):
    """Unlike losses before the first step would mean that two different networks were compared."""
    losses = {name: lines[0]["first_loss"] for name, lines in results.items()}
    own = losses[own]
    # bfloat16 keeps 8 bits, so that its sums depend on their order.
    tolerance = 1e-2 if "bf16" in kind else 1e-4
    if any(abs(loss - own) > tolerance * own for loss in losses.values()):
        raise SystemExit(f"error: the first losses differ, so the networks do: {losses}")


def memory(bench):
    line = bench.lines([bench.swift, "memory"])[0]
    what = f"memory over {line['steps']} training steps"
    rows = [
        Row(f"{what}, away from {line['first_megabytes']:.0f} MB", "%", line["deviation_percent"], at_most=5),
        Row(f"{what}, growth", "MB", line["last_megabytes"] - line["first_megabytes"]),
    ]
    return rows, line


def load(bench):
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/weights.safetensors"
        bench.lines([bench.swift, "make-file", file])
        results = bench.alternately({
            "Flukeprint": lambda: bench.lines([bench.swift, "load", file])[0],
            "safetensors": lambda: bench.lines(bench.here("load.py") + [file])[0],
        })
    own, peer = results["Flukeprint"], results["safetensors"]

    def column(lines, name):
        return [line[name] for line in lines]

    what = f"{own[0]['file_megabytes']:.0f} MB of weights"

    def beside(text, name, **target):
        return paired(
            f"{what}, {text}", "s", column(own, name), column(peer, name), "safetensors, Python", **target)

    rows = [
        beside("opened", "open_seconds", at_most=0.1, bounds_value=True),
        Row(f"{what}, memory once opened", "MB", max(column(own, "open_megabytes")), at_most=20),
        beside("copied", "copy_seconds"),
    ]
    return rows, results


def imaging(bench):
    photographs = sorted((bench.root.parent / "shared" / "data" / "dolphins" / "images").glob("*.jpg"))
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/photograph.jpg"
        bench.lines([*bench.here("imaging.py"), "make", file, *photographs[:1]])
        results = bench.alternately({
            "Flukeprint": lambda: bench.lines([bench.imaging, "decode", file]),
            "Pillow": lambda: bench.lines([*bench.here("imaging.py"), "pillow", file]),
            "OpenCV": lambda: bench.lines([*bench.here("imaging.py"), "opencv", file]),
        })
        memory = bench.lines([bench.imaging, "memory", file, "--count", 200, "--warm-up", 40])[0]
    by_name = {
        name: [{line["what"]: line for line in lines} for lines in runs] for name, runs in results.items()}

    def column(name, what):
        return [run[what]["seconds"] for run in by_name[name]]

    def speed(text, what, peer, **target):
        """Speed rather than time, so that a ratio says how many times faster Flukeprint is."""
        own, other = ([1 / value for value in column(name, what)] for name in ("Flukeprint", peer))
        check_means(by_name, what, peer)
        return paired(f"JPEG 6000 × 4000, {text}", "photographs/s", own, other, f"{peer}, one thread", **target)

    part = "3600 × 2400 of it to 640 px"
    rows = [
        speed("to 640 px", "shrunk", "Pillow", at_least=2.5),
        speed("to 640 px", "shrunk", "OpenCV", at_least=1.8),
        speed("whole", "whole", "Pillow"), speed("whole", "whole", "OpenCV"),
        speed(part, "crop", "Pillow"), speed(part, "crop", "OpenCV"),
    ]
    for what, text in (("crop", part), ("detail", "640 × 426 of it, as it is")):
        rows.append(paired(
            f"JPEG 6000 × 4000, {text}", "s", column("Flukeprint", what), column("Flukeprint", "whole"), "whole",
            at_most=1))
    rows.append(Row(
        f"memory over {memory['photographs']} photographs, growth", "MB",
        memory["last_megabytes"] - memory["first_megabytes"], at_most=20))
    return rows, results | {"memory": memory}


def check_means(by_name, what, peer):
    """Pictures of another brightness would mean that two different things were compared."""
    own, other = (by_name[name][0][what]["mean"] for name in ("Flukeprint", peer))
    if abs(own - other) > 0.5:
        raise SystemExit(f"error: {what}: the mean level is {own:.2f}, but {other:.2f} in {peer}")


def loading(bench):
    """Needs the photographs of ../shared/data/nyala; without them nothing is measured."""
    folder = bench.root.parent / "shared" / "data" / "nyala"
    if not folder.exists():
        return [], {}
    feed = bench.lines([bench.loading, "feed", folder])[0]
    beside = bench.lines([bench.loading, "beside", folder, "--rounds", bench.pairs])[0]
    memory = bench.lines([bench.loading, "memory", folder])
    with tempfile.TemporaryDirectory() as cache:
        kept = bench.lines([bench.loading, "cache", folder, "--folder", cache])[0]
    foreign = statistics.median(beside["foreign_shares"])
    rows = [
        Row("loader alone, nyala at 224 px", "images/s", feed["images_per_second"], at_least=150),
        Row("training step of 32, fed beside a batch that is there", "s", beside["fed_seconds"], "fixed batch",
            beside["fixed_seconds"], beside["slowdown"]),
        Row("the same, if cores were shared without loss", "×", beside["least_slowdown"]),
        Row("the same, waiting for data", "%", 100 * beside["wait_share"], at_most=5),
        Row("the same, processors taken by other programs", "%", 100 * foreign),
        Row("picture from the cache", "ms", kept["find_milliseconds"], "decoded", kept["decode_milliseconds"],
            1 / kept["ratio"]),
        Row(f"memory over {memory[-1]['photographs']} photographs loaded, growth", "MB",
            memory[-1]["megabytes"] - memory[0]["megabytes"], at_most=20),
    ]
    return rows, {"feed": feed, "beside": beside, "memory": memory, "cache": kept}


def table(bench):
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/train.csv"
        bench.lines([bench.swift, "table", file])
        results = bench.alternately({
            "Flukeprint": lambda: bench.lines([bench.swift, "table", file])[0],
            "csv": lambda: bench.lines(bench.here("table.py") + [file])[0],
        })
    own, peer = results["Flukeprint"], results["csv"]
    if (own[0]["rows"], own[0]["boxes"]) != (peer[0]["rows"], peer[0]["boxes"]):
        raise SystemExit(f"error: the tables differ: {own[0]} and {peer[0]}")
    row = paired(
        f"table of {own[0]['rows']} rows, imported", "s", [line["seconds"] for line in own],
        [line["seconds"] for line in peer], "csv, Python", at_most=0.5, bounds_value=True)
    return [row], results


def startup(bench):
    results = bench.alternately({
        "Flukeprint": lambda: bench.wall([bench.flukeprint, "--version"]),
        "PyTorch": lambda: bench.wall([bench.python, "-c", "import torch"]),
    })
    row = paired("start: flukeprint --version", "s", results["Flukeprint"], results["PyTorch"], "import torch")
    return [row], results


MEASUREMENTS = {
    "operators": operators, "parameters": parameters, "step": step, "training": training, "inference": inference,
    "detection": detection, "detector-training": detector_training, "crops": crops, "embedding": embedding,
    "ranking": ranking, "one-query": one_query, "memory": memory, "load": load, "imaging": imaging, "loading": loading, "table": table, "startup": startup,
}
