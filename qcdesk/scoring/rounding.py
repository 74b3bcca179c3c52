"""Rounding for people: half up, as it is done on paper."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_NOISE = Decimal("1e-9")


def round_half_up(x: float, digits: int = 1) -> float:
    """Rounds half away from zero, which is half up for totals.

    What the computer's binary fractions add (46.35 as 46.349999999999994) is removed first.

    Args:
        digits: decimals that remain, at most 8.
    """
    exact = Decimal(repr(float(x))).quantize(_NOISE, ROUND_HALF_UP)
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
