"""Charts as inline SVG: they read in grey print, and every number stands in text beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qcdesk.reports.cleaning import clean
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.wording import Wording

_WIDTH, _HEIGHT = 360.0, 162.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 12.0, 20.0, 38.0
_LEAST_SPAN = 20.0
_STEP = 10.0
_MOST_FINE = 50.0
COLOURS = {"ink": "#000000", "soft": "#464c53", "line": "#c3c9cf", "band": "#8a929b"}
"""What the classes look like where there is no style sheet: on paper."""


def interval_picture(estimate: Estimate, marks: Sequence[float] = (), scale: float = 1.0) -> str:
    """A line with a dot, 0…100 from left to right; thin strokes at `marks` (borders of zones).

    It only repeats a number that stands beside it in text, so it is hidden from screen readers.
    """
    if estimate.value is None:
        return ""
    value = scale * estimate.value
    low = scale * estimate.low if estimate.low is not None else value
    high = scale * estimate.high if estimate.high is not None else value
    strokes = "".join(f'<rect class="line" x="{m:.1f}" y="0" width=".4" height="8"/>' for m in marks)
    return (
        '<svg class="interval" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="line" x="0" y="3.75" width="100" height=".5"/>'
        f"{strokes}"
        f'<rect class="band" x="{low:.1f}" y="2.5" width="{max(high - low, 0.4):.1f}" height="3"/>'
        f'<rect class="ink" x="{value - 0.6:.1f}" y=".5" width="1.2" height="7"/>'
        "</svg>"
    )


def trend_picture(
    points: Sequence[tuple[str, Estimate]], title: str, wording: Wording, scale: float = 1.0
) -> str:
    """Values of some periods joined by a line, each with its interval as a stroke.

    Args:
        points: name of the period and its estimate, the oldest first.
        title: for readers who do not see it, with the first and the last value.
        scale: 1 for results 0…100, 100 for shares.
    """
    shown = [(name, e) for name, e in points if e.value is not None]
    if len(shown) < 2:
        return ""
    ends = [scale * v for _n, e in shown for v in (e.value, e.low, e.high) if v is not None]
    step = _STEP if max(ends) - min(ends) <= _MOST_FINE else 2 * _STEP
    low, high = _range(min(ends), max(ends), step)
    across = (_WIDTH - _LEFT - _RIGHT) / len(shown)
    body: list[str] = []
    tick = low
    while tick <= high:
        y = _y(tick, low, high)
        body.append(
            f'<rect class="line" x="{_LEFT}" y="{y:.1f}" width="{_WIDTH - _LEFT - _RIGHT}" height=".6"/>'
        )
        body.append(_text(_LEFT - 6, y + 3.5, wording.number(tick, 0), "end"))
        tick += step
    places = [(_LEFT + across * (i + 0.5), scale * (e.value or 0.0)) for i, (_n, e) in enumerate(shown)]
    path = " ".join(f"{x:.1f},{_y(v, low, high):.1f}" for x, v in places)
    body.append(f'<polyline class="stroke" points="{path}"/>')
    for (x, value), (name, estimate) in zip(places, shown, strict=True):
        body.append(_point(x, value, estimate, scale, (low, high)))
        top = _y(value if estimate.high is None else scale * estimate.high, low, high)
        body.append(_text(x, top - 5, wording.number(value, 0), "middle", "ink"))
        body.append(_text(x, _HEIGHT - 17, name, "middle"))
        body.append(_text(x, _HEIGHT - 4, str(estimate.n), "middle"))
    return (
        f'<svg class="trend" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" aria-label="{_safe(title)}">'
        f"{''.join(body)}</svg>"
    )


def on_paper(svg: str) -> str:
    """The picture as a document of its own, with its colours: for writers without a style sheet."""
    styles = "".join(f".{name}{{fill:{colour}}}" for name, colour in COLOURS.items())
    styles += f".stroke{{fill:none;stroke:{COLOURS['ink']};stroke-width:1.5}}"
    head, _, body = svg.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{styles}</style>{body}'


def _point(x: float, value: float, estimate: Estimate, scale: float, span: tuple[float, float]) -> str:
    y = _y(value, *span)
    dot = f'<circle class="ink" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    if estimate.low is None or estimate.high is None:
        return dot
    top, bottom = _y(scale * estimate.high, *span), _y(scale * estimate.low, *span)
    return f'<rect class="band" x="{x - 2:.1f}" y="{top:.1f}" width="4" height="{bottom - top:.1f}"/>{dot}'


def _y(value: float, low: float, high: float) -> float:
    return _TOP + (high - value) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)


def _range(low: float, high: float, step: float) -> tuple[float, float]:
    """Whole steps around the values, so that small changes do not look like great ones."""
    middle = (low + high) / 2
    low, high = min(low, middle - _LEAST_SPAN / 2), max(high, middle + _LEAST_SPAN / 2)
    return max(0.0, low // step * step), min(100.0, -(-high // step) * step)


def _text(x: float, y: float, text: str, anchor: str, look: str = "soft") -> str:
    return (
        f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="11" '
        f'font-family="Open Sans, sans-serif">{_safe(text)}</text>'
    )


def _safe(text: str) -> str:
    return escape(clean(text), quote=True)
