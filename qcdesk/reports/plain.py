"""A report as JSON for a company's own tables; its form is published in `schema.json` beside this file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qcdesk.domain.period import Period
from qcdesk.reports.cleaning import clean
from qcdesk.reports.tables import Cell, Column, Kind, Medium, Table

FORM = "qcdesk-report-1"
SCHEMA = Path(__file__).parent / "schema.json"
_NUMBERS = (Kind.NUMBER, Kind.WHOLE, Kind.PERCENT)
_APART = re.compile(r"[^a-z0-9]+")


def report_json(
    audience: str,
    language: str,
    company: str,
    period: Period,
    made_at: datetime,
    tables: Sequence[Table],
    english: Sequence[Table],
) -> bytes:
    """The bytes of a JSON file; numbers are numbers, shares 0…1, days and moments ISO 8601.

    Args:
        english: the same tables in English: names of columns come from them and never follow the language.
    """
    content = {
        "form": FORM,
        "audience": audience,
        "language": language,
        "company": clean(company),
        "period": {
            "name": period.name,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "made_at": made_at.isoformat(),
        "tables": [_table(t, e) for t, e in zip(tables, english, strict=True)],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table, english: Table) -> dict[str, Any]:
    shown, named = table.seen_in(Medium.SHEET), english.seen_in(Medium.SHEET)
    names: list[str] = []
    for column in named.columns:
        names.append(column.name or _name(column.title, names))
    return {
        "id": table.id,
        "title": clean(table.title),
        "columns": [
            {"name": name, "title": clean(column.title), "kind": str(column.kind)}
            for name, column in zip(names, shown.columns, strict=True)
        ],
        "rows": [[_value(c, column) for c, column in zip(r, shown.columns, strict=True)] for r in shown.rows],
    }


def _value(cell: Cell, column: Column) -> str | float | int | None:
    if isinstance(cell.value, (date, datetime)):
        return cell.value.isoformat()
    if cell.value is not None:
        return cell.value
    return None if column.kind in (*_NUMBERS, Kind.MOMENT, Kind.DAY) else clean(cell.text)


def _name(title: str, taken: Sequence[str]) -> str:
    name = _APART.sub("_", title.lower()).strip("_") or "column"
    number = sum(t == name or t.startswith(f"{name}_") for t in taken)
    return f"{name}_{number + 1}" if name in taken else name
