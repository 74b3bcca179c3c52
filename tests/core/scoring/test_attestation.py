"""When the role-play attestation is passed: the shipped checklist with its own rule."""

from __future__ import annotations

import pytest

from qcdesk.checklists import find
from qcdesk.domain.checklist import AnswerKind
from qcdesk.domain.review import Answer, Value
from qcdesk.scoring import score

ROLEPLAY = find("roleplay_v1", ())


def sheet(value: float, **other: Value) -> dict[str, Answer]:
    """All points answered with one value, all conditions met, save what is named."""
    given: dict[str, Value] = {c.id: value for c in ROLEPLAY.criteria() if c.kind is AnswerKind.SCALE}
    given |= {"G1": "yes", "G2": 100, "G3": "yes", **other}
    return {name: Answer(name, v) for name, v in given.items()}


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        (sheet(3), True),
        (sheet(5), True),
        (sheet(2), False),
        (sheet(3, A2=2), False),
        (sheet(3, A2=0, B1=5, B4=4), True),
        (sheet(5, B6=1), False),
        (sheet(5, B6=2), True),
        (sheet(5, B7=0), True),
        (sheet(5, G1="no"), False),
        (sheet(5, G2=99), False),
        (sheet(5, G2=130), True),
        (sheet(5, R1="yes"), False),
    ],
)
def test_pass_rule(given: dict[str, Answer], passed: bool) -> None:
    assert score(ROLEPLAY, given).passed is passed


def test_an_unanswered_condition_does_not_hold_up_the_score_but_is_not_met() -> None:
    given = sheet(4)
    del given["G3"]
    result = score(ROLEPLAY, given)
    assert (result.raw, result.passed, result.unanswered) == (pytest.approx(80), False, ())


def test_a_draft_is_neither_passed_nor_failed() -> None:
    given = sheet(4)
    del given["B6"]
    assert score(ROLEPLAY, given).passed is None


def test_the_total_is_the_mean_of_the_points() -> None:
    result = score(ROLEPLAY, sheet(3, A1=5, A2=4))
    assert result.raw == pytest.approx(100 * (12 * 3 + 5 + 4) / (14 * 5))
