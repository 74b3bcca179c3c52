"""A table file as plain rows of text, whatever its format, encoding or delimiter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.csv_rows import csv_rows
from qcdesk.intake.refusals import why
from qcdesk.intake.xlsx_rows import xlsx_rows

MAX_BYTES = 200 * 1024**2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row.

    Attributes:
        line: 1-based line of the file, or row of the sheet, where it begins.
        lines: how many lines of the file it takes.
        whole: empty cells at its end are written too, so that a short row is a damaged one.
    """

    line: int
    cells: list[str]
    lines: int = 1
    whole: bool = True


@contextmanager
def open_sheet(path: Path) -> Iterator[Iterator[SheetRow]]:
    """Opens a table and gives its rows one by one.

    Raises:
        TableError: it cannot be opened, is empty, too big, binary, or of a format that is not read.
    """
    try:
        if path.is_dir():
            raise TableError(str(path), _("it is a folder"), _("Choose the table file inside it"))
        _check_size(path, path.stat().st_size)
        with path.open("rb") as stream:
            yield _rows(path, stream)
    except OSError as error:
        remedy = _("Check that it exists, that you may open it and that no other program holds it")
        raise TableError(str(path), why(error), remedy) from error


def _check_size(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        reason = _("it is bigger than {limit} MB").format(limit=limit)
        raise TableError(str(path), reason, _("Export the calls month by month"))


def _rows(path: Path, stream: IO[bytes]) -> Iterator[SheetRow]:
    start = stream.read(512)
    stream.seek(0)
    if start.startswith(_OLE) or start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        reason = _("it is not a table in CSV or XLSX but an older or a web format")
        raise TableError(str(path), reason, _("Open it in a spreadsheet program and save it as XLSX or CSV"))
    if not start.startswith(_ZIP):
        rows = csv_rows(path, stream)
    elif (packed := _packed_text(path, stream)) is not None:
        rows = csv_rows(path, packed)
    else:
        stream.seek(0)
        return (SheetRow(line, cells, whole=False) for line, cells in xlsx_rows(path, stream))
    return (SheetRow(line, cells, lines) for line, cells, lines in rows)


def _packed_text(path: Path, stream: IO[bytes]) -> IO[bytes] | None:
    """The one text table of a ZIP (Rostelecom sends its journal so); None for a workbook."""
    try:
        with zipfile.ZipFile(stream) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
                return None
            texts = [info for info in packed.infolist() if info.filename.lower().endswith(_TEXT_SUFFIXES)]
            if len(texts) != 1:
                raise TableError(
                    str(path), _("it is an archive and not a table"), _("Unpack it and choose the table")
                )
            _check_size(path, texts[0].file_size)
            return io.BytesIO(packed.read(texts[0]))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise TableError(str(path), _("it is damaged"), _("Save the table anew and try again")) from error
