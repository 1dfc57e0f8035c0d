"""timm's EfficientNets with weights that both sides draw from a seed, so that none are stored.

torch is seeded with `config.seed`, then draws in this order: timm's initialisation of a network; in the order of the
state dictionary, batch norm's `weight` uniform in 0.5 … 1.5, every `bias` and `running_mean` normal with deviation 0.1,
`running_var` uniform in 0.5 … 2; the input, normal, `config.shape`; the cotangent of the scores, normal. A tensor is
stored as every n-th element in row-major order, n being its count over 300, rounded down, and the next odd number
where that is even. `weight.<name>` is drawn, `output.<name>` computed, `gradient.<name>` of a weight.

Lite in training is computed in float64, after drawing in float32: the slope of ReLU6 jumps, and where few values are
normalised together, one that rounding carries over an edge changes all gradients.
"""

import zlib

import torch

from drawn_weights import randomize, sample
from goldens import Goldens
from timm_alone import outputs, timm

efficientnet_init_weights = timm.models._efficientnet_builder.efficientnet_init_weights

goldens = Goldens("efficientnet")

CLASSES = 10
RECORDED = [
    "conv_stem.weight",
    "blocks.0.0.conv_dw.weight",
    "blocks.2.1.conv_pw.weight",
    "blocks.3.1.se.conv_reduce.weight",
    "blocks.4.1.se.conv_expand.bias",
    "blocks.5.2.conv_dw.weight",
    "blocks.5.0.bn2.weight",
    "conv_head.weight",
    "classifier.weight",
]


def case(architecture, size, training):
    mode = "training" if training else "evaluation"
    name = f"{architecture}_{size}_{mode}"
    seed = zlib.crc32(name.encode())
    network = timm.create_model(architecture, num_classes=CLASSES).train(training)
    # Once more, as building draws numbers that are thrown away.
    torch.manual_seed(seed)
    efficientnet_init_weights(network)
    randomize(network)
    shape = [4, 3, size, size] if training else [1, 3, size, size]
    input = torch.randn(shape)
    cotangent = torch.randn(shape[0], CLASSES)
    recorded = {name: value for name, value in network.named_parameters() if name in RECORDED}
    tensors = {f"weight.{name}": sample(value).clone() for name, value in recorded.items()}
    if training and "lite" in architecture:
        network, input, cotangent = network.double(), input.double(), cotangent.double()
    maps = outputs(network, input)
    maps["logits"].backward(cotangent)
    tensors |= {f"output.{name}": sample(value) for name, value in maps.items()}
    tensors |= {f"gradient.{name}": sample(value.grad) for name, value in recorded.items()}
    config = {
        "architecture": architecture,
        "training": training,
        "dtype": str(input.dtype).removeprefix("torch."),
        "seed": seed,
        "shape": shape,
        "classes": CLASSES,
    }
    goldens.write(name, tensors, config)


for architecture in ("tf_efficientnet_b0", "efficientnet_b0", "tf_efficientnet_lite0"):
    for size in (64, 75):
        for training in (False, True):
            case(architecture, size, training)
