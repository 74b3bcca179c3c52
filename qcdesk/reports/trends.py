"""How the figures of page one went from period to period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.period import Period
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.material import PeriodMaterial, ReviewedCall, counted
from qcdesk.reports.team import Totals, figures_of


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: mean result 0…100 and share of calls without a critical error 0…1, with intervals."""

    period: Period
    result: Estimate
    clean: Estimate


def trend_of(material: PeriodMaterial, totals: Totals) -> tuple[TrendPoint, ...]:
    """The periods that have reviews, the oldest first; everyone is weighed by his calls of now."""
    points = [_point(p.period, p.reviewed, material) for p in material.history]
    if totals.result_before.n:
        before = material.period.previous()
        points.append(_point(before, material.previous, material))
    points.append(TrendPoint(material.period, totals.result, totals.clean))
    return tuple(p for p in points if p.result.n)


def _point(period: Period, reviewed: Sequence[ReviewedCall], material: PeriodMaterial) -> TrendPoint:
    return TrendPoint(period, *figures_of(counted(reviewed), material.population))
