"""How likely a difference is by chance alone, and what is left of it when many are looked at."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qcdesk.scoring.statistics import mean_of, variance_of
from qcdesk.scoring.student import student_t_probability

_ALIKE = 1 + 1e-9


def p_of_means(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Two-sided p of a difference of means, by Welch's t (Welch 1947, Satterthwaite 1946).

    A side whose values are all the same is given the spread of the other, as in
    `statistics.difference_of_means`. None where a side has fewer than two values, or none of them varies.
    """
    if min(len(first), len(second)) < 2:
        return None
    one, two = variance_of(first), variance_of(second)
    if one == two == 0:
        return None
    a, b = (one or two) / len(first), (two or one) / len(second)
    df = (a + b) ** 2 / (a * a / (len(first) - 1) + b * b / (len(second) - 1))
    t = (mean_of(first) - mean_of(second)) / math.sqrt(a + b)
    return 2 * student_t_probability(-abs(t), df)


def p_of_shares(first: tuple[int, int], second: tuple[int, int]) -> float | None:
    """Two-sided p of a difference of shares, by Fisher's exact test (Fisher 1935).

    Args:
        first, second: (successes, n).

    Returns:
        the sum of the chances of all tables no more likely than this one; None where a side has none judged.
    """
    (a, n), (b, m) = first, second
    if not n or not m:
        return None
    k = a + b
    chances = {i: _hypergeometric(i, n, m, k) for i in range(max(0, k - m), min(n, k) + 1)}
    return min(1.0, math.fsum(c for c in chances.values() if c <= chances[a] * _ALIKE))


def holm(p: Sequence[float]) -> list[float]:
    """p values corrected so that among all comparisons the chance of any false finding stays (Holm 1979)."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    out, highest = [0.0] * len(p), 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p) - rank) * p[i]))
        out[i] = highest
    return out


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """p values corrected so that among the findings the share of false ones stays (Benjamini, Hochberg 1995).

    For long lists of people or criteria, where a few false ones among many are no harm.
    """
    order = sorted(range(len(p)), key=lambda i: -p[i])
    out, lowest = [0.0] * len(p), 1.0
    for place, i in enumerate(order):
        lowest = min(lowest, p[i] * len(p) / (len(p) - place))
        out[i] = lowest
    return out


def _hypergeometric(i: int, n: int, m: int, k: int) -> float:
    return math.exp(_log_choose(n, i) + _log_choose(m, k - i) - _log_choose(n + m, k))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
