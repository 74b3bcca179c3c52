from __future__ import annotations

import random
import statistics

import pytest

from qcdesk.scoring.pooling import expected_by_chance, partly_pooled, pooled_means

# Colditz et al. (1994), thirteen trials of the BCG vaccine: log relative risks and their variances
BCG = (
    (-0.8893, 0.3256), (-1.5854, 0.1946), (-1.3481, 0.4154), (-1.4416, 0.0200), (-0.2175, 0.0512),
    (-0.7861, 0.0069), (-1.6209, 0.2230), (0.0120, 0.0040), (-0.4694, 0.0564), (-1.3713, 0.0730),
    (-0.3394, 0.0124), (0.4459, 0.5325), (-0.0173, 0.0714),
)  # fmt: skip
# Rubin (1981), coaching in eight schools: effects and standard errors
SCHOOLS = ((28, 15), (8, 10), (-3, 16), (7, 11), (-1, 9), (1, 11), (18, 10), (12, 18))


def test_published_trials() -> None:
    pooled = partly_pooled([y for y, _v in BCG], [v for _y, v in BCG])
    assert pooled is not None
    assert pooled.between == pytest.approx(0.3088, abs=1e-3)
    assert pooled.centre == pytest.approx(-0.7141, abs=1e-3)


def test_eight_schools_are_not_told_apart() -> None:
    pooled = partly_pooled([y for y, _s in SCHOOLS], [s * s for _y, s in SCHOOLS])
    assert pooled is not None
    assert pooled.between == 0
    assert pooled.centre == pytest.approx(7.69, abs=0.01)
    assert set(pooled.values) == {pooled.centre}


def test_few_calls_are_drawn_nearer_to_the_centre() -> None:
    found = pooled_means({"few": [100.0, 90.0], "many": [95.0, 93.0] * 20, "low": [50.0, 70.0] * 20})
    assert found["few"] < 95
    assert found["many"] == pytest.approx(94, abs=0.3)
    assert pooled_means({"one": [80.0]}) == {"one": 80.0}
    assert pooled_means({"a": [80.0, 80.0], "b": [70.0], "c": []}) == {"a": 80.0, "b": 70.0}


def test_pooled_values_are_nearer_to_the_truth_than_plain_means() -> None:
    dice = random.Random(5)
    plain = pooled = 0.0
    for _month in range(60):
        truth = {str(i): dice.gauss(75, 5) for i in range(10)}
        seen = {name: [dice.gauss(t, 15) for _call in range(5)] for name, t in truth.items()}
        drawn = pooled_means(seen)
        plain += sum((statistics.fmean(v) - truth[name]) ** 2 for name, v in seen.items())
        pooled += sum((drawn[name] - t) ** 2 for name, t in truth.items())
    assert pooled < 0.75 * plain


def test_the_worst_of_a_month_gets_better_by_itself_as_much_as_is_told() -> None:
    """Nobody changes; the worst of ten is chosen: what is expected of him is what happens on average."""
    dice = random.Random(7)
    said = seen = before = 0.0
    inside = months = 0
    for _month in range(400):
        truth = [min(0.95, max(0.05, dice.gauss(0.6, 0.12))) for _person in range(10)]
        then = [(sum(dice.random() < t for _ in range(8)), 8) for t in truth]
        worst = min(range(10), key=lambda i: then[i][0])
        now = sum(dice.random() < truth[worst] for _ in range(8)) / 8
        told = expected_by_chance(then[worst], then, 8)
        assert told is not None
        said, seen, before = said + told[0], seen + now, before + then[worst][0] / 8
        inside += abs(now - told[0]) <= 1.96 * told[1]
        months += 1
    assert (seen - before) / months > 0.12
    assert said / months == pytest.approx(seen / months, abs=0.03)
    assert 0.90 <= inside / months <= 0.99


def test_nothing_is_expected_of_one_person_alone() -> None:
    assert expected_by_chance((3, 8), [(3, 8)], 8) is None
    assert expected_by_chance((0, 0), [(3, 8), (4, 8)], 8) is None
    assert expected_by_chance((0, 5), [(0, 5), (0, 7)], 5) is not None
    with pytest.raises(ValueError):
        partly_pooled([1.0, 2.0], [1.0, 0.0])
