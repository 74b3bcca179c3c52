"""A session with a coach: a criterion before and after it, and what chance alone would have changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qcdesk.domain.chain import when
from qcdesk.reports.estimates import Estimate, change_of_shares, share_of
from qcdesk.reports.marks import marks_of, tallies
from qcdesk.reports.material import PeriodMaterial, ReviewedCall, counted
from qcdesk.reports.steps import beyond_chance, chance_range, met_by_person
from qcdesk.scoring.pooling import expected_by_chance


@dataclass(frozen=True, slots=True)
class Coached:
    """One criterion of one session.

    Attributes:
        before, after: share of calls where it was met, 0…1.
        by_chance: the share expected afterwards if nothing had changed, with its range; None where one
            person alone was reviewed.
        verdict: `better`, `worse`, `unproven`; empty where there is nothing to compare.
    """

    name: str
    day: date
    criterion: str
    before: Estimate
    after: Estimate
    by_chance: Estimate | None
    verdict: str


def coached(material: PeriodMaterial, language: str) -> tuple[Coached, ...]:
    """All sessions, the earliest first; reviews of this period and of those before it are compared."""
    earlier = [item for past in material.history for item in past.reviewed]
    reviewed = counted([*earlier, *material.previous, *material.reviewed])
    sessions = sorted(material.around.coachings, key=lambda c: (c.day, c.name))
    return tuple(
        found
        for session in sessions
        if session.day <= material.period.last
        for found in _compared(session.name, session.day, session.criteria, reviewed, language)
    )


def _compared(
    name: str, day: date, criteria: tuple[str, ...], reviewed: tuple[ReviewedCall, ...], language: str
) -> Iterator[Coached]:
    before = [item for item in reviewed if when(item.call).date() < day]
    after = [item for item in reviewed if when(item.call).date() >= day]
    titles = {t.criterion.id: t.criterion.title.to(language) for t in tallies(marks_of(reviewed))}
    then, now = met_by_person(tallies(marks_of(before))), met_by_person(tallies(marks_of(after)))
    for criterion in criteria:
        first = then.get(criterion, {}).get(name, (0, 0))
        last = now.get(criterion, {}).get(name, (0, 0))
        expected = expected_by_chance(first, list(then.get(criterion, {}).values()), last[1])
        yield Coached(
            name=name,
            day=day,
            criterion=titles.get(criterion, criterion),
            before=share_of(*first),
            after=share_of(*last),
            by_chance=chance_range(expected, last[1]) if expected else None,
            verdict=beyond_chance(change_of_shares(last, first), last, expected),
        )
