from __future__ import annotations

from dataclasses import replace

import pytest

from qcdesk.domain.call import Exclusion
from qcdesk.domain.checklist import EffectKind, content_hash
from qcdesk.domain.review import NO, YES
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from qcdesk.scoring.statistics import Group
from qcdesk.scoring.strata import Stratum, stratified_mean, stratified_share, weighted_mean
from tests.core.reports.department import ANNA, GOOD, OLEG, PYOTR, RAISA, SALES, Department, material_of


def _strata(material: PeriodMaterial, *, clean: bool = False) -> list[Stratum]:
    values: dict[str, list[float]] = {name: [] for name in material.population}
    for item in material.reviewed:
        if item.counts:
            kept = all(c.effect.kind is EffectKind.NOTE for c in item.review.score.criticals)
            values[item.sales_manager].append(float(kept) if clean else item.final)
    return [Stratum(tuple(values[name]), calls) for name, calls in material.population.items()]


def test_page_one(october: PeriodMaterial) -> None:
    heard = {name: calls for name, calls in october.population.items() if name != "Пустышкин Егор"}
    material = replace(october, population=heard)
    totals = owner_report(material, "en").totals
    result, clean = stratified_mean(_strata(material)), stratified_share(_strata(material, clean=True))
    assert result
    assert clean
    assert totals.result == Estimate(result.estimate, result.low, result.high, 34, 602)
    assert totals.clean == Estimate(clean.estimate, clean.low, clean.high, 34, 602)
    assert (totals.reviewed, totals.calls, totals.planned) == (34, 602, 80)
    assert (totals.result_change, totals.thin) == ("unproven", ())


def test_the_figures_leave_out_who_was_not_heard_and_say_so(october: PeriodMaterial) -> None:
    report = owner_report(october, "en")
    heard = [s for s in _strata(october) if s.values]
    found = stratified_mean(heard)
    assert found
    assert report.totals.result == Estimate(found.estimate, found.low, found.high, 34, 602)
    assert (report.totals.reviewed, report.totals.calls) == (34, 632)
    assert report.totals.thin == ("Пустышкин Егор",)
    assert any("Пустышкин Егор" in s and "602 of 632" in s.replace("\xa0", " ") for s in report.unsaid)


def test_no_interval_of_the_team_where_most_calls_are_of_people_nobody_heard(october: PeriodMaterial) -> None:
    material = replace(october, population={**october.population, "Пустышкин Егор": 700})
    report = owner_report(material, "en")
    assert (report.totals.result.low, report.totals.clean.low) == (None, None)
    assert report.totals.result.value == pytest.approx(weighted_mean(_strata(material)))
    assert any("no interval" in s and "Пустышкин Егор" in s for s in report.unsaid)


def test_everyone_counts_by_his_calls(department: Department) -> None:
    calls = [department.reviewed(ANNA, GOOD | {"D2": 4 + n % 2}) for n in range(5)]
    calls += [department.reviewed(PYOTR, GOOD | {"B1": NO, "D2": 4 + n % 2}) for n in range(5)]
    anna, pyotr = calls[0].final, calls[5].final
    for population in ({ANNA: 900, PYOTR: 100}, {ANNA: 100, PYOTR: 900}):
        totals = owner_report(material_of(calls, population=population), "en").totals
        shares = [population[name] / 1000 for name in (ANNA, PYOTR)]
        assert totals.result.value == pytest.approx(shares[0] * anna + shares[1] * pyotr, abs=3)
    before = [department.reviewed(name, GOOD) for name in (ANNA, ANNA, PYOTR)]
    changed = owner_report(material_of(calls, before), "en").totals
    assert (changed.result_change, changed.thin_before) == ("unproven", (PYOTR,))


def test_an_incomplete_count_of_calls_gives_no_interval(department: Department) -> None:
    calls = [department.reviewed(PYOTR, GOOD | {"D2": n}) for n in (1, 2, 3)]
    for population in ({}, {PYOTR: 2}, {ANNA: 10}):
        report = owner_report(material_of(calls, population=population), "en")
        assert (report.totals.calls, report.totals.result.low) == (None, None)
        assert report.totals.result.value == pytest.approx(sum(c.final for c in calls) / 3)
        assert report.unsaid


def test_where_every_call_was_reviewed_the_figures_are_exact(department: Department) -> None:
    calls = [department.reviewed(name) for name in (PYOTR, ANNA, OLEG)]
    report = owner_report(material_of(calls, population={PYOTR: 1, ANNA: 1, OLEG: 1}), "en")
    assert report.totals.result.is_exact
    assert report.totals.clean.is_exact
    assert (report.totals.thin, report.totals.result.low) == ((), None)
    assert not any("interval" in s or "critical" in s for s in report.unsaid)


def test_results_that_are_all_the_same_prove_nothing_of_the_others(department: Department) -> None:
    calls = [department.reviewed(PYOTR) for _ in range(6)]
    report = owner_report(material_of(calls), "en")
    assert (report.totals.result.value, report.totals.result.low) == (100, None)
    assert report.totals.clean.low is not None
    assert [(r.zone, r.zone_proven) for r in report.people] == [("green", False)]
    assert sum(PYOTR in s for s in report.unsaid) == 1


