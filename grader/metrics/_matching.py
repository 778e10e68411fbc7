"""Pair off what two judges marked so that the pairs fit best: the assignment problem."""

from __future__ import annotations

import numpy as np

from grader.metrics._kappa import FloatArray


def best_pairs(gains: FloatArray) -> list[tuple[int, int]]:
    """Return which row goes with which column, so that the gains add up to the most.

    Each row and each column is used at most once; pairs that gain nothing are left out.
    """
    if not gains.any():
        return []
    # Imported here: most metrics need no scipy, and it takes long to load.
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(gains, maximize=True)
    gained = gains[rows, columns] > 0
    return list(
        zip(np.asarray(rows)[gained].tolist(), np.asarray(columns)[gained].tolist(), strict=True)
    )
