"""Rows of the active sheet of a workbook, values only, as text."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO

from qcdesk.errors import TableError
from qcdesk.i18n import _

_MAX_UNPACKED = 2 * 1024**3
# Both readers of XML that openpyxl may use raise kinds of SyntaxError.
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, TypeError, IndexError)
_BROKEN_TOO = (AttributeError, NotImplementedError, RuntimeError)


def xlsx_rows(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """The rows of the active sheet with their 1-based numbers.

    Raises:
        TableError: the workbook is damaged, protected or unpacks to more than 2 GB.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _rows(path, stream)
    except (*_BROKEN, *_BROKEN_TOO) as error:
        reason = _("the workbook is damaged or protected")
        remedy = _("Open it in a spreadsheet program and save it anew as XLSX or CSV")
        raise TableError(str(path), reason, remedy) from error


def _rows(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(stream) as packed:
        unpacked = sum(info.file_size for info in packed.infolist())
    if unpacked > _MAX_UNPACKED:
        reason = _("it unpacks to more than {limit} GB").format(limit=2)
        raise TableError(str(path), reason, _("Export the calls month by month"))
    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.active
        if sheet is None or not hasattr(sheet, "reset_dimensions"):
            raise TableError(str(path), _("there is no sheet in it"), _("Save the table as CSV"))
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(cell) for cell in row]
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0, tzinfo=None).isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return f"{cell.total_seconds():g}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
