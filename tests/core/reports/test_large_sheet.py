"""A workbook of many rows is written row by row and reads like any other."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import openpyxl

from qcdesk.reports.tables import Cell, Column, Kind, Table
from qcdesk.reports.xlsx import workbook
from tests.core.reports.department import MADE_AT

ROWS = 20_001


def test_many_rows_keep_numbers_links_and_texts() -> None:
    rows = tuple(
        (Cell(f"№ {n}", to=f"call-{n}" if n < 10 else ""), Cell(str(n), n), Cell("=1+1 <b>"))
        for n in range(ROWS)
    )
    columns = (Column("Name", Kind.LONG, 20), Column("n", Kind.WHOLE), Column("Said", Kind.LONG, 30))
    calls = Table("calls", "Calls", columns, rows[:10], ids=tuple((f"call-{n}",) for n in range(10)))
    made = workbook((Table("rows", "Rows", columns, rows, note="n"), calls), "en", "t", "c", MADE_AT)
    assert made == workbook((Table("rows", "Rows", columns, rows, note="n"), calls), "en", "t", "c", MADE_AT)
    book = openpyxl.load_workbook(BytesIO(made))
    sheet = book["Rows"]
    assert sheet.max_row == ROWS + 2
    assert [c.value for c in sheet[ROWS + 2]] == [f"№ {ROWS - 1}", ROWS - 1, "=1+1 <b>"]
    assert sheet["C3"].data_type in ("s", "inlineStr")
    assert sheet["A4"].hyperlink.location.endswith("A3")
    assert sheet.freeze_panes == "B3"
    assert isinstance(book.properties.created, datetime)
