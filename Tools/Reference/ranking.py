"""Nearest neighbours, retrieval precision, curves and clusters, by scikit-learn; scores with ties among them."""

import numpy
import torch
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)
from sklearn.neighbors import NearestNeighbors

from goldens import Goldens

goldens = Goldens("ranking")


def neighbours(name, *, database, queries, width, count):
    goldens.seed(name)
    rows = torch.randn(database, width, dtype=torch.float64)
    asked = torch.randn(queries, width, dtype=torch.float64)
    found = NearestNeighbors(n_neighbors=count, metric="cosine", algorithm="brute")
    distances, indices = found.fit(rows.numpy()).kneighbors(asked.numpy())
    individuals = torch.randint(0, 6, (database,))
    truth = torch.randint(0, 7, (queries,))
    unit = lambda x: torch.nn.functional.normalize(x).numpy()
    cosines = unit(asked) @ unit(rows).T
    precisions = [
        average_precision_score(individuals.numpy() == one, row)
        if (individuals == one).any()
        else -1.0
        for one, row in zip(truth.tolist(), cosines)
    ]
    tensors = {
        "database": rows.float(),
        "queries": asked.float(),
        "scores": torch.from_numpy(1 - distances).float(),
        "rows": torch.from_numpy(indices),
        "individuals": individuals,
        "truth": truth,
        "average_precisions": torch.tensor(precisions, dtype=torch.float64),
    }
    goldens.write(name, tensors, {"count": count})


def curve(name, *, count, levels):
    goldens.seed(name)
    positive = torch.rand(count) < 0.3
    scores = torch.randn(count) + positive
    if levels:
        scores = (scores * levels).round() / levels
    yes, given = positive.numpy(), scores.numpy()
    rates, recalls, _ = roc_curve(yes, given, drop_intermediate=False)
    precision, recall, thresholds = precision_recall_curve(yes, given)
    tensors = {
        "positive": positive,
        "scores": scores,
        # Their first point says yes to nothing, and has no place among ours.
        "roc.false_positive_rate": torch.from_numpy(rates[1:].copy()),
        "roc.recall": torch.from_numpy(recalls[1:].copy()),
        "pr.precision": torch.from_numpy(precision[:-1][::-1].copy()),
        "pr.recall": torch.from_numpy(recall[:-1][::-1].copy()),
        "pr.thresholds": torch.from_numpy(numpy.ascontiguousarray(thresholds[::-1])),
        "area": torch.tensor(roc_auc_score(yes, given), dtype=torch.float64),
        "average_precision": torch.tensor(
            average_precision_score(yes, given), dtype=torch.float64
        ),
    }
    goldens.write(name, tensors, {})


def clusters(name, *, centres, count, width, noise, similarity):
    """Rows around centres; clusters are numbered in the order of their first rows."""
    goldens.seed(name)
    middles = torch.randn(centres, width, dtype=torch.float64)
    rows = middles[torch.randint(centres, (count,))] + noise * torch.randn(count, width, dtype=torch.float64)
    # Computed from what is stored, so that rounding is the same.
    rows = rows.float()
    found = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - similarity
    ).fit_predict(rows.double().numpy())
    numbers = {}
    labels = [numbers.setdefault(label, len(numbers)) for label in found.tolist()]
    tensors = {"rows": rows, "clusters": torch.tensor(labels)}
    goldens.write(name, tensors, {"similarity": similarity})


neighbours("neighbours_small", database=40, queries=9, width=16, count=7)
neighbours("neighbours_all", database=25, queries=30, width=5, count=25)
curve("curve_distinct", count=60, levels=0)
curve("curve_tied", count=80, levels=3)
clusters("clusters_tight", centres=9, count=70, width=8, noise=0.3, similarity=0.6)
clusters("clusters_loose", centres=12, count=90, width=6, noise=1.0, similarity=0.5)
clusters("clusters_many", centres=60, count=300, width=16, noise=0.6, similarity=0.7)
