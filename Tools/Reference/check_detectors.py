#!/usr/bin/env python3
"""Compares every YOLOv5 with the package's, with norms as they are and folded into the convolutions.

    python Tools/Reference/check_detectors.py FLUKEPRINT SCRATCH_FOLDER

`flukeprint model forward` computes raw maps and decoded predictions of random weights, at two sizes.
"""

import pathlib
import sys

import torch
from comparison import run, worst
from safetensors.torch import load_file, save_file
from yolov5_alone import SIZES, network_of, outputs

FORWARD = 1e-4
CLASSES = 3
SHAPES = ([2, 3, 64, 96], [1, 3, 160, 128])


def random_network(size):
    """A network with statistics as after training: those of noise.

    Norms are scaled before the noise passes, as in training, and shift more than they scale: else depth carries
    rounding far. The head's weights are wide enough for confidences from low to high.
    """
    torch.manual_seed(ord(size))
    network = network_of(size, CLASSES)
    with torch.no_grad():
        for layer in network.modules():
            if isinstance(layer, torch.nn.BatchNorm2d):
                layer.momentum = 1.0
                layer.weight.uniform_(0.5, 1)
                layer.bias.normal_(0, 1)
        for layer in network.model[-1].m:
            layer.weight.normal_(0, layer.in_channels**-0.5)
            layer.bias.normal_(0, 0.5)
        network.train()(torch.rand(8, 3, 128, 128))
    return network.eval()


def parts(maps):
    """Boxes and confidences apart: one in pixels, the other from 0 to 1."""
    predictions = maps.pop("predictions")
    return maps | {"boxes": predictions[..., :4], "confidences": predictions[..., 4:]}


def check(flukeprint, scratch, size):
    weights, input, output = (scratch / f"{name}.safetensors" for name in ("weights", "input", "output"))
    network = random_network(size)
    save_file(network.state_dict(), weights)
    errors = {"": 0.0, "--folded": 0.0}
    for shape in SHAPES:
        images = torch.rand(shape)
        save_file({"input": images}, input)
        with torch.no_grad():
            expected = parts(outputs(network, images))
        for option in errors:
            run(flukeprint, "model", "forward", "--arch", f"yolov5{size}", "--classes", str(CLASSES),
                "--weights", weights, "--input", input, "--output", output, *option.split())
            what = f"yolov5{size} {option} at {shape[2]} × {shape[3]}"
            errors[option] = max(errors[option], worst(parts(load_file(output)), expected, FORWARD, what))
    print(f"yolov5{size}: worst relative error {errors['']:.1e}, folded {errors['--folded']:.1e}")


def main():
    flukeprint, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
    for size in SIZES:
        check(flukeprint, scratch, size)


main()
