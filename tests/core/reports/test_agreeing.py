"""Calls judged twice: who agrees with whom, how often, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qcdesk.domain.review import NO, YES, Value
from qcdesk.reports.agreeing import agreeing
from qcdesk.reports.html import owner_page
from qcdesk.reports.labels import owner_labels
from qcdesk.reports.material import ReviewedCall
from qcdesk.reports.owner import owner_report
from qcdesk.reports.owner_tables import owner_tables
from qcdesk.scoring.agreement import gwet_ac1
from tests.core.reports.department import ANNA, GOOD, PYOTR, REVIEWER, Department, material_of
from tests.core.reports.reading import Page

SECOND = "Сверялова Ольга"


def _again(item: ReviewedCall, changes: dict[str, Value], reviewer: str = SECOND) -> ReviewedCall:
    """The same call judged once more, apart, by somebody who sees some answers otherwise."""
    answers = tuple(replace(a, value=changes.get(a.criterion, a.value)) for a in item.review.answers)
    review = replace(
        item.review,
        id=item.review.id + 1000,
        reviewer=reviewer,
        answers=answers,
        purpose="calibration",
        created_at=item.review.created_at + timedelta(days=1),
    )
    return replace(item, review=review)


def _double(department: Department, calls: int = 10, differing: int = 3) -> list[ReviewedCall]:
    found = []
    for n in range(calls):
        item = department.reviewed(PYOTR, GOOD | {"B1": NO if n % 2 else YES, "D2": 3 + n % 3})
        found += [item, _again(item, {"B1": NO} if n < 2 * differing and not n % 2 else {})]
    return found


def test_all_answers_first_then_the_least_agreed_criterion(department: Department) -> None:
    reviewed = _double(department)
    whole, *rows = agreeing(reviewed, "en").between
    assert (whole.title, whole.calls, whole.percent.n) == ("", 10, 40)
    assert whole.percent.value == pytest.approx(37 / 40)
    assert rows[0].title == "Found the task and the criteria of choice"
    assert rows[0].percent.value == pytest.approx(0.7)
    assert (rows[0].too_few, rows[0].coefficient, rows[0].percent.n) == (True, None, 10)
    assert {r.name for r in rows} == {"ac1", "alpha"}


def test_the_coefficient_is_gwets_with_an_interval_by_whole_calls(department: Department) -> None:
    whole = agreeing(_double(department), "en").between[0]
    answers = []
    for n in range(10):
        mine = {"A1": YES, "B1": NO if n % 2 else YES, "B2": YES, "D1": YES}  # gates are no criteria
        other = mine | ({"B1": NO} if n < 6 and not n % 2 else {})
        answers += [(mine[c], other[c]) for c in mine]
    assert whole.coefficient == pytest.approx(gwet_ac1(answers))
    assert whole.interval
    assert whole.coefficient
    assert whole.interval.low < whole.coefficient < whole.interval.high <= 1
    assert whole.interval.n == 10


def test_one_reviewer_twice_is_told_apart(department: Department) -> None:
    item = department.reviewed(PYOTR)
    found = agreeing([item, _again(item, {"B1": NO}, REVIEWER)], "en")
    assert found.between == ()
    assert found.within
    assert (found.within.calls, found.within.percent.n, found.within.too_few) == (1, 4, True)
    assert found.within.percent.value == pytest.approx(0.75)


def test_corrections_and_other_purposes_are_no_second_opinion(department: Department) -> None:
    item = department.reviewed(PYOTR)
    corrected = replace(item, review=replace(item.review, id=500, replaces=item.review.id))
    targeted = replace(item, review=replace(item.review, id=501, purpose="targeted", reviewer=SECOND))
    single = department.reviewed(ANNA)
    found = agreeing([item, corrected, targeted, single], "en")
    assert (found.between, found.within) == ((), None)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_one_says_how_well_reviewers_agree_or_that_nobody_looked(
    department: Department, language: str
) -> None:
    label = owner_labels(language)
    report = owner_report(material_of(_double(department)), language)
    text = Page(owner_page(report)).text
    assert label["agreement_none"] not in text
    assert "AC1" in text
    assert owner_tables(report)["agreement"].rows
    alone = Page(owner_page(owner_report(material_of([department.reviewed(PYOTR)]), language))).text
    assert label["agreement_none"] in alone
