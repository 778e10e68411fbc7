"""The percentile bootstrap, and the cases in which its interval must not be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from grader.metrics._inputs import require_count, require_level
from grader.metrics.result import Estimate, Undefined, reason

Unit = TypeVar("Unit")


class Plan(NamedTuple):
    """How to resample: checked once, handed on as one."""

    level: float
    resamples: int
    seed: int
    units: str
    """What is drawn, in the plural, for the method and the reasons: ``items``, ``clusters``."""


def bootstrap(
    units: Sequence[Unit], statistic: Callable[[list[Unit]], float], plan: Plan
) -> Estimate:
    """Return the statistic of the units with the interval from drawing units with replacement."""
    n = len(units)

    def draw(generator: np.random.Generator) -> npt.NDArray[np.float64]:
        drawn = np.empty(plan.resamples)
        for index in range(plan.resamples):
            places = generator.integers(n, size=n).tolist()
            drawn[index] = statistic([units[place] for place in places])
        return drawn

    value = statistic(list(units)) if n else Undefined(f"no {plan.units}")
    return percentile_interval(value, n, draw, plan)


def percentile_interval(
    value: float,
    n: int,
    draw: Callable[[np.random.Generator], npt.NDArray[np.float64]],
    plan: Plan,
) -> Estimate:
    """Return the value with the percentiles of its resamples, or with the reason for none.

    Args:
        value: The statistic of the data as they are.
        n: How many units it rests on.
        draw: Makes ``plan.resamples`` values of the statistic, nan where it is undefined; called
            only if there can be an interval.
        plan: How to resample.

    Raises:
        ValueError: The plan's level or number of resamples is out of range.
    """
    require_level(plan.level)
    require_count(plan.resamples, what="resamples", least=1)
    why = reason(value)
    if why is not None:
        nothing = Undefined(why)
        return _estimate(nothing, nothing, nothing, n, plan)
    if n < 2:
        nothing = Undefined(f"fewer than two {plan.units}")
        return _estimate(value, nothing, nothing, n, plan)
    drawn = draw(np.random.default_rng(plan.seed))
    defined = drawn[~np.isnan(drawn)]
    why = _flaw(defined, n, plan)
    if why is not None:
        nothing = Undefined(why)
        return _estimate(value, nothing, nothing, n, plan)
    tail = (1 - plan.level) / 2
    low, high = np.quantile(defined, [tail, 1 - tail]).tolist()
    return _estimate(value, low, high, n, plan)


def _flaw(defined: npt.NDArray[np.float64], n: int, plan: Plan) -> str | None:
    undefined = plan.resamples - len(defined)
    if undefined > len(defined):
        return f"undefined in {undefined} of {plan.resamples} resamples"
    if defined.min() == defined.max():
        return f"every resample of the {n} {plan.units} gave the same value"
    return None


def _estimate(value: float, low: float, high: float, n: int, plan: Plan) -> Estimate:
    plain = value if isinstance(value, Undefined) else float(value)
    return Estimate(plain, low, high, n, plan.level, f"bootstrap over {plan.units}")
