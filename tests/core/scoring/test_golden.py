"""The numbers that the printed rule promises."""

from __future__ import annotations

import pytest

from qcdesk.domain.checklist import Method
from qcdesk.domain.review import Answer
from qcdesk.scoring import round_half_up, score
from tests.core.scoring.examples import GOLDEN_ANSWERS, golden


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.TWO_LEVEL, 46.4),
        (Method.WEIGHTED_POINTS, 48.3),
        (Method.FLAT, 53.1),
        (Method.POINTS, 57.1),
        (Method.MEAN_OF_SECTIONS, 62.5),
    ],
)
def test_each_rule_gives_its_number(method: Method, expected: float) -> None:
    result = score(golden(method), GOLDEN_ANSWERS)
    assert result.raw is not None
    assert round_half_up(result.raw) == expected
    assert result.final == result.raw
    assert result.method == method.value
    assert result.arithmetic.endswith(f"= {expected}")


@pytest.mark.parametrize(("replaced_by", "wrong"), [("yes", 75.0), ("no", 28.3)])
def test_not_applicable_is_neither_full_mark_nor_zero(replaced_by: str, wrong: float) -> None:
    replaced = {
        name: Answer(name, replaced_by) if answer.value == "na" else answer
        for name, answer in GOLDEN_ANSWERS.items()
    }
    other = score(golden(), replaced)
    ours = score(golden(), GOLDEN_ANSWERS)
    assert other.raw is not None
    assert ours.raw is not None
    assert round_half_up(other.raw) == wrong
    assert round_half_up(ours.raw) != wrong


def test_full_precision_is_kept() -> None:
    result = score(golden(), GOLDEN_ANSWERS)
    assert result.raw == pytest.approx(3250 / 70, rel=1e-14)


def test_lines_show_how_the_total_came_about() -> None:
    result = score(golden(), GOLDEN_ANSWERS)
    assert [(li.section, li.weight, li.fraction, li.earned, li.possible) for li in result.lines] == [
        ("A", 20, 1.0, 2.0, 2.0),
        ("B", 50, 0.25, 0.5, 2.0),
        ("C", 30, None, 0.0, 0.0),
    ]
    assert result.arithmetic == "(20·1.00 + 50·0.25)/70 = 46.4"


@pytest.mark.parametrize(
    ("x", "digits", "expected"),
    [
        (46.25, 1, 46.3),
        (46.35, 1, 46.4),
        (46.349999999999994, 1, 46.4),
        (46.34, 1, 46.3),
        (0.5, 0, 1.0),
        (2.5, 0, 3.0),
        (2.675, 2, 2.68),
        (99.95, 1, 100.0),
        (-0.25, 1, -0.3),
    ],
)
def test_rounding_is_half_up(x: float, digits: int, expected: float) -> None:
    assert round_half_up(x, digits) == expected
