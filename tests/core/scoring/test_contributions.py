"""What an answer is worth and what it cost, by every method."""

from __future__ import annotations

import pytest

from qcdesk.domain.checklist import Checklist, Method
from qcdesk.domain.review import Answer
from qcdesk.scoring import score
from qcdesk.scoring.contributions import contributions
from tests.core.scoring.examples import (
    GOLDEN_ANSWERS,
    answers,
    checklist,
    golden,
    note,
    scale,
    section,
    yes_no,
)

METHODS = pytest.mark.parametrize("method", list(Method))


def unequal(method: Method) -> Checklist:
    """Weights that add up to 37 in sections, to 8 and 7 inside them."""
    return checklist(
        section("A", yes_no("a1", 5), scale("a2", 4, 3), weight=30),
        section("B", yes_no("b1", 6, na_allowed=True), yes_no("b2", 1), note("b3"), weight=7),
        section("C", yes_no("c1", 4), weight=9, gate="c0"),
        method=method,
    )


GIVEN = answers(a1="no", a2=1, b1="na", b2="no", b3="запись", c0="no")


def rise(form: Checklist, given: dict[str, Answer], **better: str | float) -> float:
    before, after = score(form, given).raw, score(form, given | answers(**better)).raw
    assert before is not None
    assert after is not None
    return after - before


@METHODS
def test_the_cost_is_what_the_total_would_rise_by(method: Method) -> None:
    form = unequal(method)
    found = contributions(form, GIVEN, {})
    assert set(found) == {"a1", "a2", "b2"}
    assert found["a1"].lost == pytest.approx(rise(form, GIVEN, a1="yes"))
    assert found["a2"].lost == pytest.approx(rise(form, GIVEN, a2=4))
    assert found["b2"].lost == pytest.approx(rise(form, GIVEN, b2="yes"))


@METHODS
def test_what_is_applicable_is_worth_100_together(method: Method) -> None:
    for given in (GIVEN, GIVEN | answers(b1="no", c0="yes", c1="yes"), GIVEN | answers(a1="yes", b2="yes")):
        found = contributions(unequal(method), given, {})
        assert sum(c.worth for c in found.values()) == pytest.approx(100)
        raw = score(unequal(method), given).raw
        assert raw is not None
        assert sum(c.lost for c in found.values()) == pytest.approx(100 - raw)


def test_the_golden_example() -> None:
    found = contributions(golden(), GOLDEN_ANSWERS, {})
    assert {name: round(c.lost, 1) for name, c in found.items()} == {
        "q1": 0.0,
        "q2": 0.0,
        "q3": 17.9,
        "q5": 35.7,
    }


def test_facts_change_what_the_others_are_worth() -> None:
    form = checklist(
        section("A", yes_no("a1"), yes_no("a2", applies_if={"lead_kind": ("request",)})),
        section("B", yes_no("b1", 2)),
    )
    given = answers(a1="no", a2="yes", b1="yes")
    assert contributions(form, given, {})["a1"].lost == pytest.approx(25)
    cold = contributions(form, given, {"lead_kind": "cold_base"})
    assert cold["a1"].lost == pytest.approx(50)
    assert "a2" not in cold


def test_a_bonus_makes_up_for_what_it_covers() -> None:
    form = checklist(section("A", yes_no("a1", 8), yes_no("a2", 2), yes_no("plus", 4, bonus=True)))
    found = contributions(form, answers(a1="yes", a2="no", plus="yes"), {})
    assert set(found) == {"a1", "a2"}
    assert (found["a2"].worth, found["a2"].lost) == (pytest.approx(20), 0)
    assert contributions(form, answers(a1="yes", a2="no", plus="no"), {})["a2"].lost == pytest.approx(20)


def test_where_nothing_applies_nothing_is_lost() -> None:
    form = checklist(section("A", yes_no("a1", na_allowed=True)), section("B", yes_no("b1"), weight=0))
    assert contributions(form, answers(a1="na"), {}) == {}
    assert contributions(form, answers(a1="yes", b1="no"), {})["b1"].lost == 0
