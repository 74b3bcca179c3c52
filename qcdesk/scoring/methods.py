"""The five ways to add up a checklist: what a section weighs, what it earned, and the sum of sections."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import Checklist, Criterion, Method, Section

Fractions = dict[str, float]
"""Criterion → fraction of its weight; a criterion that does not apply is not in it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A section's part of the total: `earned` of `possible`, both in the method's own unit."""

    section: str
    weight: float
    earned: float
    possible: float

    @property
    def counts(self) -> bool:
        """Whether the section takes part in the total at all."""
        return self.weight > 0 and self.possible > 0

    @property
    def fraction(self) -> float | None:
        """The section's result, 0…1; None where nothing in it applies."""
        return self.earned / self.possible if self.possible > 0 else None


def section_sum(method: Method, section: Section, fractions: Fractions) -> Sum:
    """Adds up a section's applicable criteria, without bonuses."""
    base = _base(section)
    applicable = [c for c in base if c.id in fractions]
    unit = unit_of(method, section)
    earned = math.fsum(unit(c) * fractions[c.id] for c in applicable)
    return Sum(section.id, section.weight, earned, math.fsum(unit(c) for c in applicable))


def failed(method: Method, section: Section, before: Sum) -> Sum:
    """The section with nothing earned; where nothing in it applied, it counts as if everything had."""
    possible = before.possible or math.fsum(map(unit_of(method, section), _base(section))) or 1.0
    return Sum(section.id, section.weight, 0.0, possible)


def bonus_points(checklist: Checklist, sums: Sequence[Sum], fractions: Fractions) -> float:
    """What the bonus criteria add to a total of 0…100; 0 where nothing else counts.

    Args:
        sums: of the checklist's sections, in its order.
    """
    counted = [s for s in sums if s.counts]
    if not counted:
        return 0.0
    earned = math.fsum(_bonus_earned(checklist.method, s, fractions) for s in checklist.sections)
    return 100 * earned / denominator(checklist.method, counted)


def raised(checklist: Checklist, sums: Sequence[Sum], bonus: float) -> float | None:
    """The total, 0…100, with its bonus; None where no section counts."""
    base = total(checklist.method, sums)
    return None if base is None else with_bonus(checklist, 100 * base, bonus)


def with_bonus(checklist: Checklist, base: float, bonus: float) -> float:
    """A total of 0…100 with its bonus."""
    base = min(base, 100.0)  # a sum of floats may end a hair above its own denominator
    return min(base + bonus, 100.0) if checklist.bonus_capped else base + bonus


def is_base(criterion: Criterion) -> bool:
    """Whether the criterion stands in numerator and denominator: it is scored and no bonus."""
    return criterion.scored and not criterion.bonus and criterion.weight > 0


def _bonus_earned(method: Method, section: Section, fractions: Fractions) -> float:
    """What a section's bonus criteria add to the numerator of the total, in the unit of `denominator`."""
    unit = unit_of(method, section)
    earned = math.fsum(unit(c) * fractions[c.id] for c in section.criteria if c.bonus and c.id in fractions)
    if method is Method.TWO_LEVEL:
        return earned * _scale(section, section.weight)
    if method is Method.MEAN_OF_SECTIONS:
        return earned * _scale(section, 1.0)
    return earned


def total(method: Method, sums: Iterable[Sum]) -> float | None:
    """The total, 0…1, of the sections that count; None where none does."""
    counted = [s for s in sums if s.counts]
    below = denominator(method, counted)
    return math.fsum(numerators(method, counted)) / below if below > 0 else None


def points_of_unit(method: Method, sums: Sequence[Sum]) -> list[float]:
    """Points of a total of 0…100 for each unit that a section earns; 0 where it does not count.

    Args:
        sums: of the checklist's sections, in its order.
    """
    below = denominator(method, [s for s in sums if s.counts])
    return [100 * _of_unit(method, s) / below if s.counts else 0.0 for s in sums]


def _of_unit(method: Method, whole: Sum) -> float:
    """What a unit earned in a section adds to the numerator."""
    if method is Method.TWO_LEVEL:
        return whole.weight / whole.possible
    return 1.0 / whole.possible if method is Method.MEAN_OF_SECTIONS else 1.0


def numerators(method: Method, counted: Sequence[Sum]) -> list[float]:
    """What each section adds to the numerator."""
    if method is Method.TWO_LEVEL:
        return [s.weight * (s.fraction or 0.0) for s in counted]
    if method is Method.MEAN_OF_SECTIONS:
        return [s.fraction or 0.0 for s in counted]
    return [s.earned for s in counted]


def denominator(method: Method, counted: Sequence[Sum]) -> float:
    """What the numerators are divided by."""
    if method is Method.TWO_LEVEL:
        return math.fsum(s.weight for s in counted)
    return (
        float(len(counted)) if method is Method.MEAN_OF_SECTIONS else math.fsum(s.possible for s in counted)
    )


def _base(section: Section) -> list[Criterion]:
    return [c for c in section.criteria if is_base(c)]


def _scale(section: Section, weight: float) -> float:
    """From the criteria's own weights to shares of the section's; 1 in a section of bonuses alone."""
    whole = math.fsum(c.weight for c in _base(section))
    return weight / whole if whole > 0 else 1.0


def unit_of(method: Method, section: Section) -> Callable[[Criterion], float]:
    """What a criterion of a section is worth in the method's own unit."""
    if method is Method.FLAT:
        scale = _scale(section, section.weight)
        return lambda c: c.weight * scale
    if method is Method.POINTS:
        return lambda c: c.points
    if method is Method.WEIGHTED_POINTS:
        weight = section.weight if _base(section) else 1.0
        return lambda c: weight * c.points
    return lambda c: c.weight
