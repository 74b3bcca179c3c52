"""Student's t distribution without a statistics library: cumulative probability and quantile."""

from __future__ import annotations

import math

_TINY = 1e-300
_ENOUGH = 1e-15


def student_t_probability(t: float, df: float) -> float:
    """P(T ≤ t) for `df` degrees of freedom (not only whole ones).

    By the regularised incomplete beta function: DLMF 8.17.
    """
    tail = 0.5 * _beta_share(df / (df + t * t), df / 2, 0.5)
    return 1 - tail if t > 0 else tail


def student_t_quantile(p: float, df: float) -> float:
    """The t below which a share `p` of the distribution lies.

    Args:
        p: 0 < p < 1.
        df: degrees of freedom, above 0.

    Raises:
        ValueError: p or df out of range.
    """
    if not 0 < p < 1 or not df > 0:
        raise ValueError(f"p={p}, df={df}")
    if p < 0.5:
        return -student_t_quantile(1 - p, df)
    low, high = 0.0, 1.0
    while student_t_probability(high, df) < p and high < 1e12:
        low, high = high, high * 2
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if student_t_probability(middle, df) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(logarithm) / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    """DLMF 8.17.22 from the front, by the modified Lentz algorithm."""
    value, upper, lower = 1.0, 1.0, 0.0
    for i in range(1, 500):
        m = i // 2
        if i % 2:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / ((1 + step * lower) or _TINY)
        upper = (1 + step / upper) or _TINY
        value *= upper * lower
        if abs(upper * lower - 1) < _ENOUGH:
            break
    return value
