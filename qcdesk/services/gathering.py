"""Gathers what the reports of a period are made from: reviews, calls, and what is known around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.department import Department
from qcdesk.domain.lifecycle import Rules
from qcdesk.domain.period import Period
from qcdesk.domain.review import Review
from qcdesk.reports.material import ExcludedCall, PastPeriod, PeriodMaterial, ReviewedCall
from qcdesk.services.around import around_of
from qcdesk.storage import Database, Transaction

DEPARTMENT, RULES = Department(2, 5), Rules()
_PAST = 4
"""Periods before the previous one that trends show."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What every report needs besides the reviews.

    Attributes:
        company: in the heading.
        weekly_plan: reviews planned for a sales manager a week; 0 for no plan.
        language: `ru` or `en`.
        masked: hide telephone numbers but for their last four digits.
        department: by its type and stage, which decide what tables there are. rules: of the internship.
        team_sees_marks: the owner lets the head of sales see the marks of single calls.
    """

    company: str
    weekly_plan: int
    language: str
    masked: bool = True
    team_sees_marks: bool = False
    department: Department = DEPARTMENT
    rules: Rules = RULES


def material(database: Database, period: Period, options: ReportOptions) -> PeriodMaterial:
    """All that the reports of the period are made from, read in one transaction."""
    with database.read() as tx:
        calls = tx.calls.all(period=period)
        versions: dict[str, Checklist] = {}
        reviewed = reviewed_calls(tx, tx.reviews.in_period(period), versions)
        previous = reviewed_calls(tx, tx.reviews.in_period(period.previous()), versions)
        history = _history(tx, period.previous(), versions)
        head = tx.audit.head()
        around = around_of(tx, calls, options.department, options.rules)
        staff = tuple(person.name for person in tx.people.all())
        disputes = tx.disputes.all()
    mine = {r.review.id for r in reviewed}
    objections = tuple(one for one in disputes if one.review_id in mine)
    counted = [c for c in calls if c.exclusion is None]
    population = Counter(c.facts.sales_manager or "" for c in counted)
    weeks = ((period.last - period.first).days + 1) / 7
    plan = (
        {name: min(round(options.weekly_plan * weeks), n) for name, n in population.items() if name}
        if options.weekly_plan
        else None
    )
    return PeriodMaterial(
        period=period,
        reviewed=reviewed,
        previous=previous,
        excluded=tuple(ExcludedCall(c, c.exclusion) for c in calls if c.exclusion is not None),
        population=population,
        plan=plan,
        audit_head=head,
        made_at=datetime.now().replace(microsecond=0),
        company=options.company,
        staff=staff,
        history=history,
        around=around,
        scored_calls=tuple(counted),
        objections=objections if disputes else None,
    )


def _history(tx: Transaction, after: Period, versions: dict[str, Checklist]) -> tuple[PastPeriod, ...]:
    """The periods before, the oldest first, as far back as there are reviews one period after another."""
    found: list[PastPeriod] = []
    period = after.previous()
    while len(found) < _PAST and (reviews := tx.reviews.in_period(period)):
        found.append(PastPeriod(period, reviewed_calls(tx, reviews, versions)))
        period = period.previous()
    return tuple(reversed(found))


def reviewed_calls(
    tx: Transaction, reviews: Sequence[Review], versions: dict[str, Checklist]
) -> tuple[ReviewedCall, ...]:
    """The reviews with their calls and checklists; `versions` keeps the checklists that were read."""
    calls: dict[int, Call] = {}
    out = []
    for review in reviews:
        version = review.checklist_hash
        if version not in versions:
            versions[version] = from_json(tx.checklists.json_of(version))
        if review.call_id not in calls:
            calls[review.call_id] = tx.calls.by_id(review.call_id)
        out.append(ReviewedCall(calls[review.call_id], review, versions[version]))
    return tuple(out)
