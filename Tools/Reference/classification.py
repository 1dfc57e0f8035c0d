"""Figures of classifiers by scikit-learn; some classes are never judged, some never answered."""

import numpy
import torch
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    precision_recall_fscore_support,
    top_k_accuracy_score,
)

from goldens import Goldens

goldens = Goldens("classification")


def figures(name, *, photographs, classes, judged, answered):
    """Photographs are of the first `judged` classes, answers among all but the first `classes - answered`."""
    goldens.seed(name)
    truth = torch.randint(0, judged, (photographs,))
    scores = torch.randn(photographs, classes)
    scores[torch.arange(photographs), truth] += 1.5
    scores[:, : classes - answered] -= 100
    chances = scores.softmax(1)
    labels = numpy.arange(classes)
    yes, said = truth.numpy(), chances.argmax(1).numpy()
    precision, recall, _, support = precision_recall_fscore_support(
        yes, said, labels=labels, zero_division=numpy.nan
    )
    one = lambda value: torch.tensor(value, dtype=torch.float64)
    goldens.write(
        name,
        {
            "truth": truth,
            "scores": scores,
            "probabilities": chances.topk(min(5, classes)).values,
            "precision": torch.from_numpy(precision),
            "recall": torch.from_numpy(recall),
            "support": torch.from_numpy(support),
            "confusion_matrix": torch.from_numpy(confusion_matrix(yes, said, labels=labels)),
            "top1": one(accuracy_score(yes, said)),
            "top5": one(
                top_k_accuracy_score(yes, chances.numpy(), k=min(5, classes), labels=labels)
            ),
            "balanced_accuracy": one(balanced_accuracy_score(yes, said)),
        },
        {},
    )


figures("few_classes", photographs=60, classes=3, judged=3, answered=3)
figures("many_classes", photographs=200, classes=30, judged=24, answered=27)
