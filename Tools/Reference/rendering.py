"""Pictures that Pillow transforms, and colours changed by the formulas of TensorFlow Addons, TensorFlow and colorsys.

Writes `rendering/`: `source.png`, a picture per transform, and `rendering.json`, which lists them and the colours.
"""

import colorsys
import json
import math
import pathlib
import sys

import numpy
from PIL import Image

from photographs import picture

# TensorFlow Addons 0.23, `adjust_hsv_in_yiq`: colours are rows, and are multiplied from the left.
YIQ = numpy.array([[0.299, 0.596, 0.211], [0.587, -0.274, -0.523], [0.114, -0.322, 0.312]])
YIQ_INVERSE = numpy.array(
    [[1.0, 1.0, 1.0], [0.95617069, -0.2726886, -1.103744], [0.62143257, -0.64681324, 1.70062309]])
# TensorFlow's `rgb_to_grayscale`.
LUMA = numpy.array([0.2989, 0.587, 0.114])


def transforms():
    """Source to result, rows [xx, xy, x0], [yx, yy, y0]; sizes of the result."""
    def turn(degrees, scale, x, y):
        angle = math.radians(degrees)
        cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
        # About the source's middle, (24, 16), which goes to (x, y).
        return [[cosine, -sine, x - 24 * cosine + 16 * sine], [sine, cosine, y - 24 * sine - 16 * cosine]]

    return {
        "shifted": ([[1, 0, 3.25], [0, 1, -2.5]], (48, 32)),
        "mirrored": ([[-1, 0, 48], [0, 1, 0]], (48, 32)),
        "enlarged": ([[1.7, 0, -10.3], [0, 1.4, 4.2]], (60, 50)),
        "quarter": ([[0, -1, 32], [1, 0, 0]], (32, 48)),
        "turned": (turn(25, 1, 24, 16), (48, 32)),
        "turned_and_enlarged": (turn(-140, 1.9, 30, 35), (70, 64)),
        "sheared": ([[1.1, 0.35, -3], [-0.2, 0.95, 6]], (56, 40)),
    }


def transformed(source, matrix, size):
    """What Pillow, which asks for the way back, makes of it, bilinearly."""
    full = numpy.vstack([matrix, [0, 0, 1]])
    back = numpy.linalg.inv(full)[:2]
    return source.transform(
        size, Image.Transform.AFFINE, back.flatten().tolist(), Image.Resampling.BILINEAR,
        fillcolor=(255, 0, 255))


def yiq(colours, hue, saturation, value):
    along = value * saturation * math.cos(hue)
    across = value * saturation * math.sin(hue)
    turn = numpy.array([[value, 0, 0], [0, along, across], [0, -across, along]])
    return colours @ (YIQ @ turn @ YIQ_INVERSE)


def hsv(colours, hue, saturation, value):
    result = []
    for colour in colours / 255:
        h, s, v = colorsys.rgb_to_hsv(*colour)
        result.append(colorsys.hsv_to_rgb((h + hue) % 1, min(s * saturation, 1), min(v * value, 1)))
    return numpy.array(result) * 255


def colour_cases(colours):
    cases = []
    for hue, saturation, value in ((0.2, 1, 1), (-0.2, 0.7, 1.2), (1.3, 1.3, 0.8), (0, 0, 1)):
        cases.append({"kind": "yiq", "values": [hue, saturation, value],
                      "output": yiq(colours, hue, saturation, value).tolist()})
    for hue, saturation, value in ((0.015, 1, 1), (-0.015, 1.7, 0.6), (0.4, 0.3, 1.4), (-0.9, 1, 1)):
        cases.append({"kind": "hsv", "values": [hue, saturation, value],
                      "output": hsv(colours, hue, saturation, value).tolist()})
    mean = colours.mean(0)
    for factor in (0.8, 1.2):
        cases.append({"kind": "contrast", "values": [factor, *mean],
                      "output": ((colours - mean) * factor + mean).tolist()})
    cases.append({"kind": "brightness", "values": [-0.2], "output": (colours - 0.2 * 255).tolist()})
    grey = (colours @ LUMA)[:, None].repeat(3, 1)
    cases.append({"kind": "greyscale", "values": [], "output": grey.tolist()})
    return cases


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} OUTPUT_FOLDER")
    folder = pathlib.Path(sys.argv[1]) / "rendering"
    folder.mkdir(parents=True, exist_ok=True)
    source = Image.fromarray(picture(48, 32))
    source.save(folder / "source.png", optimize=True)
    cases = []
    for name, (matrix, size) in transforms().items():
        transformed(source, matrix, size).save(folder / f"{name}.png", optimize=True)
        cases.append({"name": name, "matrix": matrix, "size": size})
    colours = numpy.random.default_rng(1).integers(0, 256, (24, 3)).astype(float)
    colours[:4] = [[0, 0, 0], [255, 255, 255], [255, 0, 0], [128, 128, 128]]
    text = json.dumps(
        {"transforms": cases, "colours": colours.tolist(), "changes": colour_cases(colours)}, indent=1)
    (folder / "rendering.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
