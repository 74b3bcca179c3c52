"""What each answer brought to the total of its call, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcdesk.domain.checklist import Checklist
from qcdesk.domain.review import Answer
from qcdesk.scoring.answers import Facts, applicable_fractions
from qcdesk.scoring.methods import (
    bonus_points,
    is_base,
    points_of_unit,
    section_sum,
    total,
    unit_of,
    with_bonus,
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One applicable scored answer in the total of its call.

    Attributes:
        fraction: earned share of the criterion, 0…1.
        worth: points of the total, 0…100, between nothing earned and all of it.
        lost: by how many points the raw total would rise if the answer were full.
    """

    fraction: float
    worth: float
    lost: float


def contributions(
    checklist: Checklist, answers: Mapping[str, Answer], facts: Facts
) -> dict[str, Contribution]:
    """What each answer brought and cost, by the checklist's method.

    Criteria that do not apply, are not scored, are a bonus or have no answer are not in it; what the others
    are worth depends on them. A total that a bonus already lifts to 100 loses nothing more. What is earned
    enters the total linearly, so that one sum serves for all criteria.

    Args:
        answers: by the id of the criterion or gate, as `qcdesk.scoring.arithmetic.score` takes them.
        facts: those that the review was scored by.
    """
    fractions = applicable_fractions(checklist, answers, facts)
    sums = [section_sum(checklist.method, s, fractions) for s in checklist.sections]
    bonus = bonus_points(checklist, sums, fractions)
    before = total(checklist.method, sums)
    if before is None:
        return {}
    reached = with_bonus(checklist, 100 * before, bonus)
    per_unit = points_of_unit(checklist.method, sums)
    found: dict[str, Contribution] = {}
    for section, points in zip(checklist.sections, per_unit, strict=True):
        unit = unit_of(checklist.method, section)
        for criterion in section.criteria:
            if not is_base(criterion) or criterion.id not in fractions:
                continue
            earned, worth = fractions[criterion.id], points * unit(criterion)
            full = with_bonus(checklist, 100 * before + worth * (1 - earned), bonus)
            lost = max(full - reached, 0.0) if earned < 1 else 0.0
            found[criterion.id] = Contribution(earned, worth, lost)
    return found
