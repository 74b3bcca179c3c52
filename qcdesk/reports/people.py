"""Sales managers in the owner's report: zones and certainty instead of places, plan and coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qcdesk.reports.estimates import (
    BETTER,
    FEW,
    UNPROVEN,
    WORSE,
    Estimate,
    mean_of,
    zone_is_proven,
    zone_of,
)
from qcdesk.reports.material import TARGETED, PeriodMaterial, ReviewedCall, by_person, counted, in_force
from qcdesk.reports.rule import zones_of
from qcdesk.reports.team import has_critical
from qcdesk.scoring.comparisons import holm, p_of_means
from qcdesk.scoring.pooling import pooled_means
from qcdesk.scoring.statistics import CONFIDENCE, FEWEST, Group
from qcdesk.scoring.statistics import mean_of as mean

_ORDER = ("green", "yellow", "red", FEW)
_ALPHA = 1 - CONFIDENCE
_GROUPS = {BETTER: Group.ABOVE, WORSE: Group.BELOW, UNPROVEN: Group.ON_LEVEL, FEW: Group.TOO_FEW}


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


def grouped(
    people: Sequence[PersonRow], scored: Sequence[ReviewedCall]
) -> tuple[tuple[Group, tuple[PersonRow, ...]], ...]:
    """People against the team, the better group first.

    Inside a group the order follows means drawn towards that of all, so that few lucky calls lead nobody.
    """
    results = {name: [r.final for r in own] for name, own in by_person(scored).items()}
    pooled = pooled_means(results)
    order = sorted(people, key=lambda p: (-pooled.get(p.name, 0.0), p.name))
    groups = ((group, tuple(p for p in order if p.group is group)) for group in Group)
    return tuple((group, members) for group, members in groups if members)


def person_rows(material: PeriodMaterial) -> tuple[PersonRow, ...]:
    """Everyone by zone, inside a zone by the alphabet: no places."""
    scored, previous = by_person(counted(material.reviewed)), by_person(counted(material.previous))
    names = material.sales_managers()
    results = {name: [r.final for r in scored.get(name, ())] for name in names}
    before = {name: [r.final for r in previous.get(name, ())] for name in names}
    everyone = {name: [r.final for r in own] for name, own in scored.items()}
    groups = _proven({name: (own, _others(everyone, name)) for name, own in results.items()})
    changes = _proven({name: (own, before[name]) for name, own in results.items()})
    rows = [
        _person(name, scored.get(name, ()), before[name], material.population.get(name)) for name in names
    ]
    named = (
        replace(
            row,
            group=_GROUPS[groups[row.name]],
            change=changes[row.name].replace(FEW, UNPROVEN) if row.change else "",
        )
        for row in rows
    )
    return tuple(sorted(named, key=lambda r: (_ORDER.index(r.zone), r.name)))


def coverage_rows(material: PeriodMaterial) -> tuple[CoverageRow, ...]:
    """Plan, reviews and coverage of everyone, by the alphabet."""
    done = Counter(r.sales_manager for r in counted(material.reviewed))
    current = in_force(material.reviewed)
    targeted = Counter(r.sales_manager for r in current if r.review.purpose == TARGETED)
    excluded = Counter(e.call.facts.sales_manager or "" for e in material.excluded)
    return tuple(
        CoverageRow(
            name=name,
            calls=material.population.get(name),
            planned=material.plan.get(name, 0) if material.plan is not None else None,
            done=done[name],
            targeted=targeted[name],
            excluded=excluded[name],
        )
        for name in material.sales_managers()
    )


def _person(
    name: str, own: Sequence[ReviewedCall], before: Sequence[float], population: int | None
) -> PersonRow:
    """The row of one person; whether he is above or below the team is told when all are known."""
    results = [r.final for r in own]
    result, zones = mean_of(results, population), zones_of(own)
    return PersonRow(
        name=name,
        zone=zone_of(result, zones),
        zone_proven=zone_is_proven(result, zones),
        result=result,
        before=mean_of(before),
        change=UNPROVEN if results and before else "",
        group=Group.TOO_FEW,
        with_critical=sum(map(has_critical, own)),
    )


def _others(results: Mapping[str, Sequence[float]], name: str) -> list[float]:
    return [value for other, own in results.items() if other != name for value in own]


def _proven(sides: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> dict[str, str]:
    """`better`, `worse`, `unproven` or `few` for each name, corrected for how many are compared."""
    enough = {n: s for n, s in sides.items() if min(map(len, s)) >= FEWEST}
    p = {n: found for n, s in enough.items() if (found := p_of_means(*s)) is not None}
    proven = {n for n, corrected in zip(p, holm(list(p.values())), strict=True) if corrected <= _ALPHA}
    verdicts = {name: FEW if name not in enough else UNPROVEN for name in sides}
    for name in proven:
        first, second = sides[name]
        verdicts[name] = BETTER if mean(first) > mean(second) else WORSE
    return verdicts
