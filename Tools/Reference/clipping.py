"""Gradient clipping, by the norm of all gradients together and by value."""

import math

import torch

from goldens import Goldens, snapshot

goldens = Goldens("clipping")


def gradients(name):
    goldens.seed(name)
    return {str(index): torch.randn(shape) for index, shape in enumerate(((3, 5), (5,), (2, 3, 2), ()))}


def parameters(values):
    result = [torch.nn.Parameter(torch.zeros_like(value)) for value in values.values()]
    for parameter, value in zip(result, values.values()):
        parameter.grad = value.clone()
    return result


def clipped(values, parameters):
    return snapshot("gradient", values.items()) | {
        f"clipped.{name}": parameter.grad for name, parameter in zip(values, parameters)
    }


for name, max_norm, norm_type in (
    ("norm", 1.0, 2.0),
    ("norm_not_reached", 100.0, 2.0),
    ("norm_1", 2.5, 1.0),
    ("norm_infinity", 0.5, math.inf),
):
    values = gradients(name)
    clip = parameters(values)
    total = torch.nn.utils.clip_grad_norm_(clip, max_norm, norm_type)
    config = {"max_norm": max_norm, "norm_type": str(norm_type)}
    goldens.write(name, clipped(values, clip) | {"total_norm": total}, config)

values = gradients("value")
clip = parameters(values)
torch.nn.utils.clip_grad_value_(clip, 0.7)
goldens.write("value", clipped(values, clip), {"clip_value": 0.7})
