"""Suppression of boxes by the package yolov5: a hundred random cases, in files by what `config` says of them.

Case i of a file has `predictions` [i, boxes, 5 + classes], of which the first `boxes[i]` count and the others are
zero: center, width and height in pixels, objectness, probabilities of classes. `thresholds` [i] are those of confidence
and of overlap, `limits` [i] is the greatest number of detections. `detections` [i] holds `counts[i]` rows, best first,
then zeros: left, top, right, bottom, confidence, class.

`agnostic`: boxes of other classes suppress too. `multi_label`: each class of a box above the threshold is a detection,
not only its best; with one class it changes nothing. No two confidences of a case are within 1e-5, no confidence or
overlap is so near its threshold that rounding could decide: the package moves the boxes of class c by 7680 c pixels, so
that they do not meet those of another, and loses digits by that.
"""

import torch

from goldens import Goldens
from yolov5_alone import yolo

# Not at the top: the package's other modules need what yolov5_alone puts in place.
from yolov5.utils.general import non_max_suppression, xywh2xyxy  # isort: skip
from yolov5.utils.metrics import box_iou  # isort: skip

goldens = Goldens("non_maximum_suppression")

CASES, BOXES, DETECTIONS = 20, 60, 40


def uniform(low, high, *shape):
    return low + (high - low) * torch.rand(shape)


def clustered(count, classes):
    """Boxes around a few animals, most of them of their animal's class."""
    animals = int(torch.randint(3, 9, ()))
    centers, sizes = uniform(0, 640, animals, 2), uniform(20, 200, animals, 2)
    animal = torch.randint(animals, (count,))
    predictions = torch.zeros(count, 5 + classes)
    predictions[:, 2:4] = sizes[animal] * torch.exp(0.2 * torch.randn(count, 2))
    predictions[:, :2] = centers[animal] + 0.15 * sizes[animal] * torch.randn(count, 2)
    predictions[:, 4:] = torch.rand(count, 1 + classes)
    kind = torch.where(torch.rand(count) < 0.8, animal % classes, torch.randint(classes, (count,)))
    predictions[torch.arange(count), 5 + kind] = uniform(0.6, 1, count)
    return predictions


def is_decided(predictions, confidence, overlap):
    """Whether rounding decides nothing."""
    scores = (predictions[:, 4:5] * predictions[:, 5:]).flatten().sort().values
    boxes = xywh2xyxy(predictions[:, :4])
    overlaps = box_iou(boxes, boxes)
    return bool(
        scores.diff().min() > 1e-5
        and (scores - confidence).abs().min() > 1e-5
        and (predictions[:, 4] - confidence).abs().min() > 1e-5
        and (overlaps - overlap).abs().min() > 2e-4
    )


def drawn(classes):
    confidence, overlap = round(uniform(0.05, 0.4).item(), 2), round(uniform(0.3, 0.7).item(), 2)
    count = int(torch.randint(BOXES // 2, BOXES + 1, ()))
    predictions = clustered(count, classes)
    while not is_decided(predictions, confidence, overlap):
        predictions = clustered(count, classes)
    return predictions, confidence, overlap


def file(name, classes, agnostic, multi_label):
    goldens.seed(name)
    tensors = {
        "predictions": torch.zeros(CASES, BOXES, 5 + classes),
        "boxes": torch.zeros(CASES, dtype=torch.int64),
        "thresholds": torch.zeros(CASES, 2, dtype=torch.float64),
        "limits": torch.randint(3, DETECTIONS + 1, (CASES,)),
        "detections": torch.zeros(CASES, DETECTIONS, 6),
        "counts": torch.zeros(CASES, dtype=torch.int64),
    }
    # Half of the cases have room for all.
    tensors["limits"][::2] = DETECTIONS
    for index in range(CASES):
        predictions, confidence, overlap = drawn(classes)
        (found,) = non_max_suppression(
            predictions[None].clone(), confidence, overlap, agnostic=agnostic, multi_label=multi_label,
            max_det=int(tensors["limits"][index]),
        )
        tensors["predictions"][index, : len(predictions)] = predictions
        tensors["boxes"][index] = len(predictions)
        tensors["thresholds"][index] = torch.tensor([confidence, overlap], dtype=torch.float64)
        tensors["detections"][index, : len(found)] = found
        tensors["counts"][index] = len(found)
    config = {"classes": classes, "agnostic": agnostic, "multi_label": multi_label}
    goldens.write(name, tensors, config)


file("one_class", 1, agnostic=False, multi_label=True)
file("best_class", 3, agnostic=False, multi_label=False)
file("best_class_agnostic", 3, agnostic=True, multi_label=False)
file("every_class", 3, agnostic=False, multi_label=True)
file("every_class_agnostic", 3, agnostic=True, multi_label=True)
