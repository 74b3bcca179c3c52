"""The one next step of a sales manager, and whether the last one was kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qcdesk.i18n import translate
from qcdesk.reports.estimates import Estimate, change_of_shares, share_of
from qcdesk.reports.marks import Tally, marks_of, tallies
from qcdesk.reports.material import PeriodMaterial, PromisedStep, ReviewedCall, counted, in_force
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.wording import Wording

_CALLS = 10
_RECHECKED = 5
_WORKING_DAYS = 5
_LEAST_TARGET = 5
_RISE = 2
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class NextStep:
    """One action with a deadline.

    Attributes:
        agreed: written by the reviewer; else proposed by the program.
    """

    text: str
    due: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class StepCheck:
    """The last step, and its criterion before and now.

    Attributes:
        criterion: its title; empty where no criterion could be compared.
        assumed: the step named no criterion, so the costliest one of that period is compared.
        before, now: share of calls where the criterion was met, 0…1.
        verdict: `better`, `worse`, `unproven`; empty where there is nothing to compare.
    """

    text: str
    due: str
    criterion: str
    assumed: bool
    before: Estimate
    now: Estimate
    verdict: str


def next_step(
    reviewed: Sequence[ReviewedCall], found: Sequence[Tally], made_at: datetime, wording: Wording, privacy: Privacy
) -> NextStep | None:
    """The latest step a reviewer wrote; else a proposal about the costliest criterion; None without loss."""
    written = _written(reviewed)
    if written:
        review = written.review
        return NextStep(privacy.text(review.next_step), _due(review.next_step_due, wording), agreed=True)
    costly = [t for t in found if t.lost > 0]
    if not costly:
        return None
    worst = max(costly, key=lambda t: t.lost)
    met = (worst.applicable - worst.missed) / worst.applicable
    target = min(_CALLS, max(_LEAST_TARGET, math.floor(_CALLS * met) + _RISE))
    text = translate(
        "In the next {calls} calls: “{criterion}” in at least {target} of {calls}. "
        "Then {checked} new calls are reviewed on it.",
        wording.language,
    ).format(
        calls=_CALLS,
        criterion=worst.criterion.title.to(wording.language),
        target=target,
        checked=_RECHECKED,
    )
    return NextStep(text, wording.day(_working_days_after(made_at.date(), _WORKING_DAYS)), agreed=False)


def last_step(
    material: PeriodMaterial, sales_manager: str, now: Sequence[Tally], wording: Wording, privacy: Privacy
) -> StepCheck | None:
    """The step promised after the previous period; None where nothing was promised."""
    before = tallies(marks_of(counted(material.previous, sales_manager)))
    promised = material.last_steps.get(sales_manager) or _promised(material, sales_manager)
    if promised is None:
        return None
    compared = promised.criterion or _costliest(before)
    then, today = _met(before, compared), _met(now, compared)
    named = next((t for t in (*now, *before) if t.criterion.id == compared), None)
    return StepCheck(
        text=privacy.text(promised.text),
        due=_due(promised.due, wording),
        criterion=named.criterion.title.to(wording.language) if named else "",
        assumed=promised.criterion is None,
        before=share_of(*then),
        now=share_of(*today),
        verdict=change_of_shares(today, then),
    )


def _promised(material: PeriodMaterial, sales_manager: str) -> PromisedStep | None:
    own = [r for r in in_force(material.previous) if r.sales_manager == sales_manager]
    written = _written(own)
    return PromisedStep(written.review.next_step, written.review.next_step_due) if written else None


def _written(reviewed: Sequence[ReviewedCall]) -> ReviewedCall | None:
    stated = [r for r in reviewed if r.review.next_step.strip()]
    return max(stated, key=lambda r: (r.review.created_at, r.review.id), default=None)


def _costliest(found: Sequence[Tally]) -> str | None:
    worst = max(found, key=lambda t: t.lost, default=None)
    return worst.criterion.id if worst and worst.lost > 0 else None


def _met(found: Sequence[Tally], criterion: str | None) -> tuple[int, int]:
    own = [t for t in found if t.criterion.id == criterion]
    applicable = sum(t.applicable for t in own)
    return applicable - sum(t.missed for t in own), applicable


def _due(text: str, wording: Wording) -> str:
    """A deadline as it was written; an ISO date in the form of the language."""
    try:
        return wording.day(date.fromisoformat(text.strip()))
    except ValueError:
        return text


def _working_days_after(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day