def test_calls_of_nobody_known_are_no_person(department: Department) -> None:
    missed = GOOD | {"B1": NO}
    calls = [department.reviewed("", missed) for _ in range(6)]
    calls += [department.reviewed(ANNA, missed if n < 2 else GOOD) for n in range(6)]
    material = material_of(calls)
    row = next(r for r in owner_report(material, "en").criteria if r.criterion == "B1")
    assert (row.people, row.failing, row.system_cause) == (1, 0, False)
    assert row.missed == 8
    report = owner_report(material, "en")
    assert report.totals.of_nobody == 100
    assert [r.name for r in report.people] == [ANNA]
    assert any("100" in s for s in report.unsaid)


def test_people_stand_by_zone_and_alphabet_never_by_place(october: PeriodMaterial) -> None:
    rows = owner_report(october, "en").people
    order = ["green", "yellow", "red", "few"]
    assert [(order.index(r.zone), r.name) for r in rows] == sorted(
        (order.index(r.zone), r.name) for r in rows
    )
    few = {r.name for r in rows if r.zone == "few"}
    assert few == {RAISA, "Пустышкин Егор"}
    assert {r.group for r in rows if r.name in few} == {Group.TOO_FEW}


def test_above_and_below_only_where_the_difference_is_proven(department: Department) -> None:
    weak = GOOD | {"B1": NO, "B2": NO}
    calls = [department.reviewed(ANNA, GOOD | {"D2": 4 + n % 2}) for n in range(8)]
    calls += [department.reviewed(PYOTR, weak | {"D2": 4 + n % 2}) for n in range(8)]
    calls += [department.reviewed(OLEG, GOOD if n % 2 else weak) for n in range(6)]
    groups = {r.name: r.group for r in owner_report(material_of(calls), "en").people}
    assert groups == {ANNA: Group.ABOVE, PYOTR: Group.BELOW, OLEG: Group.ON_LEVEL}


def test_the_change_of_the_team(department: Department) -> None:
    weak = [department.reviewed(PYOTR, GOOD | {"B1": NO, "D2": n}) for n in (1, 2, 3, 4, 5, 5)]
    strong = [department.reviewed(PYOTR, GOOD | {"D2": n}) for n in (3, 4, 4, 5, 5, 5)]
    assert owner_report(material_of(strong, weak), "en").totals.result_change == "better"
    assert owner_report(material_of(weak, strong), "en").totals.result_change == "worse"
    assert owner_report(material_of(weak), "en").totals.result_change == ""
    assert owner_report(material_of(strong[:2], weak), "en").totals.result_change == "unproven"


def test_weakest_criteria_first_and_the_systems_own_faults_marked(october: PeriodMaterial) -> None:
    rows = owner_report(october, "en").criteria
    assert [r.fraction for r in rows] == sorted(r.fraction for r in rows)
    by_id = {r.criterion: r for r in rows}
    assert rows[0].criterion == "C1"
    assert by_id["C1"].system_cause
    assert (by_id["C1"].failing, by_id["C1"].people) == (3, 4)
    assert not by_id["A1"].system_cause
    assert by_id["C1"].applicable == 32


def test_a_criterion_with_few_calls_is_not_called_the_weakest(department: Department) -> None:
    calls = [department.reviewed(PYOTR, GOOD | {"B1": NO if n < 2 else YES}) for n in range(6)]
    calls.append(department.reviewed(PYOTR, GOOD | {"C0": YES, "C1": NO}))
    rows = owner_report(material_of(calls), "en").criteria
    assert rows[0].criterion == "B1"
    assert (rows[-1].criterion, rows[-1].few) == ("C1", True)


def test_criticals_carry_call_time_and_quote(october: PeriodMaterial) -> None:
    report = owner_report(october, "en")
    worst = report.incidents[0]
    assert (worst.id, worst.sales_manager) == ("R1", OLEG)
    assert worst.example.quotes[0].at == 201.0
    assert worst.example.when is not None
    assert report.criticals[0].calls == 1
    assert (report.criticals[1].calls, report.criticals[1].targeted) == (14, 1)


def test_what_is_in_no_average_is_counted_apart(october: PeriodMaterial) -> None:
    report = owner_report(october, "en")
    assert dict(report.apart) == {"targeted": 1, "calibration": 1}
    assert dict(report.excluded) == {Exclusion.TOO_SHORT: 2, Exclusion.SPAM: 1, Exclusion.INTERNAL: 1}
    row = next(r for r in report.coverage if r.name == PYOTR)
    assert (row.calls, row.planned, row.done, row.targeted, row.excluded) == (214, 20, 11, 1, 2)
    assert row.coverage == pytest.approx(11 / 214)
    assert row.targeted_share == pytest.approx(1 / 12)


def test_the_report_can_be_verified(october: PeriodMaterial) -> None:
    report = owner_report(october, "en")
    assert report.audit_head == october.audit_head
    assert [(v.id, v.hash) for v in report.versions] == [(SALES.id, content_hash(SALES)[:12])]
    assert report.example is not None
    shown = next(r for r in october.reviewed if r.call.id == report.example.call)
    assert report.example.arithmetic == shown.review.score.arithmetic
    assert report.example.raw != report.example.final


def test_what_cannot_be_said_names_the_people(october: PeriodMaterial, department: Department) -> None:
    text = " ".join(owner_report(october, "en").unsaid)
    assert RAISA in text
    assert "Пустышкин Егор" in text
    clean = [department.reviewed(PYOTR) for _ in range(10)]
    assert any("26%" in s for s in owner_report(material_of(clean), "en").unsaid)


def test_an_empty_period_is_a_report_too() -> None:
    report = owner_report(material_of([]), "en")
    assert report.totals.result.value is None
    assert report.example is None
    assert not report.people
