"""Initialisers: the exact values after seeding.

Each case seeds the default generator with `seed` and fills one tensor. `in_order` seeds once and fills all of
`config.order`, one after the other.
"""

import math

import torch
from torch.nn import init

from goldens import Goldens

goldens = Goldens("initializers")

SEED = 2024
SHAPES = {"convolution": [6, 3, 3, 3], "depthwise": [5, 1, 3, 3], "linear": [5, 7], "small": [3, 2]}
INITIALIZERS = {
    "kaiming_normal": (init.kaiming_normal_, {"mode": "fan_out", "nonlinearity": "relu"}),
    "kaiming_normal_fan_in": (init.kaiming_normal_, {"mode": "fan_in", "nonlinearity": "relu"}),
    "kaiming_uniform": (init.kaiming_uniform_, {"a": math.sqrt(5)}),
    "xavier_uniform": (init.xavier_uniform_, {"gain": 1.0}),
    "xavier_normal": (init.xavier_normal_, {"gain": 1.0}),
    "truncated_normal": (init.trunc_normal_, {"mean": 0.0, "std": 0.02, "a": -2.0, "b": 2.0}),
    "truncated_normal_tight": (init.trunc_normal_, {"mean": 0.1, "std": 1.0, "a": -0.5, "b": 1.0}),
    # Bounds that hold little of the distribution are drawn within in another way.
    "truncated_normal_tail": (init.trunc_normal_, {"mean": 0.0, "std": 1.0, "a": 1.0, "b": 2.5}),
    "normal": (init.normal_, {"mean": 0.5, "std": 2.0}),
    "uniform": (init.uniform_, {"a": -0.3, "b": 0.7}),
}

order, tensors = [], {}
for name, (function, options) in INITIALIZERS.items():
    for shape_name, shape in SHAPES.items():
        case = f"{name}_{shape_name}"
        config = {"initializer": function.__name__, "shape": shape} | options
        torch.manual_seed(SEED)
        goldens.write(case, {"output": function(torch.empty(shape), **options)}, {"seed": SEED} | config)

torch.manual_seed(SEED)
for name, (function, options) in INITIALIZERS.items():
    tensors[name] = function(torch.empty(SHAPES["convolution"]), **options)
    config = {"key": name, "initializer": function.__name__, "shape": SHAPES["convolution"]}
    order.append(config | options)
goldens.write("in_order", tensors, {"seed": SEED, "order": order})

for case, layer, options in (
    ("default_convolution", torch.nn.Conv2d, {"in_channels": 3, "out_channels": 6, "kernel_size": 3}),
    (
        "default_convolution_groups",
        torch.nn.Conv2d,
        {"in_channels": 6, "out_channels": 4, "kernel_size": 3, "groups": 2},
    ),
    ("default_linear", torch.nn.Linear, {"in_features": 7, "out_features": 5}),
):
    torch.manual_seed(SEED)
    parameters = {f"parameter.{name}": value for name, value in layer(**options).named_parameters()}
    goldens.write(case, parameters, {"seed": SEED, "layer": layer.__name__} | options)
