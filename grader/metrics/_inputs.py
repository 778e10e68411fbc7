"""What the metrics ask of their input; each error says what was expected and what was got."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Sized
from numbers import Integral, Real


def paired(a: Sized, b: Sized) -> int:
    """Return the number of items that both judges judged.

    Raises:
        ValueError: The two have different lengths, so that their values cannot belong together.
    """
    if len(a) != len(b):
        raise ValueError(
            f"both must hold one value for each item, in the same order "
            f"(got {len(a)} and {len(b)} values, expected the same number)"
        )
    return len(a)


def require_aligned(ratings: Sequence[Sized]) -> None:
    """Raise unless every judge has as many values as every other.

    Raises:
        ValueError: They have not; a rating that is missing is the usual cause.
    """
    lengths = sorted({len(judge) for judge in ratings})
    if len(lengths) > 1:
        raise ValueError(
            f"every judge needs one value for each item, None where it was not judged "
            f"(got {lengths[0]} to {lengths[-1]} values, expected the same number)"
        )


def is_number(value: object) -> bool:
    """Return whether ``value`` is a finite real number (numpy's scalars are)."""
    return isinstance(value, Real) and math.isfinite(value)


def numbers(values: Iterable[object], *, what: str) -> list[float]:
    """Return the values as plain floats.

    Raises:
        ValueError: A value is text, None, nan or infinite; the first such value is named.
    """
    checked = []
    for index, value in enumerate(values):
        if not isinstance(value, Real) or not math.isfinite(value):
            raise ValueError(
                f"{what} must be finite numbers (got {value!r} at position {index}); "
                f"leave out items that were not answered"
            )
        checked.append(float(value))
    return checked


def require_share(value: float, *, what: str) -> None:
    """Raise unless ``value`` lies in 0..1.

    Raises:
        ValueError: It does not; a percentage is the usual cause, so the message says so.
    """
    if not (is_number(value) and 0 <= value <= 1):
        raise ValueError(
            f"{what} must be a share between 0 and 1, not a percentage (got {value!r})"
        )


def require_level(level: float) -> None:
    """Raise unless ``level`` can be a confidence level.

    Raises:
        ValueError: It is not strictly between 0 and 1.
    """
    if not (is_number(level) and 0 < level < 1):
        raise ValueError(f"level must lie between 0 and 1, for example 0.95 (got {level!r})")


def require_count(value: int, *, what: str, least: int) -> None:
    """Raise unless ``value`` is a whole number of at least ``least``.

    Raises:
        ValueError: It is not.
    """
    if not isinstance(value, Integral) or value < least:
        raise ValueError(f"{what} must be a whole number of at least {least} (got {value!r})")
