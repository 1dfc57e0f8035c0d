"""Five answers for photographs of known and of new individuals: `nearest_individuals` on random embeddings."""

import zlib

import numpy
import torch

from clustered_embeddings import clustered_embeddings
from goldens import Goldens
from nearest_individuals import answers, nearest_individuals

goldens = Goldens("identification")


def identification(name, *, database, queries, individuals, width, threshold):
    """Individuals have few photographs, but some have more than neighbours are looked at."""
    generator = numpy.random.default_rng(zlib.crc32(name.encode()))
    often = 1 / numpy.arange(1, individuals + 1) ** 1.2
    shown = generator.choice(individuals, database + queries, p=often / often.sum())
    rows = clustered_embeddings(generator, shown, width, spread=0.8)
    # The last tenth of the individuals is in no photograph of the database.
    known = shown[:database] < 0.9 * individuals
    names = [f"individual {number}" for number in shown[:database][known]]
    known = rows[:database][known]
    asked = rows[database:]
    frames = nearest_individuals(known.astype(numpy.float64), names, asked.astype(numpy.float64))
    best = [frame["confidence"].iloc[0] for frame in frames]
    goldens.write(
        name,
        {
            "database": torch.from_numpy(known),
            "queries": torch.from_numpy(asked),
            "best": torch.tensor(best, dtype=torch.float32),
        },
        {
            "individuals": names,
            "answers": [answers(frame, threshold) for frame in frames],
            "threshold": threshold,
        },
    )


identification(
    "known_and_new", database=800, queries=300, individuals=120, width=24, threshold=0.72
)
