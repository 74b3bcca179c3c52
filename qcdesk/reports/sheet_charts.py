"""Charts of a spreadsheet, drawn from its own cells: they read in grey print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qcdesk.reports.tables import Kind, Table

_MOST_BARS = 40
_GREY, _INK, _LINE = "#8a929b", "#1b1f24", "#dce1e6"


@dataclass(frozen=True, slots=True)
class _Look:
    """What is drawn of a table.

    Attributes:
        value: the column of the values; `low` and `high` of their interval, where there is one.
        top: the upper end of the axis.
    """

    kind: str
    value: int
    top: float
    low: int | None = None
    high: int | None = None


_CHARTS = {
    "people": _Look("bar", 2, 100, 3, 4),
    "criteria": _Look("bar", 2, 1),
    "trend": _Look("line", 1, 100, 2, 3),
}
"""Table → its chart."""


def add_chart(book: Any, sheet: Any, name: str, table: Table) -> None:
    """A chart below a short table, where it is printed too, or beside a long one."""
    look = _CHARTS.get(table.id)
    if look is None or not any(row[look.value].value is not None for row in table.rows):
        return
    top = 1 if table.note else 0
    shown = table.rows[:_MOST_BARS]
    last = top + len(shown)
    chart = book.add_chart({"type": look.kind})
    chart.add_series(_series(name, top, last, look, table))
    chart.set_legend({"none": True})
    chart.set_title({"name": table.columns[look.value].title, "name_font": {"size": 11, "bold": True}})
    _axes(chart, look, table)
    chart.set_size({"width": 760, "height": 110 + (24 * len(shown) if look.kind == "bar" else 190)})
    long = len(table.rows) > _MOST_BARS
    place = (top, len(table.columns) + 1) if long else (last + 2, 0)
    sheet.insert_chart(*place, chart, {"description": table.title})


def _series(name: str, top: int, last: int, look: _Look, table: Table) -> dict[str, Any]:
    line = look.kind == "line"
    series: dict[str, Any] = {
        "name": [name, top, look.value],
        "categories": [name, top + 1, 0, last, 0],
        "values": [name, top + 1, look.value, last, look.value],
        "fill": {"color": _GREY},
        "line": {"color": _INK if line else _GREY, "width": 1.5},
        "data_labels": {"value": True, "num_format": _form(look, table), "position": "right"}
        if line
        else {"value": True, "num_format": _form(look, table), "position": "inside_base"},
        "gap": 60,
    }
    if line:
        series["marker"] = {"type": "circle", "fill": {"color": _INK}, "border": {"color": _INK}}
    if look.low is not None and look.high is not None:
        rows = table.rows[: last - top]
        bars = {
            "type": "custom",
            "plus_values": _distances(rows, look.value, look.high),
            "minus_values": _distances(rows, look.value, look.low),
            "line": {"color": _INK, "width": 1.25},
        }
        series["y_error_bars" if line else "x_error_bars"] = bars
    return series


def _distances(rows: Sequence[Sequence[Any]], value: int, end: int) -> list[float]:
    """How far the ends of the intervals are from the values; nothing where there is no interval."""
    found = []
    for row in rows:
        at, to = row[value].value, row[end].value
        found.append(abs(to - at) if at is not None and to is not None else 0.0)
    return found


def _axes(chart: Any, look: _Look, table: Table) -> None:
    values = {
        "min": 0,
        "max": look.top,
        "major_unit": look.top / 5,
        "num_format": _form(look, table),
        "major_gridlines": {"visible": True, "line": {"color": _LINE}},
    }
    if look.kind == "line":
        chart.set_y_axis(values)
    else:
        chart.set_x_axis(values)
        chart.set_y_axis({"reverse": True})


def _form(look: _Look, table: Table) -> str:
    return "0%" if table.columns[look.value].kind is Kind.PERCENT else "0"
