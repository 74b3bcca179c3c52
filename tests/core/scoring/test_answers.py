"""Which answers are accepted, which are missing, and which are refused."""

from __future__ import annotations

import math

import pytest

from qcdesk.domain.checklist import Criterion
from qcdesk.errors import ReviewRefused
from qcdesk.scoring import score
from tests.core.scoring.examples import answers, checklist, choice, count, note, scale, section, yes_no


@pytest.mark.parametrize(
    ("criterion", "value"),
    [
        (yes_no("x"), "maybe"),
        (yes_no("x"), "YES"),
        (yes_no("x"), True),
        (yes_no("x"), 1),
        (yes_no("x"), "na"),
        (scale("x"), 7),
        (scale("x"), -1),
        (scale("x"), 2.5),
        (scale("x"), True),
        (scale("x"), "3"),
        (scale("x"), "na"),
        (scale("x"), math.nan),
        (scale("x"), math.inf),
        (scale("x"), None),
        (count("x", 2), -1),
        (count("x", 2), 1.5),
        (count("x", 2), math.inf),
        (choice("x", {"good": 1, "bad": 0}), "best"),
        (choice("x", {"good": 1, "bad": 0}), 1),
        (note("x"), 3),
    ],
)
def test_a_wrong_value_is_refused_and_named(criterion: Criterion, value: object) -> None:
    form = checklist(section("A", criterion, yes_no("other")))
    with pytest.raises(ReviewRefused) as caught:
        score(form, answers(x=value, other="yes"))  # type: ignore[arg-type]
    assert "x" in caught.value.what
    assert caught.value.remedy


def test_a_wrong_value_of_a_flag_or_an_unknown_id_is_refused() -> None:
    form = checklist(section("A", yes_no("x")))
    with pytest.raises(ReviewRefused):
        score(form, answers(x="yes", other="yes"))
    with pytest.raises(ReviewRefused) as caught:
        score(form, answers(x="yes", A9="yes"))
    assert "A9" in caught.value.what


@pytest.mark.parametrize(
    ("criterion", "value", "expected"),
    [
        (scale("x"), 0, 0),
        (scale("x"), 3, 60),
        (scale("x"), 5.0, 100),
        (count("x", 3), 1, 100 / 3),
        (count("x", 3), 3, 100),
        (count("x", 3), 40, 100),
        (choice("x", {"good": 1, "half": 0.5, "bad": 0}), "half", 50),
    ],
)
def test_what_an_answer_earns(criterion: Criterion, value: str | float, expected: float) -> None:
    assert score(checklist(section("A", criterion)), answers(x=value)).raw == pytest.approx(expected)


def test_without_an_answer_it_is_a_draft_without_a_result() -> None:
    form = checklist(section("A", yes_no("a1"), yes_no("a2")), section("B", yes_no("b1"), gate="b0"))
    result = score(form, answers(a1="yes"))
    assert (result.raw, result.final) == (None, None)
    assert result.unanswered == ("a2", "b0", "b1")
    assert score(form, {}).unanswered == ("a1", "a2", "b0", "b1")


def test_facts_of_the_call_take_criteria_out() -> None:
    request = yes_no("a2", applies_if={"lead_kind": ("request",)})
    form = checklist(section("A", yes_no("a1"), request))
    assert score(form, answers(a1="yes"), {"lead_kind": "cold_base"}).final == 100
    assert score(form, answers(a1="yes"), {"lead_kind": "request"}).unanswered == ("a2",)
    assert score(form, answers(a1="yes")).unanswered == ("a2",)
    assert score(form, answers(a1="yes"), {"lead_kind": ""}).unanswered == ("a2",)
    assert score(form, answers(a1="yes", a2="no"), {"lead_kind": "cold_base"}).final == 100
    assert score(form, answers(a1="yes", a2="na"), {"lead_kind": "cold_base"}).final == 100


def test_all_facts_must_fit() -> None:
    third = yes_no("a2", applies_if={"department_type": ("3",), "stage": ("staff",)})
    form = checklist(section("A", yes_no("a1"), third))
    given = answers(a1="yes", a2="no")
    assert score(form, given, {"department_type": "3", "stage": "staff"}).final == 50
    assert score(form, given, {"department_type": "3", "stage": "training"}).final == 100
    assert score(form, given, {"department_type": "2"}).final == 100


def test_not_applicable_needs_no_right_behind_a_closed_gate() -> None:
    form = checklist(section("A", yes_no("a1")), section("B", yes_no("b1"), gate="b0"))
    assert score(form, answers(a1="yes", b0="no", b1="na")).final == 100
    with pytest.raises(ReviewRefused):
        score(form, answers(a1="yes", b0="yes", b1="na"))
