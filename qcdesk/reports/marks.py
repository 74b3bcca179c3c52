"""Scored answers of many reviews, seen by criterion: how often missed, and what it cost."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import Criterion, Section
from qcdesk.domain.review import Answer
from qcdesk.reports.material import ReviewedCall
from qcdesk.scoring.contributions import Contribution, contributions
from qcdesk.scoring.statistics import FEWEST

MISSED_UP_TO = 0.5
"""A criterion is missed in a call where half of its worth or less was earned."""

Key = tuple[str, str]
"""Checklist and criterion: ids of criteria repeat from one checklist to another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One scored answer and what it brought to the total of its call."""

    item: ReviewedCall
    section: Section
    criterion: Criterion
    answer: Answer
    brought: Contribution

    @property
    def key(self) -> Key:
        return self.item.checklist.id, self.criterion.id

    @property
    def missed(self) -> bool:
        return self.brought.fraction <= MISSED_UP_TO


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
        return math.fsum(m.brought.fraction for m in self.marks) / len(self.marks)

    @property
    def lost(self) -> float:
        """Points of the totals that were lost in all calls together."""
        return math.fsum(m.brought.lost for m in self.marks)

    def missed_by_person(self) -> dict[str, list[bool]]:
        """Sales manager → whether each of his calls missed it; calls of nobody known are left out."""
        found: dict[str, list[bool]] = defaultdict(list)
        for mark in self.marks:
            if mark.item.sales_manager:
                found[mark.item.sales_manager].append(mark.missed)
        return dict(found)


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
    people = {tally.key: tally.missed_by_person() for tally in tallies(marks)}
    return frozenset(key for key, missed in people.items() if _most_fail(missed))


def failing(people: Mapping[str, Sequence[bool]]) -> int:
    """How many people missed a criterion in more than half of their calls."""
    return sum(2 * sum(missed) > len(missed) for missed in people.values())


def _most_fail(people: Mapping[str, Sequence[bool]]) -> bool:
    enough = len(people) >= 2 and sum(map(len, people.values())) >= FEWEST
    return enough and 2 * failing(people) > len(people)


def _marks(item: ReviewedCall) -> Iterator[Mark]:
    """By the facts the review was scored by: those of the call may have been corrected since."""
    answers = {a.criterion: a for a in item.review.answers}
    brought = contributions(item.checklist, answers, item.review.extra)
    for section in item.checklist.sections:
        for criterion in section.criteria:
            if criterion.id in brought:
                yield Mark(item, section, criterion, answers[criterion.id], brought[criterion.id])
