"""What the quality-control department itself did in a period: plan, speed, hand-picked calls, disputes."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.review import LISTENED
from qcdesk.reports.estimates import Estimate, share_of
from qcdesk.reports.material import TARGETED, Disputes, PeriodMaterial, ReviewedCall, counted, in_force

WITHIN_HOURS = 24.0
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Work:
    """The department's own figures.

    Attributes:
        planned: regular reviews planned; None without a plan. done: regular reviews with a result.
        hours: median hours from the call to its review; None where no call has a time.
        in_time: share of reviews made within a day of the call.
        targeted: share of hand-picked reviews among regular and hand-picked ones; many bend the picture.
        proved: share of lost points that are proved by a quote or the mark “not said”.
        listened: median share of a call that was played before it was judged; None where nobody counted.
        listened_n: reviews of which it is known.
        disputes: None where nobody keeps them.
    """

    planned: int | None
    done: int
    hours: float | None
    in_time: Estimate
    targeted: Estimate
    proved: Estimate
    reviewers: int
    disputes: Disputes | None
    listened: float | None = None
    listened_n: int = 0


def work_of(material: PeriodMaterial) -> Work:
    """The figures of the period."""
    current, scored = in_force(material.reviewed), counted(material.reviewed)
    waits = [_hours(r) for r in scored if r.call.facts.started_at is not None]
    hand_picked = sum(r.review.purpose == TARGETED for r in current)
    listened = [float(r.review.extra[LISTENED]) for r in scored if r.review.extra.get(LISTENED)]
    proved = [bool(a.quotes) or a.not_said for r in scored for a in r.review.answers if a.value == "no"]
    return Work(
        planned=sum(material.plan.values()) if material.plan is not None else None,
        done=len(scored),
        hours=statistics.median(waits) if waits else None,
        in_time=_plain_share([w <= WITHIN_HOURS for w in waits]),
        targeted=_plain_share([True] * hand_picked + [False] * len(scored)),
        proved=_plain_share(proved),
        reviewers=len({r.review.reviewer for r in current}),
        disputes=material.disputes,
        listened=statistics.median(listened) if listened else None,
        listened_n=len(listened),
    )


def _hours(item: ReviewedCall) -> float:
    started = item.call.facts.started_at or item.review.created_at
    return max(0.0, (item.review.created_at - started).total_seconds() / _HOUR)


def _plain_share(found: Sequence[bool]) -> Estimate:
    """A share of all there are: nothing is estimated."""
    return share_of(sum(found), len(found), len(found) or None)
