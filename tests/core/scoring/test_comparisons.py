from __future__ import annotations

import random

import pytest

from qcdesk.scoring.comparisons import benjamini_hochberg, holm, p_of_means, p_of_shares

# Benjamini and Hochberg (1995), section 4: fifteen hypotheses of a trial of thrombolysis
TRIAL = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
)  # fmt: skip


def test_the_published_trial_has_four_discoveries_and_three_by_the_stricter_rule() -> None:
    assert sum(p <= 0.05 for p in benjamini_hochberg(TRIAL)) == 4
    assert sum(p <= 0.05 for p in holm(TRIAL)) == 3
    assert benjamini_hochberg(TRIAL)[3] == pytest.approx(0.0095 * 15 / 4)
    assert holm(TRIAL)[0] == pytest.approx(0.0015)


def test_corrections_follow_the_values_and_never_fall_below_them() -> None:
    shuffled = list(TRIAL)
    random.Random(1).shuffle(shuffled)
    for correct in (holm, benjamini_hochberg):
        told = dict(zip(TRIAL, correct(TRIAL), strict=True))
        assert correct(shuffled) == [told[p] for p in shuffled]
        assert all(p <= c <= 1 for p, c in told.items())
        assert correct([]) == []
        assert correct([0.03]) == [0.03]


def test_the_lady_tasting_tea() -> None:
    # Fisher (1935), chapter II: three of four cups told right; both tails 17/35
    assert p_of_shares((3, 4), (1, 4)) == pytest.approx(34 / 70)
    assert p_of_shares((4, 4), (0, 4)) == pytest.approx(2 / 70)
    assert p_of_shares((0, 4), (0, 9)) == 1.0
    assert p_of_shares((0, 0), (1, 4)) is None


def test_students_sleep() -> None:
    # Student (1908), extra sleep under two drugs; Welch's p is 0.0794
    one = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
    two = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    assert p_of_means(one, two) == pytest.approx(0.07939, abs=1e-5)
    assert p_of_means(two, one) == p_of_means(one, two)
    assert p_of_means([1.0], two) is None
    assert p_of_means([1.0, 1.0], [2.0, 2.0]) is None


def test_twenty_people_alike_are_seldom_told_apart() -> None:
    """Without a real difference any finding among twenty is false; corrected, few months have one.

    Not exactly one month in twenty: far in the tail Satterthwaite's approximation is a little too sure.
    """
    dice = random.Random(3)
    months = 200
    bare = corrected = 0
    for _month in range(months):
        people = [[dice.gauss(75, 15) for _call in range(8)] for _person in range(20)]
        p = [
            found
            for i, own in enumerate(people)
            if (found := p_of_means(own, [v for j, o in enumerate(people) if j != i for v in o])) is not None
        ]
        bare += min(p) <= 0.05
        corrected += min(holm(p)) <= 0.05
    assert bare / months > 0.5
    assert corrected / months < 0.12
