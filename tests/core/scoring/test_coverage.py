"""Whether the intervals hold the truth as often as they say: thousands of samples, the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from qcdesk.scoring.agreement import gwet_ac1
from qcdesk.scoring.bootstrap import bootstrap_interval
from qcdesk.scoring.comparisons import holm, p_of_means
from qcdesk.scoring.statistics import (
    Interval,
    difference_of_means,
    difference_of_shares,
    t_interval,
    wilson,
)
from qcdesk.scoring.strata import Stratum, stratified_mean, stratified_share

SAMPLES = 2000
SAID = 0.95


def _held(truth: float, draw: Callable[[random.Random], Interval | None], samples: int = SAMPLES) -> float:
    """The share of intervals that hold the truth, of those that were given."""
    dice = random.Random(f"coverage {truth}")
    found = [i for i in (draw(dice) for _ in range(samples)) if i is not None]
    return sum(i.low <= truth <= i.high for i in found) / len(found)


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_students_interval_of_a_mean(n: int) -> None:
    def draw(dice: random.Random) -> Interval | None:
        return t_interval([dice.gauss(70, 15) for _ in range(n)])

    assert _held(70, draw) == pytest.approx(SAID, abs=0.015)


def _result(dice: random.Random) -> float:
    """A result as calls have them: many points, sometimes a cap, sometimes 0."""
    luck = dice.random()
    return 0.0 if luck < 0.05 else 70.0 if luck < 0.25 else 100 - 8 * dice.randrange(6)


_MEAN_RESULT = 0.05 * 0 + 0.20 * 70 + 0.75 * (100 - 8 * 2.5)


@pytest.mark.parametrize(("n", "at_least"), [(10, 0.86), (20, 0.89), (50, 0.92)])
def test_results_that_are_not_bell_shaped_cost_a_little(n: int, at_least: float) -> None:
    def draw(dice: random.Random) -> Interval | None:
        return t_interval([_result(dice) for _ in range(n)], limits=(0, 100))

    assert at_least <= _held(_MEAN_RESULT, draw) <= 0.98


@pytest.mark.parametrize(("n", "population"), [(10, 15), (10, 40), (30, 60)])
def test_a_mean_about_the_calls_of_one_period_only(n: int, population: int) -> None:
    made = random.Random("period")
    calls = [made.gauss(70, 15) for _ in range(population)]
    truth = sum(calls) / population

    def draw(dice: random.Random) -> Interval | None:
        return t_interval(dice.sample(calls, n), population)

    assert _held(truth, draw) == pytest.approx(SAID, abs=0.025)


def _successes(dice: random.Random, share: float, n: int) -> int:
    return sum(dice.random() < share for _ in range(n))


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_wilsons_interval_of_a_share(n: int) -> None:
    """Its coverage goes up and down with the share; by shares together it is what it says."""
    shares = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 0.95]
    held = [_held(p, lambda dice, p=p: wilson(_successes(dice, p, n), n), 1000) for p in shares]
    assert sum(held) / len(held) == pytest.approx(SAID, abs=0.02)
    assert min(held) > 0.87


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_share_of_the_calls_of_one_period_only(share: float) -> None:
    calls = [1] * round(60 * share) + [0] * round(60 * (1 - share))

    def draw(dice: random.Random) -> Interval | None:
        return wilson(sum(dice.sample(calls, 25)), 25, population=60)

    assert 0.91 <= _held(share, draw) <= 0.995


def _strata(dice: random.Random, people: Sequence[tuple[int, list[float]]], n: int) -> list[Stratum]:
    return [Stratum(tuple(dice.sample(calls, n)), len(calls)) for _name, calls in people]


@pytest.mark.parametrize("n", [4, 10])
def test_the_teams_mean_and_share_where_everyone_has_a_quota(n: int) -> None:
    made = random.Random("team")
    sizes, means = (200, 120, 60, 40, 30), (80, 65, 50, 75, 60)
    people = [(k, [made.gauss(means[k], 15) for _ in range(size)]) for k, size in enumerate(sizes)]
    clean = [(k, [float(v > 55) for v in calls]) for k, (_k, calls) in enumerate(people)]
    every = [v for _k, calls in people for v in calls]
    good = [v for _k, calls in clean for v in calls]
    mean = _held(sum(every) / len(every), lambda dice: stratified_mean(_strata(dice, people, n)), 1500)
    share = _held(sum(good) / len(good), lambda dice: stratified_share(_strata(dice, clean, n)), 1500)
    assert 0.93 <= mean <= 0.99
    assert 0.93 <= share <= 0.995


def test_a_difference_is_called_proven_where_there_is_none_in_one_of_twenty() -> None:
    dice = random.Random("nothing")
    means = shares = 0
    for _ in range(SAMPLES):
        first, second = ([dice.gauss(70, d) for _ in range(n)] for d, n in ((10, 8), (20, 12)))
        found = difference_of_means(first, second)
        means += found is not None and found.proven
        told = difference_of_shares((_successes(dice, 0.7, 12), 12), (_successes(dice, 0.7, 10), 10))
        shares += told is not None and told.proven
    assert means / SAMPLES <= 0.065
    assert shares / SAMPLES <= 0.065


def test_of_twenty_equal_people_hardly_ever_one_is_called_different() -> None:
    dice = random.Random("twenty")
    alarms = 0
    for _ in range(300):
        people = [[dice.gauss(70, 15) for _ in range(8)] for _ in range(20)]
        p = []
        for n, own in enumerate(people):
            others = [v for m, values in enumerate(people) if m != n for v in values]
            p.append(p_of_means(own, others))
        alarms += min(holm([v for v in p if v is not None])) <= 0.05
    assert alarms / 300 <= 0.08


def test_the_interval_of_agreement_holds_that_of_all_answers() -> None:
    made = random.Random("answers")
    pairs = [_pair(made) for _ in range(4000)]
    truth = gwet_ac1(pairs)
    assert truth is not None

    def draw(dice: random.Random) -> Interval | None:
        return bootstrap_interval(dice.sample(pairs, 60), gwet_ac1, repeats=150)

    assert _held(truth, draw, 200) >= 0.88


def _pair(dice: random.Random) -> tuple[str, str]:
    first = "yes" if dice.random() < 0.8 else "no"
    return first, first if dice.random() < 0.85 else ("no" if first == "yes" else "yes")
