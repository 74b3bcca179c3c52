"""Estimates for a whole team of which every sales manager was sampled apart (stratified sampling).

With a quota for each sales manager the plain mean of all reviews is not the mean of all calls: someone with
many calls would count as little as someone with few. Each sales manager is a stratum and counts by his calls.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.scoring.statistics import CONFIDENCE, Interval, mean_of, variance_of, wilson_limits
from qcdesk.scoring.student import student_t_quantile

FEWEST_IN_STRATUM = 2


@dataclass(frozen=True, slots=True)
class Stratum:
    """What was judged of one sales manager's calls.

    Attributes:
        values: results 0…100, or 1 and 0 for a share.
        population: his calls that could have been judged.
    """

    values: tuple[float, ...]
    population: int

    @property
    def is_enough(self) -> bool:
        """Whether the spread inside can be estimated, or need not be: every call was judged."""
        return len(self.values) >= min(self.population, FEWEST_IN_STRATUM)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one stratum adds to the variance of the estimate.

    Attributes:
        factor: (N_h/N)²·(1 − n_h/N_h)/n_h.
        variance: of its values.
        df: degrees of freedom of that variance.
    """

    factor: float
    variance: float
    df: int

    @property
    def added(self) -> float:
        return self.factor * self.variance


def weighted_mean(strata: Sequence[Stratum]) -> float | None:
    """The mean of the strata by their populations; None where nothing was judged.

    Strata of which nothing was judged are left out: the mean then speaks of the others only.
    """
    judged = [s for s in strata if s.values and s.population > 0]
    whole = sum(s.population for s in judged)
    return math.fsum(s.population * mean_of(s.values) for s in judged) / whole if whole else None


def stratified_mean(
    strata: Sequence[Stratum],
    confidence: float = CONFIDENCE,
    limits: tuple[float, float] | None = None,
    finite: bool = True,
) -> Interval | None:
    """The interval of the mean of all calls (Cochran, Sampling Techniques, 1977, 5.3 and 5.16).

    Variance Σ(N_h/N)²·s²_h/n_h·(1 − n_h/N_h), Student's t with Satterthwaite's degrees of freedom. A few
    calls that happen to be alike do not prove that the others are: no stratum counts with less than the
    pooled variance of all.

    Args:
        limits: the lowest and highest possible mean, to which the interval is cut.
        finite: the statement is about these calls only; else the factors (1 − n_h/N_h) are left out.

    Returns:
        None where a stratum has calls and too few of them were judged, or where nothing varies anywhere.
    """
    estimate, parts = weighted_mean(strata), _parts(strata, finite)
    if estimate is None or parts is None:
        return None
    low = high = estimate
    if parts:
        spread = math.fsum(p.added for p in parts)
        if spread == 0:
            return None
        df = spread**2 / math.fsum(p.added**2 / p.df for p in parts)
        half = student_t_quantile(0.5 + confidence / 2, df) * math.sqrt(spread)
        low, high = estimate - half, estimate + half
    lowest, highest = limits or (-math.inf, math.inf)
    return _interval(strata, estimate, (max(low, lowest), min(high, highest)), finite)


def stratified_share(
    strata: Sequence[Stratum], confidence: float = CONFIDENCE, finite: bool = True
) -> Interval | None:
    """The interval of a share of all calls; the values of the strata are 1 and 0.

    Wilson's interval with as many independent calls as the sample is worth: the smaller of the number by the
    variances found in the strata and the number by the overall share (Kish, Survey Sampling, 1965, 8.2).
    It stays open where every call was the same.

    Returns:
        None where a stratum has calls and too few of them were judged.
    """
    estimate, parts = weighted_mean(strata), _parts(strata, finite)
    if estimate is None or parts is None:
        return None
    if not parts:
        return _interval(strata, estimate, (estimate, estimate), finite)
    worth = 1 / math.fsum(p.factor for p in parts)
    found = math.fsum(p.added for p in parts)
    if 0 < estimate < 1 and found > 0:
        worth = min(worth, estimate * (1 - estimate) / found)
    return _interval(strata, estimate, wilson_limits(estimate, worth, confidence), finite)


def _parts(strata: Sequence[Stratum], finite: bool) -> list[_Part] | None:
    """What is uncertain; empty where every call was judged, None where it cannot be estimated."""
    populated = [s for s in strata if s.population > 0]
    uncertain = [s for s in populated if not finite or len(s.values) < s.population]
    if any(len(s.values) < FEWEST_IN_STRATUM for s in uncertain):
        return None
    degrees = sum(len(s.values) - 1 for s in uncertain)
    pooled = math.fsum((len(s.values) - 1) * variance_of(s.values) for s in uncertain) / max(degrees, 1)
    whole = sum(s.population for s in populated)
    return [
        _Part(
            factor=(s.population / whole) ** 2
            * (1 - len(s.values) / s.population if finite else 1.0)
            / len(s.values),
            variance=max(variance_of(s.values), pooled),
            df=len(s.values) - 1,
        )
        for s in uncertain
    ]


def _interval(
    strata: Sequence[Stratum], estimate: float, limits: tuple[float, float], finite: bool
) -> Interval:
    judged, population = sum(len(s.values) for s in strata), sum(s.population for s in strata)
    return Interval(estimate, *limits, judged, population if finite else None)
