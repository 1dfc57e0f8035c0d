"""YOLOv5n of the package yolov5 with weights that both sides draw from a seed, so that none are stored.

torch is seeded with `config.seed`, then draws in this order. In the order of the state dictionary: a convolution's
`weight` (4 dimensions) normal with deviation √(2 / its fan-in), √(50 / its fan-in) where the name begins with
`model.24.`; batch norm's `weight` (1 dimension) uniform in 0.5 … 1.5; every `bias` and `running_mean` normal with
deviation 0.1; `running_var` uniform in 0.5 … 2; `num_batches_tracked` and `anchors` are not drawn. Then the input,
uniform in 0 … 1, `config.shape`; in training the cotangents of `p3`, `p4` and `p5`, normal. Training is computed in
float64, after drawing in float32, as few values are normalised together and rounding carries far.

A tensor is stored as every n-th element in row-major order, n being its count over 300, rounded down, and the next odd
number where that is even. `weight.<name>` is drawn, `output.<name>` computed: the maps `p3`, `p4`, `p5`
[N, 3, H, W, 5 + classes] before the sigmoid, and in evaluation `predictions` [N, boxes, 5 + classes], decoded;
`gradient.<name>` of a weight, of the sum of maps times cotangents.
"""

import zlib

import torch

from drawn_weights import randomize, sample
from goldens import Goldens
from yolov5_alone import MAPS, network_of, outputs

goldens = Goldens("yolov5")

CLASSES = 3
RECORDED = [
    "model.0.conv.weight",
    "model.4.m.0.cv1.conv.weight",
    "model.9.cv2.bn.weight",
    "model.13.cv3.bn.bias",
    "model.24.m.0.weight",
    "model.24.m.1.bias",
]


def map_shape(shape, stride):
    return [shape[0], 3, shape[2] // stride, shape[3] // stride, 5 + CLASSES]


def case(shape, training):
    name = f"yolov5n_{shape[2]}x{shape[3]}_{'training' if training else 'evaluation'}"
    seed = zlib.crc32(name.encode())
    network = network_of("n", CLASSES).train(training)
    torch.manual_seed(seed)
    randomize(network, gain=lambda name: 50 if name.startswith("model.24.") else 2)
    input = torch.rand(shape)
    cotangents = [torch.randn(map_shape(shape, stride)) for stride in (8, 16, 32)] if training else []
    recorded = {name: value for name, value in network.named_parameters() if name in RECORDED}
    tensors = {f"weight.{name}": sample(value).clone() for name, value in recorded.items()}
    if training:
        network, input = network.double(), input.double()
    maps = outputs(network, input)
    tensors |= {f"output.{name}": sample(value) for name, value in maps.items()}
    if training:
        torch.autograd.backward([maps[name] for name in MAPS], [cotangent.double() for cotangent in cotangents])
        tensors |= {f"gradient.{name}": sample(value.grad) for name, value in recorded.items()}
    config = {
        "architecture": "yolov5n",
        "classes": CLASSES,
        "training": training,
        "dtype": str(input.dtype).removeprefix("torch."),
        "seed": seed,
        "shape": shape,
    }
    goldens.write(name, tensors, config)


for shape in ([1, 3, 64, 96], [2, 3, 128, 128]):
    for training in (False, True):
        case(shape, training)
