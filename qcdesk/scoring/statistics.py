"""How sure an average or a share of few calls is, and whether a difference is proven."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from qcdesk.scoring.student import student_t_quantile

CONFIDENCE = 0.95
FEWEST = 5
"""Fewer reviews than these say nothing about a person."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the range the truth is likely to lie in.

    Attributes:
        estimate, low, high: in the unit of what was averaged; shares are 0…1.
        n: how many were judged.
        population: of how many, where the statement is about these only.
    """

    estimate: float
    low: float
    high: float
    n: int
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference (first less second) with its range; `proven` when the range does not hold 0."""

    estimate: float
    low: float
    high: float
    proven: bool


class Group(StrEnum):
    """Where a person stands against the norm; groups instead of places."""

    ABOVE = "above"
    ON_LEVEL = "on_level"
    BELOW = "below"
    TOO_FEW = "too_few"


def wilson(
    successes: int, n: int, confidence: float = CONFIDENCE, population: int | None = None
) -> Interval | None:
    """The interval of a share by Wilson (1927); None for n = 0.

    Args:
        population: how many there were in all, when the statement is about these only: the sample is then
            worth n·(N − 1)/(N − n) independent ones (finite-population correction).

    Raises:
        ValueError: successes above n, or n above the population.
    """
    if not 0 <= successes <= n or (population is not None and population < n):
        raise ValueError(f"successes={successes}, n={n}, population={population}")
    if n == 0:
        return None
    share = successes / n
    if population == n:
        return Interval(share, share, share, n, population)
    worth = n if population is None else n * (population - 1) / (population - n)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    spread = z * math.sqrt(share * (1 - share) / worth + z * z / (4 * worth * worth))
    shrink = 1 + z * z / worth
    centre = share + z * z / (2 * worth)
    low = 0.0 if successes == 0 else (centre - spread) / shrink
    high = 1.0 if successes == n else (centre + spread) / shrink
    return Interval(share, low, high, n, population)


def t_interval(
    values: Sequence[float],
    population: int | None = None,
    confidence: float = CONFIDENCE,
    limits: tuple[float, float] | None = None,
) -> Interval | None:
    """The interval of a mean by Student's t; None for fewer than two values.

    Args:
        values: for example totals, 0…100.
        population: how many there were in all, when the statement is about these only: the half width
            shrinks by √((N − n)/(N − 1)).
        limits: the lowest and highest possible mean, to which the interval is cut.

    Raises:
        ValueError: more values than the population.
    """
    n = len(values)
    if population is not None and population < n:
        raise ValueError(f"n={n}, population={population}")
    if n == 0 or (n == 1 and population != 1):
        return None
    mean = math.fsum(values) / n
    if population == n:
        return Interval(mean, mean, mean, n, population)
    half = student_t_quantile(0.5 + confidence / 2, n - 1) * math.sqrt(_variance(values) / n)
    if population is not None:
        half *= math.sqrt((population - n) / (population - 1))
    lowest, highest = limits or (-math.inf, math.inf)
    return Interval(mean, max(mean - half, lowest), min(mean + half, highest), n, population)


def difference_of_means(
    first: Sequence[float], second: Sequence[float], confidence: float = CONFIDENCE
) -> Difference | None:
    """Whether two means differ, by Welch's t with Satterthwaite's degrees of freedom.

    Returns None where one side has fewer than two values. Values that do not vary at all prove a
    difference only from `FEWEST` of them on each side.
    """
    if min(len(first), len(second)) < 2:
        return None
    estimate = math.fsum(first) / len(first) - math.fsum(second) / len(second)
    a, b = _variance(first) / len(first), _variance(second) / len(second)
    if a + b == 0:
        enough = min(len(first), len(second)) >= FEWEST
        return Difference(estimate, estimate, estimate, enough and estimate != 0)
    df = (a + b) ** 2 / (a * a / (len(first) - 1) + b * b / (len(second) - 1))
    half = student_t_quantile(0.5 + confidence / 2, df) * math.sqrt(a + b)
    return Difference(estimate, estimate - half, estimate + half, abs(estimate) > half)


def difference_of_shares(
    first: tuple[int, int], second: tuple[int, int], confidence: float = CONFIDENCE
) -> Difference | None:
    """Whether two shares differ, by Newcombe's hybrid score interval (1998, method 10).

    Args:
        first, second: (successes, n).

    Returns None where one side has none judged.
    """
    a, b = wilson(*first, confidence), wilson(*second, confidence)
    if a is None or b is None:
        return None
    estimate = a.estimate - b.estimate
    low = estimate - math.hypot(a.estimate - a.low, b.high - b.estimate)
    high = estimate + math.hypot(a.high - a.estimate, b.estimate - b.low)
    return Difference(estimate, low, high, low > 0 or high < 0)


def group_of(interval: Interval | None, norm: float, fewest: int = FEWEST) -> Group:
    """The group of a person: above or below only where the whole interval is.

    Args:
        norm: in the interval's unit.
        fewest: below so many judged calls it is always too few.
    """
    if interval is None or interval.n < fewest:
        return Group.TOO_FEW
    if interval.low > norm:
        return Group.ABOVE
    return Group.BELOW if interval.high < norm else Group.ON_LEVEL


def _variance(values: Sequence[float]) -> float:
    """The sample variance (n − 1)."""
    mean = math.fsum(values) / len(values)
    return math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1)
