"""Whom photographs show, as a notebook on the Happywhale competition answers it, by scikit-learn and pandas."""

import numpy
import pandas
from sklearn.neighbors import NearestNeighbors

NEW = "new_individual"
PLACES = 5


def confidences(database, names, queries, neighbours):
    """Each query's individuals, the best first: a frame of `image`, `individual` and `confidence`.

    Nearest rows by their cosine, of which each individual keeps its greatest. What is equal stands in the database's
    order.
    """
    search = NearestNeighbors(n_neighbors=neighbours, metric="cosine", algorithm="brute")
    distances, rows = search.fit(database).kneighbors(queries)
    frame = pandas.DataFrame({
        "image": numpy.arange(len(queries)),
        "row": list(rows),
        "confidence": list(1 - distances),
    })
    frame = frame.explode(["row", "confidence"]).astype({"row": int, "confidence": float})
    frame["individual"] = numpy.asarray(names)[frame["row"]]
    best = frame.groupby(["image", "individual"], as_index=False, sort=False).agg(
        confidence=("confidence", "max"), row=("row", "min")
    )
    return best.sort_values(
        ["image", "confidence", "row"], ascending=[True, False, True], ignore_index=True
    )[["image", "individual", "confidence"]]


def answers(candidates, threshold):
    """Five answers of a query, by its frame of candidates, the best first."""
    individuals = candidates["individual"].tolist()
    is_new = candidates["confidence"].iloc[0] < threshold
    individuals.insert(0 if is_new else 1, NEW)
    return individuals[:PLACES]


def nearest_individuals(database, names, queries, neighbours=100):
    """A frame of candidates for each query.

    Queries whose neighbours show too few individuals are compared with the whole database.
    """
    found = confidences(database, names, queries, min(neighbours, len(database)))
    counts = found.groupby("image").size()
    short = counts.index[counts < PLACES].to_numpy()
    if len(short):
        more = confidences(database, names, queries[short], len(database))
        more["image"] = short[more["image"]]
        found = pandas.concat([found[~found["image"].isin(short)], more])
    candidates = dict(list(found.groupby("image")))
    return [candidates[image] for image in range(len(queries))]
