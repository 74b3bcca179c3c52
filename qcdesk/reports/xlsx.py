"""Writes tables as a spreadsheet: one sheet a topic, real numbers and dates, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

from qcdesk.reports.cleaning import clean
from qcdesk.reports.sheet_charts import add_chart
from qcdesk.reports.tables import Cell, Column, Kind, Medium, Table

_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL = 32_767
_WRAPPED = (Kind.TEXT, Kind.LONG, Kind.CODE)
_LANDSCAPE_FROM = 5
_PAPER_A4 = 9
_RIGHT = (Kind.NUMBER, Kind.WHOLE, Kind.PERCENT)
_LINE, _MOST_LINES = 15.0, 27
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_LARGE = 20_000
"""Rows from which a workbook is written row by row: in memory each thousand takes three megabytes."""
_ROW_BY_ROW = {"constant_memory": True, "in_memory": False}
_TONES = {
    "green": "#1b6e3c",
    "yellow": "#7a5600",
    "red": "#a3261b",
    "few": "#5a5f66",
    "better": "#1b6e3c",
    "worse": "#a3261b",
}
_LINK = "#1f4e8c"
_MOST_LINKS = 60_000
"""A sheet of Excel holds 65 530."""


def workbook(tables: Sequence[Table], language: str, title: str, company: str, made_at: datetime) -> bytes:
    """The bytes of a workbook; the same content gives the same bytes.

    Args:
        made_at: stands as the file's date of creation.
    """
    import xlsxwriter

    stream = BytesIO()
    large = sum(len(table.rows) for table in tables) > _LARGE
    with xlsxwriter.Workbook(stream, _OPTIONS | (_ROW_BY_ROW if large else {})) as book:
        book.set_properties({"title": clean(title), "company": clean(company), "created": made_at})
        formats = _Formats(book, language)
        names: list[str] = []
        for table in tables:
            names.append(_sheet_name(table.title, names))
        places = _places(tables, names)
        for table, name in zip(tables, names, strict=True):
            sheet = book.add_worksheet(name)
            seen = table.seen_in(Medium.SHEET)
            _sheet(sheet, seen, formats, places)
            add_chart(book, sheet, name, seen)
    return stream.getvalue()


def _places(tables: Sequence[Table], names: Sequence[str]) -> dict[str, str]:
    """Name of a place → link to the cell where its row begins."""
    found: dict[str, str] = {}
    for table, name in zip(tables, names, strict=True):
        top = 3 if table.note else 2
        sheet = name.replace("'", "''")
        for row, ids in enumerate(table.ids, top):
            for id in ids:
                found[id] = f"internal:'{sheet}'!A{row}"
    return found


class _Formats:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: Any, language: str) -> None:
        day = "dd.mm.yyyy" if language == "ru" else "yyyy-mm-dd"
        self._book = book
        self._made: dict[tuple[str, ...], Any] = {}
        self._numbers = {
            Kind.NUMBER: "0.0",
            Kind.WHOLE: "0",
            Kind.PERCENT: "0%",
            Kind.DAY: day,
            Kind.MOMENT: f"{day} hh:mm",
        }
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#e9edf1"}
        self.head = book.add_format(head | {"align": "left", "indent": 1})
        self.head_right = book.add_format(head | {"align": "right"})
        self.note = book.add_format(
            {"italic": True, "font_color": "#5a5f66", "valign": "top", "text_wrap": True, "indent": 1}
        )

    def of(self, kind: Kind, tone: str) -> Any:
        """The format of a column's kind and a cell's tone."""
        if (kind, tone) not in self._made:
            look: dict[str, Any] = {"valign": "top"}
            if kind in _WRAPPED:
                look |= {"text_wrap": True, "align": "left", "indent": 1}
            if kind in (Kind.MOMENT, Kind.DAY):
                look |= {"align": "left", "indent": 1}
            if kind in self._numbers:
                look["num_format"] = self._numbers[kind]
            if tone in _TONES:
                look |= {"font_color": _TONES[tone], "bold": True}
            if tone == "link":
                look |= {"font_color": _LINK, "underline": True}
            self._made[kind, tone] = self._book.add_format(look)
        return self._made[kind, tone]


def _sheet(sheet: Any, table: Table, formats: _Formats, places: Mapping[str, str]) -> None:
    links = 0
    top = _head(sheet, table, formats)
    for number, row in enumerate(table.rows, top + 1):
        sheet.set_row(number, _height(zip(table.columns, (c.text for c in row), strict=True)))
        for index, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            link = places.get(cell.to, "") if cell.to and links < _MOST_LINKS else ""
            links += bool(link)
            _write(sheet, (number, index), column, cell, formats, link)
    sheet.freeze_panes(top + 1, 1)
    if table.rows:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    if len(table.columns) >= _LANDSCAPE_FROM:
        sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _head(sheet: Any, table: Table, formats: _Formats) -> int:
    """The note and the titles of the columns; returns the row of the titles."""
    top = 1 if table.note else 0
    last = len(table.columns) - 1
    if table.note:
        wide = Column("", Kind.LONG, sum(c.width for c in table.columns))
        sheet.set_row(0, _height([(wide, table.note)]))
        if last:
            sheet.merge_range(0, 0, 0, last, "", formats.note)
        sheet.write_string(0, 0, clean(table.note), formats.note)
    sheet.set_row(top, max(32.0, _height((replace(c, kind=Kind.LONG), c.title) for c in table.columns)))
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
        head = formats.head_right if column.kind in _RIGHT else formats.head
        sheet.write_string(top, index, clean(column.title), head)
    return top


def _height(cells: Iterable[tuple[Column, str]]) -> float:
    """Points that a row needs, from the lengths of its texts: not every program finds it out by itself."""
    lines = 1
    for column, text in cells:
        if column.kind in _WRAPPED and len(text) >= column.width - 1:
            room = max(column.width - 1, 4)
            lines = max(lines, sum(max(1, -(-len(part) // room)) for part in text.split("\n")))
    return _LINE * min(lines, _MOST_LINES)


def _write(sheet: Any, at: tuple[int, int], column: Column, cell: Cell, formats: _Formats, link: str) -> None:
    value = cell.value
    tone = cell.tone or ("link" if link else "")
    if link:
        # only the link: what the cell holds is written over it and stays a number or a text
        sheet.write_url(*at, link, None, "x")
    if isinstance(value, datetime):
        kind = Kind.DAY if column.kind is Kind.DAY else Kind.MOMENT
        sheet.write_datetime(*at, value.replace(tzinfo=None), formats.of(kind, tone))
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, formats.of(Kind.DAY, tone))
    elif isinstance(value, (int, float)):
        sheet.write_number(*at, value, formats.of(_number_kind(column, value, cell), tone))
    elif column.kind in _WRAPPED and cell.text:
        sheet.write_string(*at, clean(cell.text)[:_LONGEST_CELL], formats.of(column.kind, tone))
    else:
        sheet.write_blank(*at, None, formats.of(column.kind, tone))


def _number_kind(column: Column, value: float, cell: Cell) -> Kind:
    """The column's kind; in a column of text, the kind the number is shown as."""
    if column.kind not in _WRAPPED:
        return column.kind
    if cell.text.endswith("%"):
        return Kind.PERCENT
    return Kind.WHOLE if isinstance(value, int) else Kind.NUMBER


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """A name of at most 31 characters that Excel accepts, not yet taken."""
    name = " ".join(_FORBIDDEN.sub(" ", clean(title)).split()).strip("'")[:_SHEET_NAME].strip(" '") or "1"
    known = {t.casefold() for t in taken}
    unique, number = name, 2
    while unique.casefold() in known:
        tail = f" {number}"
        unique, number = name[: _SHEET_NAME - len(tail)] + tail, number + 1
    return unique
