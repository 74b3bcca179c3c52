"""What a report is made from: the reviews of one period, and what is known around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qcdesk.domain.call import Call, Exclusion
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.dispute import Dispute
from qcdesk.domain.period import Period
from qcdesk.domain.review import Review
from qcdesk.reports.around import Around

REGULAR = "regular"
TARGETED = "targeted"


@dataclass(frozen=True, slots=True)
class ReviewedCall:
    """A call, its review in force, and the exact version of the checklist it was reviewed by."""

    call: Call
    review: Review
    checklist: Checklist

    @property
    def sales_manager(self) -> str:
        """Whose call it is; empty when nobody said."""
        return self.call.facts.sales_manager or ""

    @property
    def counts(self) -> bool:
        """Whether the review enters averages: regular, with a result, of a call that is not excluded."""
        review = self.review
        finished = review.score.final is not None and not review.score.unanswered
        return review.purpose == REGULAR and finished and self.call.exclusion is None

    @property
    def final(self) -> float:
        """The result after critical errors, 0…100; only for a review that counts."""
        return self.review.score.final if self.review.score.final is not None else 0.0


@dataclass(frozen=True, slots=True)
class ExcludedCall:
    """A call of the period that is counted, not scored."""

    call: Call
    reason: Exclusion


@dataclass(frozen=True, slots=True)
class PastPeriod:
    """An earlier period and its reviews."""

    period: Period
    reviewed: tuple[ReviewedCall, ...]


@dataclass(frozen=True, slots=True)
class Disputes:
    """Objections of sales managers: how many came, how many the owner upheld, how many wait."""

    raised: int
    upheld: int
    open: int


@dataclass(frozen=True, slots=True)
class PeriodMaterial:
    """All that the reports of one period are made from.

    Attributes:
        reviewed: reviews of calls of the period, of any purpose.
        previous: the same for the period before.
        population: sales manager → calls of the period that could have been reviewed (N), without
            the excluded ones.
        plan: sales manager → planned regular reviews; None where there is no plan.
        audit_head: number and hash of the last row of the journal of changes.
        history: the periods before the previous one, the oldest first.
        around: hand-overs, clients after the first sale, trainees.
        scored_calls: all calls of the period that are not excluded.
        objections: to reviews of the period; None where nobody ever entered one.
        staff: full names of all who work in the department; a card names none of them but its reader.
    """

    period: Period
    reviewed: tuple[ReviewedCall, ...]
    previous: tuple[ReviewedCall, ...]
    excluded: tuple[ExcludedCall, ...]
    population: Mapping[str, int]
    plan: Mapping[str, int] | None
    audit_head: tuple[int, str]
    made_at: datetime
    company: str
    staff: tuple[str, ...] = ()
    history: tuple[PastPeriod, ...] = ()
    objections: tuple[Dispute, ...] | None = None
    around: Around = field(default_factory=Around)
    scored_calls: tuple[Call, ...] = ()

    @property
    def disputes(self) -> Disputes | None:
        """The objections, counted; None where nobody keeps them."""
        if self.objections is None:
            return None
        upheld = sum(one.decision is not None and one.decision.upheld for one in self.objections)
        return Disputes(len(self.objections), upheld, sum(one.open for one in self.objections))

    def sales_managers(self) -> tuple[str, ...]:
        """Everyone with calls, reviews or a plan in the period, in the order of the alphabet."""
        named = {*self.population, *(self.plan or {}), *(r.sales_manager for r in self.reviewed)}
        return tuple(sorted(name for name in named if name))


def in_force(reviewed: Iterable[ReviewedCall]) -> tuple[ReviewedCall, ...]:
    """The reviews nobody replaced, one of each purpose a call (the latest), in the order of the calls."""
    every = tuple(reviewed)
    replaced = {r.review.replaces for r in every}
    latest: dict[tuple[int, str], ReviewedCall] = {}
    for item in sorted(every, key=lambda r: (r.review.created_at, r.review.id)):
        if item.review.id not in replaced:
            latest[item.call.id, item.review.purpose] = item
    return tuple(sorted(latest.values(), key=_when))


def counted(reviewed: Iterable[ReviewedCall], sales_manager: str | None = None) -> tuple[ReviewedCall, ...]:
    """The reviews that enter averages, of one sales manager or of all."""
    return tuple(r for r in in_force(reviewed) if r.counts and sales_manager in (None, r.sales_manager))


def by_person(reviewed: Iterable[ReviewedCall]) -> dict[str, list[ReviewedCall]]:
    """Reviews by sales manager; empty for calls of nobody known."""
    found: dict[str, list[ReviewedCall]] = defaultdict(list)
    for item in reviewed:
        found[item.sales_manager].append(item)
    return found


def _when(item: ReviewedCall) -> tuple[datetime, int, int]:
    return item.call.facts.started_at or item.review.created_at, item.call.id, item.review.id
