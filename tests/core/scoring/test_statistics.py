"""Intervals and differences against published tables."""

from __future__ import annotations

import math

import pytest

from qcdesk.scoring.statistics import (
    Interval,
    difference_of_means,
    difference_of_shares,
    t_interval,
    wilson,
)
from qcdesk.scoring.student import student_t_probability, student_t_quantile


@pytest.mark.parametrize(
    ("p", "df", "table"),
    [
        (0.975, 1, 12.706),
        (0.975, 2, 4.303),
        (0.975, 4, 2.776),
        (0.975, 9, 2.262),
        (0.975, 19, 2.093),
        (0.975, 30, 2.042),
        (0.975, 120, 1.980),
        (0.95, 5, 2.015),
        (0.95, 10, 1.812),
        (0.90, 3, 1.638),
        (0.995, 7, 3.499),
        (0.9995, 15, 4.073),
        (0.975, 1e7, 1.960),
    ],
)
def test_quantiles_of_students_t(p: float, df: float, table: float) -> None:
    assert student_t_quantile(p, df) == pytest.approx(table, abs=6e-4)
    assert student_t_quantile(1 - p, df) == pytest.approx(-table, abs=6e-4)


@pytest.mark.parametrize("t", [-3.0, -0.5, 0.0, 0.7, 12.0])
def test_one_and_two_degrees_have_a_closed_form(t: float) -> None:
    assert student_t_probability(t, 1) == pytest.approx(0.5 + math.atan(t) / math.pi, abs=1e-12)
    assert student_t_probability(t, 2) == pytest.approx(0.5 + t / (2 * math.sqrt(2 + t * t)), abs=1e-12)


@pytest.mark.parametrize(("p", "df"), [(0, 3), (1, 3), (0.5, 0), (0.5, -1), (math.nan, 3)])
def test_impossible_arguments(p: float, df: float) -> None:
    with pytest.raises(ValueError):
        student_t_quantile(p, df)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(4, 5, 38, 96), (8, 10, 49, 94), (16, 20, 58, 92), (5, 5, 57, 100)]
)
def test_wilson(successes: int, n: int, low: int, high: int) -> None:
    found = wilson(successes, n)
    assert found is not None
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)
    assert found.estimate == successes / n


def test_wilson_at_the_edges() -> None:
    assert wilson(0, 0) is None
    nothing = wilson(0, 10)
    assert nothing is not None
    assert (nothing.low, nothing.estimate) == (0.0, 0.0)
    assert nothing.high == pytest.approx(0.2775, abs=1e-4)
    with pytest.raises(ValueError):
        wilson(6, 5)
    with pytest.raises(ValueError):
        wilson(3, 5, population=4)


def test_a_share_of_a_known_population_is_surer() -> None:
    alone, some, all_of_them = wilson(8, 10), wilson(8, 10, population=40), wilson(8, 10, population=10)
    assert alone
    assert some
    assert all_of_them
    assert alone.low < some.low < 0.8 < some.high < alone.high
    assert (all_of_them.low, all_of_them.high, all_of_them.population) == (0.8, 0.8, 10)


def of_spread(n: int, mean: float, deviation: float) -> list[float]:
    """Values of exactly that mean and sample standard deviation."""
    plain = [float(i) for i in range(n)]
    middle = sum(plain) / n
    found = math.sqrt(sum((v - middle) ** 2 for v in plain) / (n - 1))
    return [mean + deviation * (v - middle) / found for v in plain]


@pytest.mark.parametrize(("n", "half"), [(5, 18.6), (10, 10.7), (20, 7.0)])
def test_interval_of_a_mean(n: int, half: float) -> None:
    found = t_interval(of_spread(n, 80, 15))
    assert found is not None
    assert found.estimate == pytest.approx(80)
    assert round(found.high - 80, 1) == half
    assert round(80 - found.low, 1) == half


def test_finite_population_and_limits() -> None:
    values = of_spread(10, 95, 15)
    free, period = t_interval(values), t_interval(values, population=40)
    assert free
    assert period
    assert period.high - 95 == pytest.approx((free.high - 95) * math.sqrt(30 / 39))
    cut = t_interval(values, limits=(0, 100))
    assert cut
    assert (cut.low, cut.high) == (pytest.approx(free.low), 100)
    known = t_interval(values, population=10)
    assert known
    assert known.low == known.high == known.estimate


def test_too_few_for_an_interval() -> None:
    assert t_interval([]) is None
    assert t_interval([80]) is None
    assert t_interval([80], population=30) is None
    assert t_interval([80], population=1) == Interval(80, 80, 80, 1, 1)
    with pytest.raises(ValueError):
        t_interval([80, 90], population=1)


def test_difference_of_means_by_welch() -> None:
    """Two sides with equal spread and size: then Welch's t is Student's with 2(n − 1) degrees."""
    near = difference_of_means(of_spread(10, 80, 15), of_spread(10, 75, 15))
    far = difference_of_means(of_spread(10, 90, 15), of_spread(10, 60, 15))
    assert near
    assert far
    half = 2.1009 * 15 * math.sqrt(2 / 10)
    assert near.high - near.estimate == pytest.approx(half, abs=1e-3)
    assert (near.proven, far.proven) == (False, True)
    assert near.estimate == pytest.approx(5)
    assert difference_of_means([80], [90, 95]) is None


def test_values_without_any_spread_prove_nothing() -> None:
    assert difference_of_means([100, 100], [50, 50]) is None
    assert difference_of_means([100.0] * 6, [50.0] * 6) is None
    assert t_interval([80.0] * 6) is None
    assert t_interval([80.0] * 6, population=40) is None
    assert t_interval([80.0] * 6, population=6) == Interval(80, 80, 80, 6, 6)


def test_a_side_without_spread_is_given_that_of_the_other() -> None:
    found = difference_of_means([80.0] * 10, of_spread(10, 75, 15))
    assert found
    assert found.high - found.estimate == pytest.approx(2.1009 * 15 * math.sqrt(2 / 10), abs=1e-3)


def test_rounding_is_no_spread() -> None:
    assert t_interval([250 / 3, 83.33333333333331, 83.33333333333334]) is None


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_difference_of_shares(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = difference_of_shares(first, second)
    assert found
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert found.proven is (low > 0)
    mirrored = difference_of_shares(second, first)
    assert mirrored
    assert mirrored.low == pytest.approx(-found.high)


def test_difference_of_nothing() -> None:
    assert difference_of_shares((0, 0), (3, 4)) is None
