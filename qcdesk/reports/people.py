"""Sales managers in the owner's report: zones and certainty instead of places, plan and coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.reports.estimates import (
    BETTER,
    FEW,
    WORSE,
    Estimate,
    change_of_means,
    mean_of,
    zone_is_proven,
    zone_of,
)
from qcdesk.reports.material import TARGETED, PeriodMaterial, ReviewedCall, counted, in_force
from qcdesk.reports.rule import zones_of
from qcdesk.reports.team import has_critical
from qcdesk.scoring.statistics import FEWEST, Group

_ORDER = ("green", "yellow", "red", FEW)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One sales manager.

    Attributes:
        change: against his previous period: `better`, `worse`, `unproven`; empty with nothing to compare.
        group: against his colleagues' reviews; above or below only where the difference is proven.
        with_critical: reviewed calls whose result a critical error changed.
    """

    name: str
    zone: str
    zone_proven: bool
    result: Estimate
    before: Estimate
    change: str
    group: Group
    with_critical: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much of one sales manager's calls was reviewed.

    Attributes:
        calls: calls that could have been reviewed; None where not known.
        planned: regular reviews planned; None without a plan.
        done: regular reviews with a result.
        targeted: hand-picked reviews, in no average.
    """

    name: str
    calls: int | None
    planned: int | None
    done: int
    targeted: int
    excluded: int

    @property
    def coverage(self) -> float | None:
        """Regular reviews a call, 0…1."""
        return self.done / self.calls if self.calls and self.done <= self.calls else None

    @property
    def targeted_share(self) -> float | None:
        """Hand-picked reviews among regular and hand-picked ones, 0…1."""
        reviewed = self.done + self.targeted
        return self.targeted / reviewed if reviewed else None


def person_rows(material: PeriodMaterial) -> tuple[PersonRow, ...]:
    """Everyone by zone, inside a zone by the alphabet: no places."""
    scored, previous = counted(material.reviewed), counted(material.previous)
    rows = [_person(name, scored, previous, material) for name in material.sales_managers()]
    return tuple(sorted(rows, key=lambda r: (_ORDER.index(r.zone), r.name)))


def coverage_rows(material: PeriodMaterial) -> tuple[CoverageRow, ...]:
    """Plan, reviews and coverage of everyone, by the alphabet."""
    scored, current = counted(material.reviewed), in_force(material.reviewed)
    return tuple(
        CoverageRow(
            name=name,
            calls=material.population.get(name),
            planned=material.plan.get(name, 0) if material.plan is not None else None,
            done=sum(r.sales_manager == name for r in scored),
            targeted=sum(r.sales_manager == name and r.review.purpose == TARGETED for r in current),
            excluded=sum((e.call.facts.sales_manager or "") == name for e in material.excluded),
        )
        for name in material.sales_managers()
    )


def _person(
    name: str, scored: Sequence[ReviewedCall], previous: Sequence[ReviewedCall], material: PeriodMaterial
) -> PersonRow:
    own = [r for r in scored if r.sales_manager == name]
    results, before = [r.final for r in own], [r.final for r in previous if r.sales_manager == name]
    result, zones = mean_of(results, material.population.get(name)), zones_of(own)
    others = [r.final for r in scored if r.sales_manager != name]
    return PersonRow(
        name=name,
        zone=zone_of(result, zones),
        zone_proven=zone_is_proven(result, zones),
        result=result,
        before=mean_of(before),
        change=change_of_means(results, before),
        group=_group(results, others),
        with_critical=sum(map(has_critical, own)),
    )


def _group(own: Sequence[float], others: Sequence[float]) -> Group:
    if min(len(own), len(others)) < FEWEST:
        return Group.TOO_FEW
    return {BETTER: Group.ABOVE, WORSE: Group.BELOW}.get(change_of_means(own, others), Group.ON_LEVEL)
