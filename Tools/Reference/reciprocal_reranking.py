"""Re-ranking by reciprocal neighbours, in plain NumPy: written after arXiv 1701.08398, sections 3.2 to 3.5."""

import zlib

import numpy
import torch

from clustered_embeddings import clustered_embeddings
from goldens import Goldens

goldens = Goldens("reciprocal_reranking")


def reciprocal(order, node, count):
    """R(p, k): the nearest nodes that have this one among their own nearest, itself among them."""
    return {
        other for other in order[node, : count + 1] if node in set(order[other, : count + 1])
    }


def extended(order, node, count):
    """R*(p, k), section 3.2: with what a member brings, if more than two thirds of that are members."""
    members = reciprocal(order, node, count)
    more = set(members)
    for member in members:
        half = reciprocal(order, member, int(numpy.around(count / 2)))
        if 3 * len(half & members) > 2 * len(half):
            more |= half
    return sorted(more)


def distances(rows, queries, neighbours, averaged, weight):
    """d*, section 3.5, of each query to each other row: `[queries, rows - queries]`.

    Distances are squared Euclidean ones, over the greatest of each row (as the paper's experiments have it).
    """
    plain = ((rows[:, None] - rows[None]) ** 2).sum(2)
    plain /= plain.max(1, keepdims=True)
    order = numpy.argsort(plain, axis=1, kind="stable")
    # Section 3.3: how near the members are, together 1.
    vectors = numpy.zeros_like(plain)
    for node in range(len(rows)):
        members = extended(order, node, neighbours)
        nearness = numpy.exp(-plain[node, members])
        vectors[node, members] = nearness / nearness.sum()
    # Section 3.4: the mean over the nearest, itself the first.
    vectors = vectors[order[:, :averaged]].mean(1)
    shared = numpy.minimum(vectors[:queries, None], vectors[None, queries:]).sum(2)
    every = numpy.maximum(vectors[:queries, None], vectors[None, queries:]).sum(2)
    return (1 - weight) * (1 - shared / every) + weight * plain[:queries, queries:]


def reranking(name, *, queries, database, individuals, width, neighbours, averaged, weight):
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    shown = generator.integers(0, individuals, queries + database)
    rows = clustered_embeddings(generator, shown, width, spread=0.6)
    found = distances(rows.astype(numpy.float64), queries, neighbours, averaged, weight)
    goldens.write(
        name,
        {
            "queries": torch.from_numpy(rows[:queries]),
            "database": torch.from_numpy(rows[queries:]),
            "distances": torch.from_numpy(found),
        },
        {"neighbours": neighbours, "averaged": averaged, "weight": weight},
    )


sizes = {"queries": 20, "database": 160, "individuals": 15, "width": 12}
reranking("as_in_the_paper", **sizes, neighbours=20, averaged=6, weight=0.3)
reranking("few_neighbours", **sizes, neighbours=7, averaged=3, weight=0.1)
reranking("odd_half", **sizes, neighbours=5, averaged=2, weight=0.5)
reranking("not_averaged", **sizes, neighbours=10, averaged=1, weight=0.0)
reranking("averaged_beyond", **sizes, neighbours=3, averaged=9, weight=0.2)
reranking("one_neighbour", **sizes, neighbours=1, averaged=1, weight=0.3)
reranking("plain_distance", **sizes, neighbours=20, averaged=6, weight=1.0)
reranking("all_are_neighbours", queries=6, database=20, individuals=4, width=8, neighbours=40, averaged=30, weight=0.3)
