"""Complete IoU of boxes by the package yolov5, and its gradients.

`first` and `second` [n, 4] hold center, width and height; `output` [n, 1] is their complete IoU, `gradient.first` and
`gradient.second` the gradients of the sum of `output` times `gradient_output`. `config.rows` tells which rows hold
which kind of pair, from the first to before the last: where edges meet, minimum and maximum have two slopes, of which
PyTorch takes the mean. The weight of the aspect ratio counts as constant.
"""

import torch

from goldens import Goldens
import yolov5_alone  # noqa: F401  (before the package)

from yolov5.utils.metrics import bbox_iou  # isort: skip

goldens = Goldens("ciou")


def uniform(low, high, *shape):
    return low + (high - low) * torch.rand(shape, dtype=torch.float64)


def pairs():
    first = torch.cat([uniform(0, 10, 70, 2), torch.exp(uniform(-1, 2, 70, 2))], 1)
    second = first.clone()
    second[:, 2:] *= torch.exp(0.5 * torch.randn(70, 2))
    kinds = {
        "overlapping": [0, 30], "disjoint": [30, 40], "nested": [40, 50], "of_other_aspect": [50, 58],
        "equal": [58, 64], "touching": [64, 70],
    }
    overlapping, disjoint, nested, other, equal, touching = (slice(*rows) for rows in kinds.values())
    second[overlapping, :2] += 0.3 * second[overlapping, 2:] * torch.randn(30, 2)
    second[disjoint, :2] += 10 + uniform(0, 5, 10, 2)
    second[nested, :2] += 0.1 * first[nested, 2:] * torch.randn(10, 2)
    second[nested, 2:] = first[nested, 2:] * uniform(0.2, 0.6, 10, 1)
    second[other, 2:] = first[other, 2:] * torch.tensor([[8, 0.125], [0.125, 8]]).repeat(4, 1)
    second[equal] = first[equal]
    # Side by side: multiples of 1/4, so that the edges are the same in both types.
    first[touching], second[touching] = ((4 * boxes[touching]).round().clamp(min=1) / 4 for boxes in (first, second))
    second[touching, 0] = first[touching, 0] + (first[touching, 2] + second[touching, 2]) / 2
    return first, second, kinds


def case(name, dtype):
    goldens.seed("pairs")
    first, second, kinds = pairs()
    first, second = (boxes.to(dtype).requires_grad_() for boxes in (first, second))
    output = bbox_iou(first, second, xywh=True, CIoU=True)
    cotangent = torch.randn(output.shape, dtype=torch.float64).to(dtype)
    output.backward(cotangent)
    tensors = {
        "first": first, "second": second, "output": output, "gradient_output": cotangent, "gradient.first": first.grad,
        "gradient.second": second.grad,
    }
    goldens.write(name, tensors, {"rows": kinds})


case("float32", torch.float32)
case("float64", torch.float64)
