"""Writes a score's arithmetic so that anyone can repeat it with a pocket calculator."""

from __future__ import annotations

from collections.abc import Sequence

from qcdesk.domain.checklist import EffectKind, Method
from qcdesk.domain.review import Critical
from qcdesk.scoring.methods import Sum, denominator
from qcdesk.scoring.rounding import round_half_up


def sum_in_words(method: Method, sums: Sequence[Sum], total: float) -> str:
    """For example `(20·1.00 + 50·0.25)/70 = 46.4`.

    Args:
        sums: the sections that count.
        total: the total of them, 0…100.
    """
    below = _number(denominator(method, sums))
    if method is Method.TWO_LEVEL:
        above = [f"{_number(s.weight)}·{s.fraction:.2f}" for s in sums]
    elif method is Method.MEAN_OF_SECTIONS:
        above = [f"{s.fraction:.2f}" for s in sums]
    else:
        above = [_number(s.earned) for s in sums]
        below = f"({' + '.join(_number(s.possible) for s in sums)})"
    return f"({' + '.join(above)})/{below} = {percent(total)}"


def effect_in_words(critical: Critical, before: float | None, after: float | None) -> str:
    """One step from the raw to the final total; empty where the effect changes nothing."""
    if critical.effect.kind is EffectKind.FATAL:
        return f"{critical.criterion}={critical.value} → 0"
    if critical.effect.kind is not EffectKind.CAP or before is None or after is None:
        return ""
    cap = _number(critical.effect.cap or 0.0)
    return f"{critical.criterion}={critical.value} → min({percent(before)}, {cap}) = {percent(after)}"


def percent(total: float) -> str:
    """A total as it is printed: one decimal, half up."""
    return f"{round_half_up(total):.1f}"


def _number(value: float) -> str:
    return f"{round_half_up(value, 2):.2f}".rstrip("0").rstrip(".")
