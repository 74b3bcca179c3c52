"""A number with its interval and the calls behind it, and what may be said when two are compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import Zones
from qcdesk.scoring.statistics import (
    FEWEST,
    Difference,
    Interval,
    difference_of,
    difference_of_means,
    difference_of_shares,
    t_interval,
    wilson,
)

BETTER, WORSE, UNPROVEN = "better", "worse", "unproven"
FEW = "few"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean result (0…100) or a share (0…1).

    Attributes:
        value: None where nothing was reviewed.
        low, high: 95 % interval; None where there are too few calls for one, where all results are the same
            (which proves nothing of the calls nobody heard), or where every call was reviewed.
        n: reviewed calls behind it.
        population: calls it speaks of (N); None where it is not known.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    population: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every call was reviewed, so that nothing is estimated."""
        return self.n > 0 and self.n == self.population


def mean_of(results: Sequence[float], population: int | None = None) -> Estimate:
    """Mean of results 0…100 with Student's t interval, about the `population` calls where it is known."""
    n = len(results)
    value = math.fsum(results) / n if n else None
    interval = t_interval(results, _usable(population, n), limits=(0.0, 100.0))
    return estimate_of(value, interval, n, population)


def share_of(successes: int, n: int, population: int | None = None) -> Estimate:
    """A share 0…1 with Wilson's interval, about the `population` calls where it is known."""
    interval = wilson(successes, n, population=_usable(population, n))
    return estimate_of(successes / n if n else None, interval, n, population)


def change_of_means(now: Sequence[float], before: Sequence[float]) -> str:
    """`better`, `worse` or `unproven`; empty where one side has no calls.

    Never with the correction for a finite population: a change of habits is about coming calls too.
    """
    if not now or not before:
        return ""
    return _verdict(difference_of_means(now, before), min(len(now), len(before)))


def change_of_shares(now: tuple[int, int], before: tuple[int, int]) -> str:
    """The same for two shares, each (successes, n)."""
    if not now[1] or not before[1]:
        return ""
    return _verdict(difference_of_shares(now, before), min(now[1], before[1]))


def change_of(now: Interval | None, before: Interval | None, fewest: int) -> str:
    """The same for two estimates with intervals; `fewest` is the smaller number of calls behind one."""
    return _verdict(difference_of(now, before) if now and before else None, fewest)


def zone_of(estimate: Estimate, zones: Zones) -> str:
    """`green`, `yellow`, `red`, or `few` where fewer than `FEWEST` calls were reviewed."""
    if estimate.value is None or estimate.n < FEWEST:
        return FEW
    return _zone(estimate.value, zones)


def zone_is_proven(estimate: Estimate, zones: Zones) -> bool:
    """Whether the whole interval lies in one zone, or every call was reviewed."""
    if zone_of(estimate, zones) == FEW:
        return False
    if estimate.low is None or estimate.high is None:
        return estimate.is_exact
    return _zone(estimate.low, zones) == _zone(estimate.high, zones)


def estimate_of(value: float | None, interval: Interval | None, n: int, population: int | None) -> Estimate:
    """Without an interval where every call was reviewed: then the number is not an estimate at all."""
    if interval is None or population == n:
        return Estimate(value, None, None, n, population)
    return Estimate(value, interval.low, interval.high, n, population)


def _verdict(difference: Difference | None, fewest: int) -> str:
    if difference is None or not difference.proven or fewest < FEWEST:
        return UNPROVEN
    return BETTER if difference.estimate > 0 else WORSE


def _zone(value: float, zones: Zones) -> str:
    if value >= zones.green:
        return "green"
    return "yellow" if value >= zones.yellow else "red"


def _usable(population: int | None, n: int) -> int | None:
    """The population, unless it is smaller than the sample: then the table of calls was incomplete."""
    return population if population is not None and population >= max(n, 1) else None
