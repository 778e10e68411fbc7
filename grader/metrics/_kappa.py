"""Cohen's kappa of many tables at once: what the metric and its interval share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from grader.metrics.result import Undefined

Weights: TypeAlias = Literal["linear", "quadratic"]
IntArray: TypeAlias = npt.NDArray[np.int64]
FloatArray: TypeAlias = npt.NDArray[np.float64]


def label_distances(positions: Sequence[float], weights: Weights | None) -> FloatArray:
    """Return how far any two labels disagree.

    Raises:
        ValueError: ``weights`` is none of None, linear and quadratic.
    """
    points = np.asarray(positions, dtype=np.float64)
    gaps = np.abs(points[:, np.newaxis] - points)
    if weights is None:
        return (gaps > 0).astype(np.float64)
    if weights == "linear":
        return gaps
    if weights == "quadratic":
        return gaps**2
    raise ValueError(f"weights must be None, 'linear' or 'quadratic' (got {weights!r})")


def kappas(
    counts: IntArray,
    first: npt.NDArray[np.intp],
    second: npt.NDArray[np.intp],
    distance: FloatArray,
) -> FloatArray:
    """Return Cohen's kappa of many tables at once, nan where chance gives complete agreement.

    Only the cells that can be filled are passed, so that 2,000 resamples of a table of 150 labels
    fit in memory.

    Args:
        counts: One row per table, one column per cell.
        first: For each cell, the place of the first judge's label.
        second: For each cell, the place of the second judge's label.
        distance: How far any two labels disagree, from `label_distances`.
    """
    one_hot = np.eye(len(distance))
    rows, columns = counts @ one_hot[first], counts @ one_hot[second]
    # Kappa's two sums, both multiplied by n²: nothing is divided before the last step.
    observed = counts.sum(axis=1) * (counts @ distance[first, second])
    by_chance = ((rows @ distance) * columns).sum(axis=1)
    ratio = np.full(len(counts), np.nan)
    np.divide(observed, by_chance, out=ratio, where=by_chance > 0)
    return 1.0 - ratio


def table_kappa(table: IntArray, distance: FloatArray) -> float:
    """Return Cohen's kappa of one table, or `Undefined` with what is missing."""
    if table.sum() == 0:
        return Undefined("no items")
    first, second = np.nonzero(table)
    kappa = float(kappas(table[first, second][np.newaxis], first, second, distance)[0])
    if math.isnan(kappa):
        return Undefined(
            "both used one and the same label throughout, so chance alone gives complete agreement"
        )
    return kappa


def square(matrix: npt.ArrayLike) -> IntArray:
    """Return a confusion matrix as an array.

    Raises:
        ValueError: It is not square or holds anything but whole numbers of 0 or more.
    """
    table = np.asarray(matrix)
    if table.size == 0:
        return np.zeros((0, 0), dtype=np.int64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError(f"a confusion matrix must be square (got the shape {table.shape})")
    if not np.issubdtype(table.dtype, np.integer) or table.min() < 0:
        raise ValueError(
            f"a confusion matrix must hold whole numbers of 0 or more (got {table.tolist()})"
        )
    return table.astype(np.int64)
