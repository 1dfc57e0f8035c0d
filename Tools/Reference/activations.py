"""Activations: random values, and the hard ones around zero, at the kinks and far out."""

import torch

from goldens import Goldens, record

goldens = Goldens("activations")

HARD = torch.tensor(
    [-1e30, -1000, -104, -89, -88, -21, -20, -6, -1, -1e-3, -1e-20, -0.0, 0.0]
    + [1e-20, 1e-3, 1, 6 - 1e-6, 6, 6 + 1e-6, 9.99, 10, 10.01, 20, 21, 88, 89, 1000, 1e30]
)

for name, layer, options in (
    ("relu", torch.nn.ReLU, {}),
    ("relu6", torch.nn.ReLU6, {}),
    ("silu", torch.nn.SiLU, {}),
    ("sigmoid", torch.nn.Sigmoid, {}),
    ("softplus", torch.nn.Softplus, {"beta": 1.0, "threshold": 20.0}),
    ("softplus_beta_2", torch.nn.Softplus, {"beta": 2.0, "threshold": 20.0}),
    ("softplus_threshold_1", torch.nn.Softplus, {"beta": 0.5, "threshold": 1.0}),
):
    config = {"layer": layer.__name__} | options
    goldens.seed(name)
    record(goldens, name, layer(**options), torch.randn(2, 3, 5) * 3, config)
    record(goldens, f"{name}_hard", layer(**options), HARD, config)
