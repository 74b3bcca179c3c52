"""Writes a checklist as an Excel workbook, as departments keep theirs: a row a criterion."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from qcdesk.checklists.workbook_form import (
    COLUMNS,
    CRITERION,
    FLAG,
    GATE,
    NO,
    ROWS,
    SECTION,
    SUMMARY,
    SUMMARY_MORE,
    WHOLE,
    YES,
    as_json,
    effects_text,
    facts_text,
    inside,
    is_deep,
)
from qcdesk.checklists.writing import to_plain
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Plain


def write_workbook(checklist: Checklist) -> bytes:
    """The bytes of the workbook; a text is never a formula."""
    import xlsxwriter

    plain, out = to_plain(checklist), BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    wrapped.set_align("top")
    sheet = book.add_worksheet(WHOLE)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 70)
    for y, (key, value) in enumerate(_summary(plain)):
        sheet.write_string(y, 0, key, bold)
        _write(sheet, y, 1, value, wrapped)
    sheet = book.add_worksheet(ROWS)
    for x, column in enumerate(COLUMNS):
        sheet.write_string(0, x, column.heading, bold)
        sheet.set_column(x, x, column.width)
    y = 0
    for y, row in enumerate(_rows(plain), 1):
        for x, column in enumerate(COLUMNS):
            _write(sheet, y, x, row.get(column.key), wrapped)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(y, 1), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def _summary(plain: Plain) -> Iterator[tuple[str, object]]:
    for key in (*SUMMARY, *SUMMARY_MORE):
        value = inside(plain, key)
        yield (
            key,
            facts_text(value) if key == "applies_if" else as_json(value) if is_deep(value) else value,
        )


def _rows(plain: Plain) -> Iterator[dict[str, object]]:
    for section in plain["sections"]:
        yield _row(SECTION, {k: v for k, v in section.items() if k not in ("gate", "criteria")})
        if "gate" in section:
            yield _row(GATE, section["gate"])
        for criterion in section["criteria"]:
            yield _row(CRITERION, criterion)
    for flag in plain.get("flags", ()):
        told = {k: v for k, v in flag.items() if k != "effect"}
        yield _row(FLAG, told | {"effects": {"yes": flag["effect"]}})


def _row(kind: str, part: Plain) -> dict[str, object]:
    out: dict[str, object] = {"row": kind}
    for column in COLUMNS[1:]:
        value = inside(part, column.key)
        if value is None:
            continue
        if column.kind == "bool":
            out[column.key] = YES if value else NO
        elif column.kind == "effects":
            out[column.key] = effects_text(value)
        elif column.kind == "facts":
            out[column.key] = facts_text(value)
        else:
            out[column.key] = as_json(value) if column.kind == "json" else value
    return out


def _write(sheet: Any, y: int, x: int, value: object, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(y, x, YES if value else NO, style)
    elif isinstance(value, int | float):
        sheet.write_number(y, x, value, style)
    else:
        sheet.write_string(y, x, str(value), style)
