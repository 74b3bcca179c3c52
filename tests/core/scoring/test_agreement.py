"""Agreement of reviewers against the examples of those who invented the measures."""

from __future__ import annotations

import pytest

from qcdesk.scoring.agreement import (
    Level,
    Rating,
    agreement,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)


def units_of(*reviewers: str) -> list[list[Rating | None]]:
    """One line a reviewer, one word an answer; a point is a missing rating."""
    rows = [[None if word == "." else float(word) for word in line.split()] for line in reviewers]
    return [list(unit) for unit in zip(*rows, strict=True)]


FOUR_OBSERVERS = units_of(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
TWO_OBSERVERS_BINARY = units_of("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
THREE_CODERS = units_of(
    ". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4"
)


@pytest.mark.parametrize(
    ("units", "level", "published"),
    [
        (FOUR_OBSERVERS, Level.NOMINAL, 0.743),
        (FOUR_OBSERVERS, Level.INTERVAL, 0.849),
        (TWO_OBSERVERS_BINARY, Level.NOMINAL, 0.095),
        (THREE_CODERS, Level.NOMINAL, 0.691),
        (THREE_CODERS, Level.INTERVAL, 0.811),
    ],
)
def test_krippendorffs_alpha(units: list[list[Rating | None]], level: Level, published: float) -> None:
    assert krippendorff_alpha(units, level) == pytest.approx(published, abs=6e-4)


def test_nominal_words() -> None:
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    assert krippendorff_alpha(list(zip(ben, gerry, strict=True))) == pytest.approx(0.692, abs=6e-4)


def table(both: int, first_only: int, second_only: int, neither: int) -> list[tuple[Rating, Rating]]:
    pairs: list[tuple[Rating, Rating]] = [("yes", "yes")] * both + [("yes", "no")] * first_only
    return pairs + [("no", "yes")] * second_only + [("no", "no")] * neither


def test_ac1_does_not_collapse_on_skewed_answers() -> None:
    """118 of 125 answers agree, all of them yes: kappa would be −0.02."""
    assert gwet_ac1(table(118, 5, 2, 0)) == pytest.approx(0.9408, abs=1e-4)
    assert percent_agreement(table(118, 5, 2, 0)) == pytest.approx(118 / 125)


def test_ac1_of_even_and_of_full_agreement() -> None:
    assert gwet_ac1(table(25, 25, 25, 25)) == pytest.approx(0)
    assert gwet_ac1(table(40, 0, 0, 0)) == 1.0
    assert gwet_ac1(table(20, 0, 0, 20)) == pytest.approx(1.0)
    assert gwet_ac1([]) is None


def test_alpha_needs_something_that_varies() -> None:
    assert krippendorff_alpha([["yes", "yes"]] * 40) is None
    assert krippendorff_alpha([["yes", None]] * 40) is None


def test_below_30_there_is_no_coefficient() -> None:
    few = agreement([list(p) for p in table(20, 3, 3, 3)])
    assert (few.n, few.too_few, few.coefficient, few.name) == (29, True, None, "ac1")
    assert few.percent == pytest.approx(23 / 29)
    enough = agreement([list(p) for p in table(21, 3, 3, 3)])
    assert (enough.n, enough.too_few) == (30, False)
    assert enough.coefficient is not None


def test_more_reviewers_or_numbers_are_measured_by_alpha() -> None:
    three = agreement(FOUR_OBSERVERS, fewest=5)
    assert (three.name, three.n) == ("alpha", 11)
    assert three.coefficient == pytest.approx(0.743, abs=6e-4)
    assert agreement(TWO_OBSERVERS_BINARY, Level.INTERVAL, fewest=5).name == "alpha"
    assert agreement([["yes", None]]) == agreement([])
