"""What answers say of the hints that stood beside them, and when a hint may fill an answer in."""

from __future__ import annotations

import pytest

from qcdesk.scoring.passport import Comparison, Ground, Use, Verdict, decide, drift_window, record


def agreed(n: int, wrong: int = 0) -> list[Comparison]:
    """Answers to a hint that said yes, the wrong ones first."""
    return [Comparison("yes", "no")] * wrong + [Comparison("yes", "yes")] * (n - wrong)


def test_counts_and_the_interval_of_published_tables() -> None:
    found = record([*agreed(10, 2), Comparison("no", "yes"), Comparison(None, "yes")])
    assert (found.n, found.agreed, found.false_yes, found.false_no, found.silent) == (11, 8, 2, 1, 1)
    eight_of_ten = record(agreed(10, 2)).interval
    assert eight_of_ten is not None
    assert (round(eight_of_ten.low, 2), round(eight_of_ten.high, 2)) == (0.49, 0.94)


def test_what_nobody_touched_proves_nothing() -> None:
    found = record([*agreed(5), *[Comparison("yes", "yes", untouched=True)] * 100])
    assert (found.n, found.untouched) == (5, 100)


def test_no_answers_no_interval() -> None:
    found = record([])
    assert found.interval is None
    assert found.trend.verdict is Verdict.NOT_PROVEN


@pytest.mark.parametrize(
    ("answers", "threshold", "use", "ground"),
    [
        (agreed(200), None, Use.HINT, Ground.NOT_ALLOWED),
        (agreed(29), 0.5, Use.HINT, Ground.TOO_FEW),
        (agreed(30), 0.85, Use.PREFILL, Ground.PROVEN),
        (agreed(30), 0.9, Use.HINT, Ground.BELOW_THRESHOLD),
        (agreed(100, 40), 0.6, Use.HINT, Ground.BELOW_THRESHOLD),
    ],
)
def test_a_hint_fills_in_only_when_it_is_allowed_and_proven(
    answers: list[Comparison], threshold: float | None, use: Use, ground: Ground
) -> None:
    decision = decide(record(answers), threshold)
    assert (decision.use, decision.ground) == (use, ground)


def test_it_falls_back_when_it_drifts() -> None:
    good = agreed(400)
    assert decide(record(good), 0.85).use is Use.PREFILL
    late = [*good, *[Comparison("yes", "no")] * 8]
    decision = decide(record(late), 0.85)
    assert (decision.use, decision.ground) == (Use.HINT, Ground.DRIFT)
    assert record(late).trend.verdict is Verdict.WORSE


@pytest.mark.parametrize("threshold", [0.5, 0.85, 0.95, 0.99])
def test_answers_without_an_error_can_always_pass(threshold: float) -> None:
    assert decide(record(agreed(drift_window(threshold))), threshold).use is Use.PREFILL
