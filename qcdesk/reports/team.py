"""The figures of the whole team: every sales manager counts by his calls, not by his reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.reports.estimates import Estimate, change_of, estimate_of
from qcdesk.reports.findings import changes_result
from qcdesk.reports.material import PeriodMaterial, ReviewedCall, counted
from qcdesk.scoring.statistics import Interval, mean_of
from qcdesk.scoring.strata import (
    FEWEST_IN_STRATUM,
    Stratum,
    stratified_mean,
    stratified_share,
    weighted_mean,
)

_MOST = 0.5
"""The figures of some speak for the team only where they have this share of its calls."""

Values = Mapping[str, tuple[float, ...]]
"""Sales manager (empty: nobody known) → results of his calls, or 1 and 0 for a share."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Page one.

    Attributes:
        result: mean final result of all calls, 0…100; without the calls of those in `thin` where an interval
            can be given of the others and these have most of the calls. `population` tells of how many.
        clean: share of the same calls without a critical error, 0…1.
        result_before, clean_before: the same of the period before, everyone weighed by his calls of now.
        result_change, clean_change: `better`, `worse`, `unproven`; empty with nothing to compare.
        reviewed, calls: n and N of the coverage; N is None where not known.
        planned: planned regular reviews; None without a plan.
        thin: who has calls and too few reviews for an interval of the team, empty for calls of nobody known.
        thin_before: who has too few reviews in the period before, where there are any at all.
        of_nobody: calls that could have been reviewed and are of nobody known.
    """

    result: Estimate
    result_before: Estimate
    result_change: str
    clean: Estimate
    clean_before: Estimate
    clean_change: str
    reviewed: int
    calls: int | None
    planned: int | None
    thin: tuple[str, ...]
    thin_before: tuple[str, ...]
    of_nobody: int


def totals_of(material: PeriodMaterial) -> Totals:
    """The figures of page one."""
    now, before = counted(material.reviewed), counted(material.previous)
    everyone = _known_population(material.population, now)
    population = _heard(everyone, _results(now))
    result, result_before = _compared(_results(now), _results(before), population, _mean)
    clean, clean_before = _compared(_cleans(now), _cleans(before), population, stratified_share)
    return Totals(
        result=result,
        result_before=result_before,
        result_change=_change(_results(now), _results(before), population, _unlimited_mean),
        clean=clean,
        clean_before=clean_before,
        clean_change=_change(_cleans(now), _cleans(before), population, stratified_share),
        reviewed=len(now),
        calls=sum(everyone.values()) if everyone else None,
        planned=sum(material.plan.values()) if material.plan is not None else None,
        thin=_thin(everyone, _results(now)),
        thin_before=_thin(population, _results(before), at_least=FEWEST_IN_STRATUM) if before else (),
        of_nobody=everyone.get("", 0),
    )


def figures_of(scored: Sequence[ReviewedCall], population: Mapping[str, int]) -> tuple[Estimate, Estimate]:
    """Mean result and share without a critical error of an earlier period, everyone weighed by his calls."""
    values, cleans = _results(scored), _cleans(scored)
    known = _heard(_known_population(population, scored), values)
    result = _mean(_strata(known, values), finite=False) if known else None
    clean = stratified_share(_strata(known, cleans), finite=False) if known else None
    return _estimate(values, known, result, None), _estimate(cleans, known, clean, None)


def has_critical(item: ReviewedCall) -> bool:
    """Whether a critical error changed the result of the call."""
    return any(changes_result(c) for c in item.review.score.criticals)


def _known_population(population: Mapping[str, int], now: Sequence[ReviewedCall]) -> Mapping[str, int]:
    """The calls of everyone; empty where somebody has more reviews than calls, so that it is incomplete."""
    reviewed = _results(now)
    complete = all(len(values) <= population.get(name, 0) for name, values in reviewed.items())
    return {name: calls for name, calls in population.items() if calls > 0} if complete else {}


def _heard(population: Mapping[str, int], values: Values) -> Mapping[str, int]:
    """The calls of those of whom enough were reviewed, where these are most of all; else of everyone."""
    thin = _thin(population, values)
    heard = {name: calls for name, calls in population.items() if name not in thin}
    return heard if sum(heard.values()) >= _MOST * sum(population.values()) else population


def _results(reviewed: Iterable[ReviewedCall]) -> Values:
    return _by_person((r.sales_manager, r.final) for r in reviewed)


def _cleans(reviewed: Iterable[ReviewedCall]) -> Values:
    return _by_person((r.sales_manager, float(not has_critical(r))) for r in reviewed)


def _by_person(values: Iterable[tuple[str, float]]) -> Values:
    found: dict[str, list[float]] = defaultdict(list)
    for name, value in values:
        found[name].append(value)
    return {name: tuple(own) for name, own in found.items()}


def _thin(population: Mapping[str, int], values: Values, at_least: int | None = None) -> tuple[str, ...]:
    found = (
        name
        for name, calls in population.items()
        if len(values.get(name, ())) < (at_least or min(calls, FEWEST_IN_STRATUM))
    )
    return tuple(sorted(found))


def _strata(population: Mapping[str, int], values: Values) -> list[Stratum]:
    return [Stratum(values.get(name, ()), calls) for name, calls in population.items()]


def _compared(
    now: Values, before: Values, population: Mapping[str, int], interval: Callable[..., Interval | None]
) -> tuple[Estimate, Estimate]:
    """Now and before; of the period before only its reviews are known, not how many calls there were."""
    return (
        _estimate(now, population, interval(_strata(population, now)), sum(population.values()) or None),
        _estimate(before, population, interval(_strata(population, before), finite=False), None),
    )


def _estimate(
    values: Values, population: Mapping[str, int], interval: Interval | None, calls: int | None
) -> Estimate:
    every = [value for name, own in values.items() if not population or name in population for value in own]
    plain = mean_of(every) if every else None
    weighed = weighted_mean(_strata(population, values))
    return estimate_of(plain if weighed is None else weighed, interval, len(every), calls)


def _change(
    now: Values, before: Values, population: Mapping[str, int], interval: Callable[..., Interval | None]
) -> str:
    """Never with the correction for a finite population: a change of habits is about coming calls too."""
    if not now or not before:
        return ""
    first, second = (interval(_strata(population, values), finite=False) for values in (now, before))
    return change_of(first, second, min(sum(map(len, now.values())), sum(map(len, before.values()))))


def _mean(strata: Sequence[Stratum], finite: bool = True) -> Interval | None:
    return stratified_mean(strata, limits=(0.0, 100.0), finite=finite)


def _unlimited_mean(strata: Sequence[Stratum], finite: bool = True) -> Interval | None:
    return stratified_mean(strata, finite=finite)
