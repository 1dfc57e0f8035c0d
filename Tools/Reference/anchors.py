"""How well anchors fit boxes, by the definition that the package yolov5 uses, and checked against what it logs.

`sizes` [n, 2] and `anchors` [9, 2] are widths and heights in pixels. A box and an anchor fit by the least of the ratios
of their widths and of their heights, each the smaller over the larger. `best_possible_recall` is the share of boxes for
which some anchor fits by more than 1 / `config.threshold`, `anchors_per_box` how many anchors do on average, `fitness`
the mean over boxes of the best fit, taken as 0 where that is not above. Three boxes fit an anchor by the threshold
itself, which is not above it.
"""

from unittest import mock

import numpy
import torch

from goldens import Goldens
from yolov5_alone import network_of

# Not at the top: the package's other modules need what yolov5_alone puts in place.
from yolov5.utils import autoanchor  # isort: skip

goldens = Goldens("anchors")

ANCHORS = torch.tensor([10.0, 13, 16, 30, 33, 23, 30, 61, 62, 45, 59, 119, 116, 90, 156, 198, 373, 326]).view(9, 2)


def measured(sizes, anchors, threshold):
    ratios = sizes[:, None] / anchors
    fits = ratios.minimum(1 / ratios).amin(2)
    above, best = fits > 1 / threshold, fits.amax(1)
    return {
        "best_possible_recall": above.any(1).float().mean(),
        "anchors_per_box": above.sum(1).float().mean(),
        "fitness": (best * (best > 1 / threshold)).mean(),
    }


def logged(sizes, anchors, threshold):
    """What the package says of these boxes, in pictures of 640 pixels that it does not scale."""
    network = network_of("n", 1)
    head = network.model[-1]
    head.anchors = anchors.view(3, 3, 2) / head.stride.view(3, 1, 1)
    labels = numpy.concatenate([numpy.zeros((len(sizes), 3)), sizes.double().numpy() / 640], 1)
    data_set = mock.Mock(shapes=numpy.array([[640, 640]]), labels=[labels])
    with (
        mock.patch.object(autoanchor, "LOGGER") as log,
        mock.patch.object(autoanchor, "kmean_anchors", return_value=anchors),
        mock.patch.object(numpy.random, "uniform", return_value=numpy.ones((1, 1))),
    ):
        autoanchor.check_anchors(data_set, network, thr=threshold)
    return log.info.call_args_list[0].args[0]


def case(name, anchors, threshold):
    goldens.seed(name)
    # From 4 to 640 pixels, mostly not far from square.
    sizes = 4 * 160 ** torch.rand(200, 1) * torch.exp(0.4 * torch.randn(200, 2))
    sizes[:3] = anchors[[0, 4, 8]] * torch.tensor([[threshold, 1], [1, 1 / threshold], [threshold, threshold]])
    results = measured(sizes, anchors, threshold)
    said = logged(sizes, anchors, threshold)
    expected = f"{results['anchors_per_box']:.2f} anchors/target, {results['best_possible_recall']:.3f} Best"
    assert expected in said, f"{name}: {expected} expected, the package says {said}"
    goldens.write(name, {"sizes": sizes, "anchors": anchors} | results, {"threshold": threshold})


case("coco_anchors", ANCHORS, 4.0)
case("small_anchors", ANCHORS / 4, 4.0)
case("low_threshold", ANCHORS, 2.0)
