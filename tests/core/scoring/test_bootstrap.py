from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from qcdesk.scoring.agreement import Unit, cohen_kappa, gwet_ac1, krippendorff_alpha
from qcdesk.scoring.bootstrap import bootstrap_interval


def _ac1(units: Sequence[Unit]) -> float | None:
    return gwet_ac1([(u[0], u[1]) for u in units if u[0] is not None and u[1] is not None], categories=2)


def test_cohens_own_table() -> None:
    # Cohen (1960), table 1: three categories, kappa 0.492 (printed rounded from 0.4915)
    shares = {("a", "a"): 0.44, ("a", "b"): 0.07, ("a", "c"): 0.09,
              ("b", "a"): 0.05, ("b", "b"): 0.20, ("b", "c"): 0.05,
              ("c", "a"): 0.01, ("c", "b"): 0.03, ("c", "c"): 0.06}  # fmt: skip
    pairs = [pair for pair, share in shares.items() for _ in range(round(100 * share))]
    assert cohen_kappa(pairs) == pytest.approx(0.4915, abs=1e-4)


def test_kappa_collapses_where_ac1_does_not() -> None:
    # Feinstein and Cicchetti (1990): 85 % agreement, and kappa falls from 0.70 to 0.32
    even = [("y", "y")] * 40 + [("y", "n")] * 9 + [("n", "y")] * 6 + [("n", "n")] * 45
    skewed = [("y", "y")] * 80 + [("y", "n")] * 10 + [("n", "y")] * 5 + [("n", "n")] * 5
    assert cohen_kappa(even) == pytest.approx(0.70, abs=0.005)
    assert cohen_kappa(skewed) == pytest.approx(0.32, abs=0.005)
    assert gwet_ac1(skewed) == pytest.approx(0.81, abs=0.005)
    assert cohen_kappa([("y", "y")] * 5) is None
    assert cohen_kappa([]) is None


def _judged(dice: random.Random, n: int) -> list[Unit]:
    """Two reviewers who see the same answer, and each errs one time in ten."""
    out: list[Unit] = []
    for _answer in range(n):
        truth = dice.random() < 0.7
        out.append(tuple("yes" if truth != (dice.random() < 0.1) else "no" for _ in range(2)))
    return out


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    dice = random.Random(11)
    truth = _ac1(_judged(dice, 40_000))
    assert truth is not None
    held, months = 0, 120
    for month in range(months):
        found = bootstrap_interval(_judged(dice, 60), _ac1, repeats=200, seed=month)
        assert found is not None
        held += found.low <= truth <= found.high
    assert 0.88 <= held / months <= 0.99


def test_the_same_answers_give_the_same_interval() -> None:
    units = _judged(random.Random(2), 40)
    first = bootstrap_interval(units, krippendorff_alpha, repeats=200)
    assert first == bootstrap_interval(units, krippendorff_alpha, repeats=200)
    assert first is not None
    assert first.low < first.estimate < first.high
    assert bootstrap_interval([], krippendorff_alpha) is None
    assert bootstrap_interval([("yes", "yes")] * 30, krippendorff_alpha) is None
