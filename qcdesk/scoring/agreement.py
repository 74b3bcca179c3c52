"""How well reviewers agree who judged the same calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Rating = str | float
Unit = Sequence[Rating | None]
"""All reviewers' ratings of one answer, in the order of reviewers; None: not rated by this one."""

FEWEST = 30
"""Below so many double-rated answers a coefficient's printed certainty would be false (Gwet 2016)."""


class Level(StrEnum):
    """Whether two different ratings are just different or further and nearer apart."""

    NOMINAL = "nominal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What can be said about the agreement of reviewers.

    Attributes:
        n: answers rated by at least two.
        percent: share of agreeing pairs, 0…1; None without double-rated answers.
        coefficient: agreement beyond chance, at most 1; None where there is none or too few data.
        name: `ac1` for two reviewers, `alpha` for more.
        too_few: fewer than `FEWEST` double-rated answers.
    """

    n: int
    percent: float | None
    coefficient: float | None
    name: str
    too_few: bool


def agreement(units: Sequence[Unit], level: Level = Level.NOMINAL, fewest: int = FEWEST) -> Agreement:
    """Per cent agreement with Gwet's AC1 (two reviewers, nominal) or Krippendorff's alpha (all else)."""
    rated = [_present(u) for u in units]
    double = [r for r in rated if len(r) > 1]
    two = level is Level.NOMINAL and all(len(u) == 2 for u in units)
    name = "ac1" if two else "alpha"
    if not double:
        return Agreement(0, None, None, name, True)
    percent = percent_agreement(units)
    if len(double) < fewest:
        return Agreement(len(double), percent, None, name, True)
    coefficient = gwet_ac1([(r[0], r[1]) for r in double]) if two else krippendorff_alpha(units, level)
    return Agreement(len(double), percent, coefficient, name, False)


def percent_agreement(units: Sequence[Unit]) -> float | None:
    """The mean share of agreeing pairs, 0…1, over units rated at least twice; None without any."""
    shares = []
    for ratings in map(_present, units):
        m = len(ratings)
        if m > 1:
            shares.append(sum(k * (k - 1) for k in Counter(ratings).values()) / (m * (m - 1)))
    return sum(shares) / len(shares) if shares else None


def gwet_ac1(pairs: Sequence[tuple[Rating, Rating]], categories: int | None = None) -> float | None:
    """Gwet's AC1 of two reviewers (Gwet 2008): does not collapse where most answers are the same.

    Args:
        categories: how many answers there are to choose from; None: as many as were used, at least 2.
    """
    if not pairs:
        return None
    used = Counter(rating for pair in pairs for rating in pair)
    shares = [k / (2 * len(pairs)) for k in used.values()]
    by_chance = sum(s * (1 - s) for s in shares) / (max(categories or len(shares), 2) - 1)
    observed = sum(a == b for a, b in pairs) / len(pairs)
    return (observed - by_chance) / (1 - by_chance)


def cohen_kappa(pairs: Sequence[tuple[Rating, Rating]]) -> float | None:
    """Cohen's kappa of two reviewers (Cohen 1960); collapses where most answers are the same, unlike AC1.

    None without pairs, or where both gave one and the same answer throughout, which proves nothing.
    """
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    by_chance = sum(k * second[rating] for rating, k in first.items()) / (n * n)
    if by_chance == 1:
        return None
    observed = sum(a == b for a, b in pairs) / n
    return (observed - by_chance) / (1 - by_chance)


def krippendorff_alpha(units: Sequence[Unit], level: Level = Level.NOMINAL) -> float | None:
    """Krippendorff's alpha for any number of reviewers and missing ratings (Krippendorff 2011).

    None where nothing was rated twice, or where all ratings are the same, which proves nothing.
    """
    pairable = [r for r in map(_present, units) if len(r) > 1]
    distance = _distance(level)
    values = Counter(rating for ratings in pairable for rating in ratings)
    n = sum(values.values())
    if len(values) < 2:
        return None
    observed = sum(_spread(Counter(r), distance) / (len(r) - 1) for r in pairable) / n
    expected = _spread(values, distance) / (n * (n - 1))
    return 1 - observed / expected


def _spread(counts: Counter[Rating], distance: Callable[[Rating, Rating], float]) -> float:
    """The sum of distances over all ordered pairs of ratings."""
    return sum(k * m * distance(a, b) for a, k in counts.items() for b, m in counts.items())


def _distance(level: Level) -> Callable[[Rating, Rating], float]:
    if level is Level.INTERVAL:
        return lambda a, b: (float(a) - float(b)) ** 2
    return lambda a, b: float(a != b)


def _present(unit: Unit) -> list[Rating]:
    return [rating for rating in unit if rating is not None]
