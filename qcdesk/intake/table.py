"""Tables of calls as CRMs and telephone systems export them, read without ever failing on one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.columns import Columns, known_headings, recognise
from qcdesk.intake.row_facts import RowProblem, TableRow, read_row
from qcdesk.intake.sheet import SheetRow, open_sheet
from qcdesk.intake.suffixes import name_key

__all__ = ["RowProblem", "Table", "TableRow", "read_table"]

MAX_COLUMNS = 2000
MAX_ROWS = 500_000
_HEADER_WITHIN = 20
_LONGEST_ROW = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A table of calls.

    Attributes:
        rows: the usable rows, in the file's order.
        problems: remarks on rows, in the file's order.
        unknown_columns: headings that were not recognised, as written.
    """

    path: Path
    rows: tuple[TableRow, ...]
    problems: tuple[RowProblem, ...] = ()
    unknown_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Growing:
    """A table while it is read."""

    columns: Columns
    rows: list[TableRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    first_lines: dict[tuple[str, ...], int] = field(default_factory=dict)


def read_table(path: Path) -> Table:
    """Reads a table of calls: CSV (any usual delimiter and Russian encoding), XLSX, or a ZIP of one CSV.

    Args:
        path: the table; it is only read.

    Raises:
        TableError: the file as a whole cannot be used; the error names it and the remedy. Single bad rows
            never raise; they are told in `Table.problems`.
    """
    with open_sheet(path) as rows:
        columns, first = _header(path, rows)
        growing = _Growing(columns)
        for row in chain(first, rows):
            if len(growing.rows) >= MAX_ROWS:
                reason = _("it has more than {limit} rows").format(limit=MAX_ROWS)
                raise TableError(str(path), reason, _("Export the calls month by month"))
            _take(growing, row)
    return Table(path, tuple(growing.rows), tuple(growing.problems), columns.unknown)


def _header(path: Path, rows: Iterator[SheetRow]) -> tuple[Columns, list[SheetRow]]:
    """The headings, above which titles may stand, and the first rows below them."""
    first = list(islice((row for row in rows if any(cell.strip() for cell in row.cells)), _HEADER_WITHIN))
    if not first:
        raise TableError(str(path), _("it is empty"), _("Export the table of calls again"))
    for row in first:
        _check_width(path, row.cells)
    at = max(range(len(first)), key=lambda place: known_headings(first[place].cells))
    columns = recognise(first[at].cells)
    if columns.identify_a_call:
        return columns, first[at + 1 :]
    raise TableError(
        str(path),
        _("it has no column that leads to a recording"),
        _("Add a column “file” or “call id”, or both “client phone” and “date and time”, in its first row"),
    )


def _check_width(path: Path, cells: Sequence[str]) -> None:
    if len(cells) > MAX_COLUMNS:
        reason = _("it has {count} columns").format(count=len(cells))
        raise TableError(str(path), reason, _("Keep the columns about calls only and save it anew"))


def _take(growing: _Growing, row: SheetRow) -> None:
    if not any(cell.strip() for cell in row.cells):
        return
    growing.problems.extend(_shape_problems(growing.columns, row))
    cells = [cell.replace("\0", "") for cell in row.cells]
    read, problems = read_row(growing.columns, row.line, cells)
    growing.problems.extend(problems)
    if read is None:
        return
    key = _identity(read, cells)
    first = growing.first_lines.setdefault(key, row.line)
    if first != row.line:
        reason = _("it repeats row {line}; the first one counts").format(line=first)
        growing.problems.append(RowProblem(row.line, reason, kept=False))
        return
    growing.rows.append(read)


def _identity(row: TableRow, cells: Sequence[str]) -> tuple[str, ...]:
    """What makes two rows the same: their file; else all their cells."""
    if row.file:
        return ("file", name_key(row.file.replace("\\", "/")))
    return ("cells", *(cell.strip() for cell in cells))


def _shape_problems(columns: Columns, row: SheetRow) -> Iterator[RowProblem]:
    extra = any(cell.strip() for cell in row.cells[columns.width :])
    if len(row.cells) < columns.width and row.whole:
        yield RowProblem(row.line, _("it has fewer cells than there are headings"))
    if extra:
        yield RowProblem(row.line, _("it has more cells than there are headings; the last were ignored"))
    if any("\0" in cell for cell in row.cells):
        yield RowProblem(row.line, _("zero bytes were removed from it"))
    if any("\ufffd" in cell for cell in row.cells):
        yield RowProblem(row.line, _("some of its letters are broken"))
    if row.lines > _LONGEST_ROW:
        yield RowProblem(row.line, _("it takes very many lines: a quotation mark may be unclosed"))
