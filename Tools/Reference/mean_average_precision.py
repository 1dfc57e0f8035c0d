"""COCO's figures by pycocotools, on random truths and detections.

`truths` [n, 7] holds image, class, left, top, right, bottom in pixels, and whether the box is a crowd; `detections`
[m, 7] the same up to bottom, then confidence. Rows are shuffled, images and classes count from 0 to `config.images` and
`config.classes`. Coordinates are multiples of 1/8, so that widths are exact.

`stats` [12] are COCO's: average precision over thresholds 0.5 … 0.95 of overlap, at 0.5, at 0.75, of small, medium and
large boxes; average recall with 1, 10 and 100 detections per image and class, and of small, medium and large boxes.
`average_precision` [classes] is over all thresholds, `average_precision_50` at 0.5, `precision_50` [classes, 101] at
0.5 for each of `recalls` [101], all of them for boxes of every size and 100 detections. -1 stands where there is no
truth.
`overlaps` [10] are the thresholds as COCO's code computes them.
"""

import contextlib
import io

import torch
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from goldens import Goldens

goldens = Goldens("mean_average_precision")


def uniform(low, high, *shape):
    return low + (high - low) * torch.rand(shape, dtype=torch.float64)


def on_grid(boxes):
    """Corners on multiples of 1/8, from centers and sizes; no box is empty."""
    corners = torch.cat([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1).mul(8).round() / 8
    corners[:, 2:] = corners[:, 2:].maximum(corners[:, :2] + 0.125)
    return corners


def random_boxes(count):
    """Centers and sizes: a third each small, medium and large, as COCO parts them at 32² and 96² pixels."""
    scale = torch.tensor([20.0, 60.0, 180.0], dtype=torch.float64)[torch.randint(3, (count,))]
    sizes = scale[:, None] * torch.exp(0.3 * torch.randn(count, 2, dtype=torch.float64))
    return torch.cat([uniform(0, 640, count, 2), sizes], 1)


def data_set(images, classes, boxes, false_positives):
    """Truths, some images having none; detections, jittered truths with a few missed or twice, and false ones."""
    image = torch.randint(images, (boxes,))
    image[image % 5 == 4] -= 1
    kind, truths = torch.randint(classes, (boxes,)), random_boxes(boxes)
    found = torch.cat([torch.nonzero(torch.rand(boxes) < share).flatten() for share in (0.8, 0.2)])
    jitter = uniform(0.01, 0.2, len(found), 1)
    detections = truths[found].clone()
    detections[:, :2] += jitter * detections[:, 2:] * torch.randn(len(found), 2)
    detections[:, 2:] *= torch.exp(jitter * torch.randn(len(found), 2))
    confidences = (1 - 2 * jitter[:, 0]) * uniform(0.3, 1, len(found))
    kinds = torch.where(torch.rand(len(found)) < 0.9, kind[found], torch.randint(classes, (len(found),)))
    truths = rows(image, kind, on_grid(truths), torch.zeros(boxes))
    detections = torch.cat([
        rows(image[found], kinds, on_grid(detections), confidences),
        rows(torch.randint(images, (false_positives,)), torch.randint(classes, (false_positives,)),
             on_grid(random_boxes(false_positives)), uniform(0.05, 0.6, false_positives)),
    ])
    return truths, detections


def rows(*columns):
    return torch.cat([column.double().reshape(len(column), -1) for column in columns], 1)


def shuffled(table):
    return table[torch.randperm(len(table))]


def evaluated(images, classes, truths, detections):
    def box(row):
        return [row[2], row[3], row[4] - row[2], row[5] - row[3]]

    truth = COCO()
    truth.dataset = {
        "images": [{"id": image} for image in range(images)],
        "categories": [{"id": kind} for kind in range(classes)],
        # From 1, as 0 stands for none.
        "annotations": [
            {"id": index, "image_id": int(row[0]), "category_id": int(row[1]), "bbox": box(row),
             "area": (row[4] - row[2]) * (row[5] - row[3]), "iscrowd": int(row[6])}
            for index, row in enumerate(truths.tolist(), 1)
        ],
    }
    truth.createIndex()
    found = truth.loadRes([
        {"image_id": int(row[0]), "category_id": int(row[1]), "bbox": box(row), "score": row[6]}
        for row in detections.tolist()
    ])
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return evaluation


def case(name, images, classes, truths, detections):
    truths, detections = shuffled(truths), shuffled(detections)
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = evaluated(images, classes, truths, detections)
    # Thresholds, recalls, classes; of all sizes and with 100 detections.
    precision = torch.from_numpy(evaluation.eval["precision"][:, :, :, 0, 2])
    tensors = {
        "truths": truths,
        "detections": detections,
        "stats": torch.from_numpy(evaluation.stats),
        "average_precision": precision.mean((0, 1)),
        "average_precision_50": precision[0].mean(0),
        "precision_50": precision[0].T,
        "recalls": torch.from_numpy(evaluation.params.recThrs),
        "overlaps": torch.from_numpy(evaluation.params.iouThrs),
    }
    goldens.write(name, tensors, {"images": images, "classes": classes})


def one_class():
    return data_set(20, 1, 60, 25)


def four_classes():
    truths, detections = data_set(30, 4, 150, 60)
    # 32² and 96² pixels belong to the sizes on both sides.
    for size in (32, 96):
        corner = torch.tensor([[size, size, 2 * size, 2 * size]])
        truths = torch.cat([truths, rows(torch.tensor([3]), torch.tensor([2]), corner, torch.tensor([0]))])
        detections = torch.cat([
            detections, rows(torch.tensor([3]), torch.tensor([2]), corner, torch.tensor([0.5 + size / 1000]))])
    return truths, detections


def many_detections():
    """One image has more than 100 detections of one class, among them the best and the worst."""
    truths, detections = data_set(15, 2, 40, 20)
    crowd = rows(torch.zeros(130), torch.zeros(130), on_grid(random_boxes(130)), uniform(0.2, 0.9, 130))
    return truths, torch.cat([detections, crowd])


def absent_class():
    """Class 1 has detections and no truths, class 2 truths and no detections."""
    truths, detections = data_set(20, 3, 70, 30)
    return truths[truths[:, 1] != 1], detections[detections[:, 1] != 2]


def crowds():
    """Every sixth truth is a crowd, with many detections in it."""
    truths, detections = data_set(20, 2, 60, 30)
    truths[::6, 6] = 1
    inside = truths[::6].repeat(3, 1)
    size = inside[:, 4:6] - inside[:, 2:4]
    centers = inside[:, 2:4] + size * uniform(0.1, 0.9, len(inside), 2)
    boxes = on_grid(torch.cat([centers, 0.4 * size], 1))
    return truths, torch.cat([detections, rows(inside[:, 0], inside[:, 1], boxes, uniform(0.3, 0.9, len(inside)))])


def ties():
    """Confidences of one digit."""
    truths, detections = data_set(20, 2, 80, 40)
    detections[:, 6] = detections[:, 6].mul(10).round() / 10
    return truths, detections


for make, images, classes in (
        (one_class, 20, 1), (four_classes, 30, 4), (many_detections, 15, 2), (absent_class, 20, 3), (crowds, 20, 2),
        (ties, 20, 2)):
    goldens.seed(make.__name__)
    case(make.__name__, images, classes, *make())
