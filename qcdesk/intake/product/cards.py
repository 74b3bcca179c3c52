"""Rows and reasons of a document, with remarks on what could not be taken."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qcdesk.domain.product import CardRow, Reason
from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.product.headings import REASON, ROW, columns_of, is_reason_heading, is_row_heading
from qcdesk.intake.product.source import Grid, Paragraph, Source

LONGEST = 2_000
MOST = 2_000
_HEADING_WITHIN = 20
_ITEM = re.compile(r"^\s*(?:(\d{1,4})\s*[.):\-–—]+\s*|№\s*(\d{1,4})[.):\s]*|[•*\-–—·]+\s+)")
_DELIMITERS = "\t|;,"
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the document that was not taken, or not as it stands: sheet, line, what."""

    place: str
    line: int
    what: str


@dataclass(slots=True)
class Read:
    """What a document gave; a row without a code has an empty one, a reason without a number has 0."""

    rows: list[CardRow] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_cards(source: Source) -> Read:
    """The rows and reasons of a document.

    Tables are known by their headings; where none is, lines of text are reasons, one a line.

    Raises:
        TableError: nothing was found; names the columns that were seen and those that are needed.
    """
    read = Read()
    grids = source.grids or tuple(_pasted(source.paragraphs))
    for grid in grids:
        _take_grid(read, grid)
    if not grids or (source.paragraphs and not (read.rows or read.reasons)):
        _take_lines(read, source.paragraphs)
    if not (read.rows or read.reasons):
        raise _nothing(source, read)
    if len(read.rows) > MOST or len(read.reasons) > MOST:
        reason = _("it holds more than {limit} rows or reasons").format(limit=MOST)
        raise TableError(source.name, reason, _("Keep the table only and save it anew"))
    return read


def _take_grid(read: Read, grid: Grid) -> None:
    for place, (_number, cells) in enumerate(grid.rows[:_HEADING_WITHIN]):
        rows, reasons = columns_of(cells, ROW), columns_of(cells, REASON)
        if is_row_heading(rows):
            _take(read, grid, place + 1, rows, reason=False)
            return
        if is_reason_heading(reasons):
            _take(read, grid, place + 1, reasons, reason=True)
            return


def _take(read: Read, grid: Grid, first: int, columns: dict[str, int], *, reason: bool) -> None:
    for number, cells in grid.rows[first:]:
        given = {name: cells[at] for name, at in columns.items() if at < len(cells) and cells[at]}
        if not given or set(given) <= {"number", "code"}:
            continue
        complaint = _complaint(given, "text" if reason else "feature")
        if complaint:
            read.remarks.append(Remark(grid.name, number, complaint))
        elif reason:
            read.reasons.append(_reason(given))
        else:
            read.rows.append(replace(CardRow("", ""), **given))  # type: ignore[arg-type]


def _complaint(given: dict[str, str], needed: str) -> str:
    if needed not in given:
        return _("the property is missing") if needed == "feature" else _("the reason is missing")
    if any(len(text) > LONGEST for text in given.values()):
        return _("a cell is longer than {limit} characters").format(limit=LONGEST)
    return ""


def _reason(given: dict[str, str]) -> Reason:
    number = _NUMBER.search(given.pop("number", ""))
    return Reason(int(number.group()) if number else 0, **given)


def _take_lines(read: Read, paragraphs: Sequence[Paragraph]) -> None:
    """Reasons in lines. Where some lines are items of a list, the others are headings and remarks."""
    lines = [(n, p) for n, p in enumerate(paragraphs, 1) if p.text and not p.is_heading]
    items = [(n, p) for n, p in lines if p.is_item or _ITEM.match(p.text)]
    for line, paragraph in items or lines:
        mark = _ITEM.match(paragraph.text)
        text = paragraph.text[mark.end() :].strip() if mark else paragraph.text
        if len(text) > LONGEST:
            what = _("a line is longer than {limit} characters").format(limit=LONGEST)
            read.remarks.append(Remark("", line, what))
        elif any(letter.isalpha() for letter in text):
            number = next((int(g) for g in mark.groups() if g), 0) if mark else 0
            read.reasons.append(Reason(number, text))


def _pasted(paragraphs: Sequence[Paragraph]) -> Iterator[Grid]:
    """A table pasted as text, if its first lines are headings."""
    lines = [(n, p.text) for n, p in enumerate(paragraphs, 1) if p.text]
    for delimiter in _DELIMITERS:
        rows = tuple((n, _cells(text, delimiter)) for n, text in lines)
        for _n, cells in rows[:_HEADING_WITHIN]:
            named = columns_of(cells, REASON)
            if is_row_heading(columns_of(cells, ROW)) or (is_reason_heading(named) and len(named) > 1):
                yield Grid("", rows)
                return


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []))


def _nothing(source: Source, read: Read) -> TableError:
    if read.remarks:
        return TableError(source.name, read.remarks[0].what, _("Line {n}").format(n=read.remarks[0].line))
    seen = [cell for grid in source.grids for _n, cells in grid.rows[:1] for cell in cells if cell]
    reason = _("no table of properties and no list of reasons was found")
    if seen:
        reason += _("; its columns are: {names}").format(names=", ".join(seen[:12])[:300])
    remedy = _(
        "Name the columns Property, Use, Gain, Emotion, or No. and Reason (qcdesk cards export shows how)"
    )
    return TableError(source.name, reason, remedy)
