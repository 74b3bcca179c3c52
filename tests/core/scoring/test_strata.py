"""Estimates of a whole team: against numbers worked out by hand, and by drawing from known populations."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest

from qcdesk.scoring.statistics import Interval, difference_of, wilson_limits
from qcdesk.scoring.strata import Stratum, stratified_mean, stratified_share, weighted_mean

BUSY, QUIET = Stratum((60.0, 70.0, 80.0), 90), Stratum((90.0, 100.0), 10)
DRAWS = 2000


def test_everyone_counts_by_his_calls() -> None:
    assert weighted_mean([BUSY, QUIET]) == pytest.approx(0.9 * 70 + 0.1 * 95)
    assert weighted_mean([BUSY, Stratum((), 50)]) == 70
    assert weighted_mean([Stratum((), 50)]) is None
    assert weighted_mean([]) is None


def test_an_interval_worked_out_by_hand() -> None:
    """s² is 100 and 50, pooled (2·100 + 50)/3 = 83.3, which stands in for the 50."""
    found = stratified_mean([BUSY, QUIET])
    assert found
    added = 0.81 * 100 / 3 * (1 - 3 / 90), 0.01 * (250 / 3) / 2 * (1 - 2 / 10)
    df = sum(added) ** 2 / (added[0] ** 2 / 2 + added[1] ** 2 / 1)
    assert df == pytest.approx(2.05, abs=0.01)
    # 4.303 at 2 and 3.182 at 3 degrees of freedom
    half = found.high - found.estimate
    assert 4.1 * math.sqrt(sum(added)) < half < 4.303 * math.sqrt(sum(added))
    assert (found.n, found.population) == (5, 100)
    cut = stratified_mean([BUSY, QUIET], limits=(0, 75))
    assert cut
    assert cut.high == 75


@pytest.mark.parametrize("estimate", [stratified_mean, stratified_share])
def test_no_interval_where_someone_was_heard_too_little(
    estimate: Callable[[Sequence[Stratum]], Interval | None],
) -> None:
    heard = Stratum((1.0, 0.0, 1.0), 30)
    assert estimate([heard, Stratum((), 5)]) is None
    assert estimate([heard, Stratum((1.0,), 5)]) is None
    assert estimate([heard, Stratum((1.0,), 1)]) is not None, "the only call was heard"
    assert estimate([heard, Stratum((), 0)]) is not None, "there was nothing to hear"
    assert estimate([]) is None
    assert not Stratum((1.0,), 5).is_enough
    assert Stratum((1.0,), 1).is_enough


@pytest.mark.parametrize("estimate", [stratified_mean, stratified_share])
def test_where_all_was_heard_nothing_is_estimated(
    estimate: Callable[[Sequence[Stratum]], Interval | None],
) -> None:
    found = estimate([Stratum((1.0, 0.0), 2), Stratum((1.0, 1.0, 1.0), 3)])
    assert found == Interval(0.8, 0.8, 0.8, 5, 5)


def test_calls_that_are_all_alike_prove_nothing_of_the_others() -> None:
    alike = Stratum((80.0, 80.0, 80.0), 40)
    assert stratified_mean([alike, Stratum((60.0, 60.0), 40)]) is None
    found = stratified_mean([Stratum((80.0, 80.0, 80.0), 900), BUSY])
    assert found
    # the pooled variance is (0 + 2·100)/4 = 50, in nine tenths of the calls
    least = (900 / 990) ** 2 * 50 / 3
    assert found.high - found.estimate > 2.776 * math.sqrt(least)


def test_a_share_without_any_error_stays_open() -> None:
    one = stratified_share([Stratum((1.0,) * 10, 1_000_000)])
    assert one
    assert (round(100 * one.low), one.high) == (72, 1.0)
    two = stratified_share([Stratum((1.0,) * 5, 50), Stratum((1.0,) * 5, 50)])
    assert two
    worth = 1 / (2 * 0.25 * 0.9 / 5)
    assert two.low == pytest.approx(wilson_limits(1.0, worth)[0])


def test_a_change_leaves_out_the_finite_population() -> None:
    now, later = stratified_mean([BUSY, QUIET], finite=False), stratified_mean([BUSY, QUIET])
    assert now
    assert later
    assert now.population is None
    assert now.high > later.high
    same = difference_of(now, now)
    assert (same.estimate, same.proven) == (0, False)
    whole = stratified_mean([Stratum((70.0, 80.0), 2)], finite=False)
    assert whole
    assert whole.low < 75 < whole.high


def _results(dice: random.Random, person: int) -> float:
    """A call's result: people differ, some calls are capped, a few failed."""
    result = min(max(dice.gauss(90 - 8 * (person % 3), 11), 0.0), 100.0)
    return 0.0 if dice.random() < 0.03 else min(result, 70.0) if dice.random() < 0.15 else result


def _clean(dice: random.Random, person: int) -> float:
    return float(dice.random() < (0.95, 0.8, 0.9, 0.99)[person % 4])


@pytest.mark.parametrize(
    ("populations", "quotas"),
    [
        ((214, 187, 160, 41), (10, 10, 10, 5)),
        ((300, 100, 40), (5, 5, 5)),
        ((300, 100, 40), (2, 3, 10)),
        ((40,) * 8, (5,) * 8),
    ],
)
@pytest.mark.parametrize("kind", ["mean", "share"])
def test_the_truth_lies_inside_nearly_always(
    kind: str, populations: tuple[int, ...], quotas: tuple[int, ...]
) -> None:
    """Equal quotas of unequal people, drawn again and again from populations that are known whole."""
    dice = random.Random(f"{kind} {populations} {quotas}")
    draw = _results if kind == "mean" else _clean
    calls = [[draw(dice, person) for _ in range(many)] for person, many in enumerate(populations)]
    truth = math.fsum(map(math.fsum, calls)) / sum(populations)
    inside = 0
    for _ in range(DRAWS):
        strata = [
            Stratum(tuple(dice.sample(own, quota)), len(own))
            for own, quota in zip(calls, quotas, strict=True)
        ]
        found = stratified_mean(strata) if kind == "mean" else stratified_share(strata)
        assert found
        inside += found.low <= truth <= found.high
    assert inside / DRAWS >= 0.9
