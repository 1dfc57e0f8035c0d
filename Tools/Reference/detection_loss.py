"""The loss of the package yolov5 on random maps and targets.

`p3`, `p4`, `p5` [2, 3, H, W, 5 + classes] are maps before the sigmoid, normal with deviation 1.5, of pictures of
`config.size` (height, width) pixels; `targets` [n, 6] holds image, class, and center and size of a box in fractions of
the picture. `parts` [3] are the losses of boxes, objectness and classes, each times its gain, as means over a picture;
`total` [1] is their sum times the number of pictures; `gradient.<map>` that of the total.

`config` holds the package's hyperparameters by its names, the anchors in pixels, the strides, the weights of the maps
in the loss of objectness (`balance`), and the number of classes.

In `overlapping` several targets meet in one cell and anchor, and the objectness wanted is the overlap of the last: of
the order by neighbour (the cell itself, left, above, right, below), then anchor, then row of `targets`. In `edges`
boxes lie at the rim, and numbers at thresholds: a center in the middle of a cell, one at a cell's corner, a box four
times an anchor.
"""

import torch

from goldens import Goldens
from yolov5_alone import MAPS, yolo

# Not at the top: the package's other modules need what yolov5_alone puts in place.
from yolov5.utils.loss import ComputeLoss  # isort: skip

goldens = Goldens("detection_loss")

ANCHORS = [
    [10, 13, 16, 30, 33, 23],
    [30, 61, 62, 45, 59, 119],
    [116, 90, 156, 198, 373, 326],
]
STRIDES = [8, 16, 32]
HYPERPARAMETERS = {
    "box": 0.05, "obj": 1.0, "cls": 0.5, "obj_pw": 1.0, "cls_pw": 1.0, "label_smoothing": 0.0, "fl_gamma": 0.0,
    "anchor_t": 4.0,
}
IMAGES = 2


class Head(torch.nn.Module):
    """What the loss asks of a network: the head's anchors and strides, and hyperparameters."""

    def __init__(self, classes, hyperparameters):
        super().__init__()
        head = yolo.Detect(classes, ANCHORS, ch=(1, 1, 1))
        head.stride = torch.tensor(STRIDES).float()
        head.anchors /= head.stride.view(-1, 1, 1)
        self.model, self.hyp = torch.nn.ModuleList([head]), hyperparameters


def random_targets(count, classes):
    """Boxes with centers anywhere and sizes from a tenth of the picture to all of it, many of them small."""
    image, kind = torch.randint(IMAGES, (count, 1)), torch.randint(classes, (count, 1))
    return torch.cat([image.float(), kind.float(), torch.rand(count, 2), 0.1 + 0.9 * torch.rand(count, 2) ** 2], 1)


def overlapping(classes):
    """Twelve boxes each in one cell of the coarsest map."""
    targets = random_targets(24, classes)
    targets[:, 0] = torch.arange(24) % 2
    targets[:, 2:4] = 0.3 + 0.02 * torch.rand(24, 2)
    targets[:, 4:6] = 0.4 + 0.2 * torch.rand(24, 2)
    return targets


def edges(classes):
    """For 64 × 64 pixels, where these fractions are exact."""
    boxes = [
        [0, 0, 0.25, 0.25], [1, 1, 0.25, 0.25], [0, 1, 0.5, 0.25], [1, 0, 0.25, 0.5], [0.999, 0.5, 0.3, 0.7],
        # The middle of a cell of P3, its corner, and 1 where a neighbour begins.
        [0.3125, 0.4375, 0.2, 0.3], [0.375, 0.625, 0.2, 0.3], [0.125, 0.125, 0.2, 0.3], [0.25, 0.25, 0.4, 0.6],
        # Four times the first anchor's width, and its height; a quarter of the third's.
        [0.4, 0.6, 40 / 64, 13 / 64], [0.6, 0.4, 8.25 / 64, 23 / 64],
    ]
    targets = torch.tensor(boxes)
    image, kind = torch.arange(len(boxes)) % IMAGES, torch.arange(len(boxes)) % classes
    return torch.cat([image[:, None].float(), kind[:, None].float(), targets], 1)


def case(name, size, classes, targets=lambda classes: random_targets(14, classes), **changes):
    goldens.seed(name)
    hyperparameters = HYPERPARAMETERS | changes
    maps = [
        (1.5 * torch.randn(IMAGES, 3, size[0] // stride, size[1] // stride, 5 + classes)).requires_grad_()
        for stride in STRIDES
    ]
    targets = targets(classes)
    loss = ComputeLoss(Head(classes, hyperparameters))
    total, parts = loss(maps, targets)
    total.backward()
    tensors = {"targets": targets, "parts": parts, "total": total}
    tensors |= dict(zip(MAPS, maps, strict=True))
    tensors |= {f"gradient.{name}": map.grad for name, map in zip(MAPS, maps, strict=True)}
    config = hyperparameters | {
        "classes": classes, "size": size, "anchors": ANCHORS, "strides": STRIDES, "balance": loss.balance,
        "gr": loss.gr,
    }
    goldens.write(name, tensors, config)


case("three_classes", [64, 96], 3)
case("one_class", [96, 64], 1)
case("no_targets", [64, 64], 3, lambda classes: torch.zeros(0, 6))
case("overlapping", [64, 64], 3, overlapping)
case("edges", [64, 64], 3, edges)
case("label_smoothing", [32, 64], 3, label_smoothing=0.1)
case("positive_weights", [32, 64], 3, cls_pw=1.5, obj_pw=0.7)
case("focal", [32, 64], 3, fl_gamma=1.5)
