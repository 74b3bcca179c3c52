"""Trainees and hand-overs: what a report tells of people who learn, and of leads that pass between people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qcdesk.domain.call import Call
from qcdesk.reports.estimates import Estimate, mean_of
from qcdesk.reports.material import PeriodMaterial, counted, in_force

TRAINING = "training"


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """Training reviews of one person.

    Attributes:
        attempts: training reviews in the period; `passed` of them, where the checklist has a rule for it.
        last: result of the last one, 0…100; None without a result.
        passed: whether the last attempt was passed; None where the checklist has no such rule.
    """

    name: str
    attempts: int
    last: float | None
    passed: bool | None
    when: datetime


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """Handed-over leads that one person received.

    Attributes:
        statuses: status in the CRM table (empty: nobody said) → calls, the most frequent first.
        result: of his reviewed calls with such leads.
    """

    receiver: str
    calls: int
    statuses: tuple[tuple[str, int], ...]
    result: Estimate


def trainee_rows(material: PeriodMaterial) -> tuple[TraineeRow, ...]:
    """Everyone with training reviews, by the alphabet."""
    attempts = defaultdict(list)
    for item in in_force(material.reviewed):
        if item.review.purpose == TRAINING and item.sales_manager:
            attempts[item.sales_manager].append(item)
    rows = []
    for name, items in sorted(attempts.items()):
        last = max(items, key=lambda r: (r.review.created_at, r.review.id)).review
        rows.append(TraineeRow(name, len(items), last.score.final, last.score.passed, last.created_at))
    return tuple(rows)


def handover_rows(material: PeriodMaterial) -> tuple[HandOverRow, ...]:
    """Everyone who received handed-over leads, by the alphabet; last the calls of nobody known."""
    by_person = defaultdict(list)
    for call in material.handed_over:
        by_person[call.facts.sales_manager or ""].append(call)
    scored = counted(material.reviewed)
    return tuple(
        _row(name, calls, [r.final for r in scored if r.call.id in {c.id for c in calls}])
        for name, calls in sorted(by_person.items(), key=lambda x: (not x[0], x[0]))
    )


def _row(name: str, calls: Iterable[Call], results: list[float]) -> HandOverRow:
    found = list(calls)
    statuses = Counter((c.facts.lead_status or "").strip() for c in found)
    return HandOverRow(name, len(found), tuple(statuses.most_common()), mean_of(results))
