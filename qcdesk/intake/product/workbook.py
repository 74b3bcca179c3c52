"""All sheets of a workbook as text: values only, formulas are never computed."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.product.source import Grid, Source, cleaned, damaged

MAX_ROWS = 10_000
_MAX_COLUMNS = 100
_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, TypeError, IndexError,
    AttributeError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip


def read_workbook(path: Path) -> Source:
    """The sheets of a workbook. Of a formula the value counts that the file keeps beside it.

    Raises:
        TableError: damaged, protected, or with more rows than anybody would write.
    """
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            try:
                return Source(str(path), tuple(_grid(path, sheet) for sheet in book.worksheets))
            finally:
                book.close()
    except _BROKEN as error:
        raise damaged(path) from error


def _grid(path: Path, sheet: Any) -> Grid:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS), 1):
        cells = tuple(_text(cell) for cell in row)
        if any(cells):
            rows.append((number, cells))
        if len(rows) > MAX_ROWS:
            reason = _("it has more than {limit} rows").format(limit=MAX_ROWS)
            raise TableError(str(path), reason, _("Keep the table only and save it anew"))
    return Grid(str(sheet.title), tuple(rows))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cleaned(str(cell))
