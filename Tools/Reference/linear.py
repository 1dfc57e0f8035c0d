"""Linear, with and without bias, on two and on three dimensions."""

import torch

from goldens import Goldens, record

goldens = Goldens("linear")

for name, bias, shape in (
    ("bias", True, (3, 7)),
    ("no_bias", False, (3, 7)),
    ("three_dimensions", True, (2, 3, 7)),
):
    goldens.seed(name)
    config = {"in_features": 7, "out_features": 5, "bias": bias}
    record(goldens, name, torch.nn.Linear(**config), torch.randn(shape), config)
