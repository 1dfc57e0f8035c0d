"""Random embeddings of individuals: those of one lie together, and some are harder to tell apart than others."""

import numpy


def clustered_embeddings(generator, individuals, width, spread=1.0):
    """A row of length 1 for each entry of `individuals`, integers: `[N, width]`, float32.

    Rows are directions of their individuals, with noise that differs from row to row.
    """
    centres = generator.standard_normal((individuals.max() + 1, width))
    # Some individuals look alike.
    centres[1::4] = centres[0::4][: len(centres[1::4])] + 0.7 * centres[1::4]
    noise = spread * generator.uniform(0.3, 1.5, (len(individuals), 1))
    rows = centres[individuals] + noise * generator.standard_normal((len(individuals), width))
    return (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype(numpy.float32)
