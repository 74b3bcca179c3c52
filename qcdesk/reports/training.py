"""Training reviews: what a report tells of people who learn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from qcdesk.reports.material import PeriodMaterial, in_force

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
