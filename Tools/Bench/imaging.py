"""Reading photographs in Python: the peers of `ImagingBenchmark decode`, one thread each.

    imaging.py make FILE [PHOTOGRAPH]     a JPEG file of 6000 × 4000 pixels: a photograph enlarged, and noise
    imaging.py make-all FOLDER PHOTOGRAPH …   the same of several photographs, numbered
    imaging.py pillow FILE                seconds to read it, shrunk to 640 pixels, whole, and a crop
    imaging.py opencv FILE
"""

import json
import pathlib
import statistics
import sys
import time

import cv2
import numpy
from PIL import Image

SIZE, ROUNDS = (640, 427), 7


def make(file, photograph=None):
    """What a camera of 24 megapixels writes: detail and the sensor's noise, about half a byte per pixel."""
    if photograph is None:
        photograph = pathlib.Path(__file__).parents[2] / "Tests" / "ImagingTests" / "Goldens" / "large.jpg"
    write(photograph, file, noise())


def make_all(folder, *photographs):
    folder, grain = pathlib.Path(folder), noise()
    folder.mkdir(exist_ok=True)
    for number, photograph in enumerate(photographs):
        write(photograph, folder / f"{number:03}.jpg", grain)


def noise():
    return numpy.random.default_rng(2).standard_normal((4000, 6000, 1), dtype=numpy.float32) * 5


def write(photograph, file, grain):
    image = Image.open(photograph).convert("RGB").resize((6000, 4000), Image.Resampling.BICUBIC)
    pixels = numpy.clip(numpy.asarray(image) + grain, 0, 255).astype(numpy.uint8)
    Image.fromarray(pixels).save(file, quality=90)


def box(width, height):
    """The crop's left, top, width and height: as in Swift."""
    return width // 7, height // 5, width * 3 // 5, height * 3 // 5


def pillow(file):
    def opened():
        return Image.open(file).convert("RGB")

    def crop():
        image = opened()
        left, top, width, height = box(*image.size)
        return image.crop((left, top, left + width, top + height)).resize(SIZE, Image.Resampling.BICUBIC)

    def draft():
        image = Image.open(file)
        image.draft("RGB", SIZE)
        return image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)

    return {
        "shrunk": lambda: numpy.asarray(opened().resize(SIZE, Image.Resampling.BICUBIC)),
        "draft": lambda: numpy.asarray(draft()),
        "whole": lambda: numpy.asarray(opened()), "crop": lambda: numpy.asarray(crop()),
    }


def opencv(file):
    cv2.setNumThreads(1)

    def opened():
        return cv2.imread(file, cv2.IMREAD_COLOR)

    def crop():
        image = opened()
        left, top, width, height = box(image.shape[1], image.shape[0])
        return cv2.resize(image[top:top + height, left:left + width], SIZE, interpolation=cv2.INTER_AREA)

    return {
        "shrunk": lambda: cv2.resize(opened(), SIZE, interpolation=cv2.INTER_AREA),
        "whole": opened, "crop": crop,
    }


def measure(runs):
    means = {what: float(run().mean()) for what, run in runs.items()}
    times = {what: [] for what in runs}
    for _ in range(ROUNDS):
        for what, run in runs.items():
            start = time.perf_counter()
            run()
            times[what].append(time.perf_counter() - start)
    for what in runs:
        print(json.dumps({
            "measurement": "decode", "what": what, "seconds": statistics.median(times[what]), "mean": means[what]}))


def main():
    made = {"make": make, "make-all": make_all}.get(sys.argv[1])
    if made:
        made(*sys.argv[2:])
    else:
        measure({"pillow": pillow, "opencv": opencv}[sys.argv[1]](sys.argv[2]))


if __name__ == "__main__":
    main()
