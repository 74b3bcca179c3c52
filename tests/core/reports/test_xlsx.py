from __future__ import annotations

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from qcdesk.domain.review import NO
from qcdesk.reports.card import manager_card
from qcdesk.reports.card_tables import card_sheets
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from qcdesk.reports.owner_tables import owner_tables
from qcdesk.reports.tables import Cell, Column, Table
from qcdesk.reports.xlsx import workbook
from tests.core.reports.department import ANNA, GOOD, MADE_AT, PYOTR, Department, material_of, quoted
from tests.core.reports.reading import cells


def _owner(material: PeriodMaterial, language: str) -> bytes:
    tables = tuple(owner_tables(owner_report(material, language)).values())
    return workbook(tables, language, "t", material.company, material.made_at)


def _card(material: PeriodMaterial, name: str) -> bytes:
    return workbook(card_sheets(manager_card(material, name, "ru")), "ru", "t", "c", material.made_at)


def test_numbers_and_dates_are_real(october: PeriodMaterial) -> None:
    report = owner_report(october, "ru")
    book = openpyxl.load_workbook(BytesIO(_owner(october, "ru")))
    people, criticals = book.worksheets[1], book.worksheets[3]
    anna = next(r for r in people.iter_rows(values_only=True) if r[0] == ANNA)
    expected = next(p for p in report.people if p.name == ANNA).result
    assert anna[2:7] == pytest.approx(
        (expected.value, expected.low, expected.high, expected.n, expected.population)
    )
    assert isinstance(next(criticals.iter_rows(min_row=2, values_only=True))[1], datetime)
    assert criticals["B2"].number_format == "dd.mm.yyyy hh:mm"
    assert book.properties.created == MADE_AT


def test_one_sheet_a_topic_with_frozen_headings_and_filters(october: PeriodMaterial) -> None:
    book = openpyxl.load_workbook(BytesIO(_owner(october, "en")))
    assert len(book.worksheets) == 28
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        assert sheet.freeze_panes
        heading = int(sheet.freeze_panes[1:]) - 1
        if sheet.max_row > heading:
            assert sheet.auto_filter.ref
        assert all(sheet.cell(heading, c).value for c in range(1, sheet.max_column + 1))


def test_formulas_stay_text(department: Department) -> None:
    hostile = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "=1", "https://example.test", "<script>"]
    calls = [
        department.reviewed(PYOTR, GOOD | {"D1": NO}, {"D1": quoted(h, 1.0, h)}, next_step=h) for h in hostile
    ]
    content = _card(material_of(calls), PYOTR)
    book = openpyxl.load_workbook(BytesIO(content))
    found = [c for s in book.worksheets for row in s.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in found} <= {"s", "n", "d"}
    assert not any(c.hyperlink and c.hyperlink.target for c in found)
    assert set(hostile) <= {c.value for c in found}


def test_control_characters_and_long_texts_do_not_break_a_file() -> None:
    rows = ((Cell("a\x00\x0b\x1f\ud800b"),), (Cell("я" * 40_000),))
    content = workbook([Table("t", "t", (Column("c"),), rows)], "ru", "t", "c", MADE_AT)
    assert "ab" in cells(content)


def test_names_of_sheets_are_short_allowed_and_different() -> None:
    titles = ["x" * 40, "x" * 35, "a/b:c*?", "'quoted'", "", "A B C"]
    tables = [Table("t", t, (Column("c"),), ()) for t in titles]
    names = openpyxl.load_workbook(BytesIO(workbook(tables, "en", "t", "c", MADE_AT))).sheetnames
    assert len({n.casefold() for n in names}) == len(titles)
    assert all(0 < len(n) <= 31 for n in names)


def test_the_same_content_gives_the_same_bytes(october: PeriodMaterial) -> None:
    assert _owner(october, "ru") == _owner(october, "ru")
