"""Intervals of agreement coefficients by drawing the judged answers again and again."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from qcdesk.scoring.statistics import CONFIDENCE, Interval

T = TypeVar("T")

REPEATS = 1000
_FEWEST_FOUND = 0.5


def bootstrap_interval(
    units: Sequence[T],
    coefficient: Callable[[Sequence[T]], float | None],
    confidence: float = CONFIDENCE,
    repeats: int = REPEATS,
    seed: int = 1,
) -> Interval | None:
    """The percentile interval of a coefficient (Efron 1979); the same answers give the same interval.

    Whole answers are drawn with all their ratings, since ratings of one answer depend on each other
    (Field and Welsh 2007).

    Args:
        units: judged answers, or whole calls with all their answers where these go together.
        coefficient: of some answers; None where it has no value.

    Returns:
        None where the coefficient has no value, or has none in most draws.
    """
    found = coefficient(units)
    if found is None:
        return None
    dice = random.Random(seed)  # noqa: S311  not a secret: a repeatable draw
    drawn = (coefficient(dice.choices(units, k=len(units))) for _ in range(repeats))
    values = sorted(v for v in drawn if v is not None)
    if len(values) < _FEWEST_FOUND * repeats:
        return None
    tail = (1 - confidence) / 2
    return Interval(found, _quantile(values, tail), _quantile(values, 1 - tail), len(units))


def _quantile(values: Sequence[float], p: float) -> float:
    place = p * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])
