"""Estimates of many people drawn towards the mean of all: so much as the few calls of each leave open.

For the order in which people are shown, and for what the next period gives by chance alone; never for marks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qcdesk.scoring.statistics import mean_of


@dataclass(frozen=True, slots=True)
class Pooled:
    """Estimates partly pooled.

    Attributes:
        centre: mean of all, the surer estimates weighing more.
        between: variance of the true values between people.
        values: the pooled estimates, in the order they were given.
        trust: 0…1 for each: the part of its own distance from the centre that is believed.
    """

    centre: float
    between: float
    values: tuple[float, ...]
    trust: tuple[float, ...]


def partly_pooled(estimates: Sequence[float], variances: Sequence[float]) -> Pooled | None:
    """Empirical Bayes with the moment estimate of DerSimonian and Laird (1986); cf. Efron and Morris (1975).

    Args:
        variances: squared standard error of each estimate, above 0.

    Returns:
        None for fewer than two estimates.

    Raises:
        ValueError: lengths differ, or a variance is not above 0.
    """
    if len(estimates) != len(variances) or any(v <= 0 for v in variances):
        raise ValueError(f"{len(estimates)} estimates, {len(variances)} variances")
    if len(estimates) < 2:
        return None
    between = _between(estimates, variances)
    weights = [1 / (v + between) for v in variances]
    centre = math.fsum(w * e for w, e in zip(weights, estimates, strict=True)) / math.fsum(weights)
    trust = tuple(between / (between + v) for v in variances)
    values = tuple(centre + t * (e - centre) for t, e in zip(trust, estimates, strict=True))
    return Pooled(centre, between, values, trust)


def pooled_means(results: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Partly pooled means by name, with one variance inside people; plain means where nothing can be pooled.

    People without results are left out.
    """
    known = {name: values for name, values in results.items() if values}
    inside = _inside(list(known.values()))
    plain = {name: mean_of(values) for name, values in known.items()}
    if inside is None:
        return plain
    pooled = partly_pooled(list(plain.values()), [inside / len(v) for v in known.values()])
    return dict(zip(plain, pooled.values, strict=True)) if pooled else plain


def expected_by_chance(
    before: tuple[int, int], others: Sequence[tuple[int, int]], calls: int
) -> tuple[float, float] | None:
    """What a share becomes in the next period if nobody changes: regression to the mean.

    Who is chosen for a bad month mostly had bad luck too, and the next month is better of itself (Galton
    1886; Barnett, van der Pols and Dobson 2005). The expectation is Kelley's (1927):
    mean + trust × (own − mean).

    Args:
        before: (successes, n) of the person whose step is checked.
        others: the same of everybody in that period, this person among them.
        calls: how many are judged in the next period.

    Returns:
        the expected share 0…1, and the standard deviation of the share of `calls` around it; None where one
        person was judged only, or nobody.
    """
    judged = [(s, n) for s, n in others if n]
    if len(judged) < 2 or not before[1] or not calls:
        return None
    whole = sum(n for _s, n in judged)
    # a share of 0 or 1 in all calls would have no variance at all
    mean = (sum(s for s, _n in judged) + 0.5) / (whole + 1)
    inside = mean * (1 - mean)
    pooled = partly_pooled([s / n for s, n in judged], [inside / n for _s, n in judged])
    between = pooled.between if pooled else 0.0
    own = before[0] / before[1]
    trust = between / (between + inside / before[1])
    expected = mean + trust * (own - mean)
    unsure = between * (1 - trust) + inside / calls
    return expected, math.sqrt(unsure)


def _between(estimates: Sequence[float], variances: Sequence[float]) -> float:
    weights = [1 / v for v in variances]
    whole = math.fsum(weights)
    centre = math.fsum(w * e for w, e in zip(weights, estimates, strict=True)) / whole
    spread = math.fsum(w * (e - centre) ** 2 for w, e in zip(weights, estimates, strict=True))
    scale = whole - math.fsum(w * w for w in weights) / whole
    return max(0.0, (spread - (len(estimates) - 1)) / scale)


def _inside(groups: Sequence[Sequence[float]]) -> float | None:
    """The variance inside groups, all together; None where it cannot be known or is nothing."""
    degrees = sum(len(g) - 1 for g in groups)
    if degrees < 1:
        return None
    total = math.fsum((v - mean_of(g)) ** 2 for g in groups for v in g)
    return total / degrees if total > 0 else None
