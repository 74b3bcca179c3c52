"""Scored answers of many reviews, seen by criterion: how often missed, and what it cost."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qcdesk.domain.call import CallFacts
from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, Method, Section
from qcdesk.domain.review import NOT_APPLICABLE, Answer
from qcdesk.reports.material import ReviewedCall
from qcdesk.scoring.answers import criterion_applies, fraction, section_applies
from qcdesk.scoring.statistics import FEWEST

MISSED_UP_TO = 0.5
"""A criterion is missed in a call where half of its worth or less was earned."""

Key = tuple[str, str]
"""Checklist and criterion: ids of criteria repeat from one checklist to another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One scored answer.

    Attributes:
        fraction: earned share of the criterion, 0…1.
        weight: the criterion's weight in the total of its checklist.
    """

    item: ReviewedCall
    section: Section
    criterion: Criterion
    answer: Answer
    fraction: float
    weight: float

    @property
    def key(self) -> Key:
        return self.item.checklist.id, self.criterion.id

    @property
    def missed(self) -> bool:
        return self.fraction <= MISSED_UP_TO

    @property
    def lost(self) -> float:
        """Points of the total that the answer cost."""
        return self.weight * (1 - self.fraction)


@dataclass(frozen=True, slots=True)
class Tally:
    """All marks of one criterion."""

    marks: tuple[Mark, ...]

    @property
    def criterion(self) -> Criterion:
        return self.marks[-1].criterion

    @property
    def section(self) -> Section:
        return self.marks[-1].section

    @property
    def key(self) -> Key:
        return self.marks[-1].key

    @property
    def applicable(self) -> int:
        return len(self.marks)

    @property
    def missed(self) -> int:
        return sum(m.missed for m in self.marks)

    @property
    def fraction(self) -> float:
        """Mean earned share, 0…1."""
        return math.fsum(m.fraction for m in self.marks) / len(self.marks)

    @property
    def lost(self) -> float:
        """Points lost in all calls together."""
        return math.fsum(m.lost for m in self.marks)


def marks_of(reviewed: Iterable[ReviewedCall]) -> tuple[Mark, ...]:
    """The scored answers of reviews: what does not apply, is not scored or is a bonus is left out."""
    return tuple(mark for item in reviewed for mark in _marks(item))


def tallies(marks: Iterable[Mark]) -> tuple[Tally, ...]:
    """Marks by criterion, in the order of the checklists."""
    found: dict[Key, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.key].append(mark)
    return tuple(Tally(tuple(m)) for m in found.values())


def system_causes(marks: Iterable[Mark]) -> frozenset[Key]:
    """Criteria that most people fail: then it is the script, the product or the process, not a person.

    A person fails a criterion missed in more than half of his calls; at least two people and `FEWEST`
    calls are needed.
    """
    found: dict[Key, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        found[mark.key][mark.item.sales_manager].append(mark.missed)
    return frozenset(key for key, people in found.items() if _most_fail(people))


def _most_fail(people: dict[str, list[bool]]) -> bool:
    failing = sum(2 * sum(missed) > len(missed) for missed in people.values())
    return len(people) >= 2 and 2 * failing > len(people) and sum(map(len, people.values())) >= FEWEST


def _marks(item: ReviewedCall) -> Iterator[Mark]:
    answers = {a.criterion: a for a in item.review.answers}
    facts = _known(item.call.facts)
    for section in item.checklist.sections:
        if not section_applies(section, answers, facts):
            continue
        weights = _weights(item.checklist, section)
        for criterion in section.criteria:
            answer = answers.get(criterion.id)
            if criterion.id not in weights or answer is None or answer.value == NOT_APPLICABLE:
                continue
            if criterion_applies(criterion, facts):
                earned = fraction(criterion, answer.value)
                yield Mark(item, section, criterion, answer, earned, weights[criterion.id])


def _known(facts: CallFacts) -> dict[str, str]:
    named = {
        "role": facts.role,
        "direction": facts.direction,
        "lead_kind": facts.lead_kind,
        "stage": facts.stage,
    }
    return {fact: value for fact, value in named.items() if value}


def _weights(checklist: Checklist, section: Section) -> dict[str, float]:
    """Weights of a section's scored criteria as the checklist's method sees them in the total."""
    scored = [c for c in section.criteria if _is_scored(c)]
    if checklist.method is Method.POINTS:
        return {c.id: c.points for c in scored}
    if checklist.method is Method.WEIGHTED_POINTS:
        return {c.id: c.points * section.weight for c in scored}
    whole = math.fsum(c.weight for c in scored)
    share = 1.0 if checklist.method is Method.MEAN_OF_SECTIONS else section.weight
    return {c.id: share * c.weight / whole for c in scored}


def _is_scored(criterion: Criterion) -> bool:
    scored = criterion.scored and not criterion.bonus and criterion.weight > 0
    return scored and criterion.kind is not AnswerKind.TEXT
