"""BatchNorm1d and BatchNorm2d: batch statistics, running statistics, PyTorch's and TensorFlow's constants."""

import torch

from goldens import Goldens, randomize, record

goldens = Goldens("normalization")

CONSTANTS = {"": (0.1, 1e-5), "_tensorflow": (0.01, 1e-3)}
LAYERS = {
    "batch_norm_1d": (torch.nn.BatchNorm1d, (3, 5)),
    "batch_norm_1d_sequence": (torch.nn.BatchNorm1d, (2, 5, 7)),
    "batch_norm_2d": (torch.nn.BatchNorm2d, (2, 5, 3, 4)),
}

for layer_name, (layer, shape) in LAYERS.items():
    for suffix, (momentum, eps) in CONSTANTS.items():
        for mode in ("training", "eval"):
            name = f"{layer_name}{suffix}_{mode}"
            goldens.seed(name)
            module = randomize(layer(shape[1], eps=eps, momentum=momentum))
            warmup, input = torch.randn(2, *shape) * 2 + 1
            record(
                goldens,
                name,
                module,
                input,
                {"layer": layer.__name__, "num_features": shape[1], "momentum": momentum, "eps": eps},
                training=mode == "training",
                warmup=warmup if mode == "training" else None,
            )
