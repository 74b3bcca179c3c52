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
_SAME = 1e-9


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
    return Interval(share, *wilson_limits(share, worth, confidence), n, population)


def wilson_limits(share: float, worth: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Low and high end of Wilson's interval of a share found in `worth` independent calls (above 0)."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    spread = z * math.sqrt(share * (1 - share) / worth + z * z / (4 * worth * worth))
    shrink = 1 + z * z / worth
    centre = share + z * z / (2 * worth)
    low = 0.0 if share == 0 else (centre - spread) / shrink
    return low, 1.0 if share == 1 else (centre + spread) / shrink


def t_interval(
    values: Sequence[float],
    population: int | None = None,
    confidence: float = CONFIDENCE,
    limits: tuple[float, float] | None = None,
) -> Interval | None:
    """The interval of a mean by Student's t; None for fewer than two values.

    None too where all values are the same and there are others that nobody saw: a few calls that happen to be
    alike do not prove that all are.

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
    mean = mean_of(values)
    if population == n:
        return Interval(mean, mean, mean, n, population)
    variance = variance_of(values)
    if variance == 0:
        return None
    half = student_t_quantile(0.5 + confidence / 2, n - 1) * math.sqrt(variance / n)
    if population is not None:
        half *= math.sqrt((population - n) / (population - 1))
    lowest, highest = limits or (-math.inf, math.inf)
    return Interval(mean, max(mean - half, lowest), min(mean + half, highest), n, population)


def difference_of_means(
    first: Sequence[float], second: Sequence[float], confidence: float = CONFIDENCE
) -> Difference | None:
    """Whether two means differ, by Welch's t with Satterthwaite's degrees of freedom.

    Values of one side that are all the same do not prove that the others are too: that side is given the
    spread of the other. Returns None where a side has fewer than two values, or none of them varies.
    """
    if min(len(first), len(second)) < 2:
        return None
    one, two = variance_of(first), variance_of(second)
    if one == two == 0:
        return None
    a, b = (one or two) / len(first), (two or one) / len(second)
    estimate = mean_of(first) - mean_of(second)
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
    return difference_of(a, b)


def difference_of(first: Interval, second: Interval) -> Difference:
    """The difference of two independent estimates from their intervals (Zou and Donner 2008)."""
    estimate = first.estimate - second.estimate
    low = estimate - math.hypot(first.estimate - first.low, second.high - second.estimate)
    high = estimate + math.hypot(first.high - first.estimate, second.estimate - second.low)
    return Difference(estimate, low, high, low > 0 or high < 0)


def mean_of(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return math.fsum(values) / len(values)


def variance_of(values: Sequence[float]) -> float:
    """The sample variance (n − 1) of at least two values; exactly 0 where they differ by rounding only."""
    if max(values) - min(values) <= _SAME:
        return 0.0
    mean = mean_of(values)
    return math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1)
