"""What each answer brought to the total of its call, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcdesk.domain.checklist import Checklist
from qcdesk.domain.review import Answer
from qcdesk.scoring.answers import Facts, applicable_fractions
from qcdesk.scoring.methods import bonus_points, is_base, raised, section_sum, total


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
    are worth depends on them. A total that a bonus already lifts to 100 loses nothing more.

    Args:
        answers: by the id of the criterion or gate, as `qcdesk.scoring.arithmetic.score` takes them.
        facts: those that the review was scored by.
    """
    fractions = applicable_fractions(checklist, answers, facts)
    sums = [section_sum(checklist.method, s, fractions) for s in checklist.sections]
    bonus = bonus_points(checklist, sums, fractions)
    before = raised(checklist, sums, bonus)
    found: dict[str, Contribution] = {}
    for place, section in enumerate(checklist.sections):
        for criterion in section.criteria:
            if before is None or not is_base(criterion) or criterion.id not in fractions:
                continue
            full, none = (
                [*sums[:place], section_sum(checklist.method, section, changed), *sums[place + 1 :]]
                for changed in (fractions | {criterion.id: 1.0}, fractions | {criterion.id: 0.0})
            )
            worth = 100 * ((total(checklist.method, full) or 0.0) - (total(checklist.method, none) or 0.0))
            reached = raised(checklist, full, bonus) or 0.0
            earned = fractions[criterion.id]
            found[criterion.id] = Contribution(
                earned, worth, max(reached - before, 0.0) if earned < 1 else 0.0
            )
    return found
