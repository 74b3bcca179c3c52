"""Tables as values: what every writer lays out in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from qcdesk.reports.estimates import Estimate
from qcdesk.reports.wording import Wording


class Kind(StrEnum):
    """What a column holds; a code is a text that is never broken into two lines."""

    TEXT = "text"
    CODE = "code"
    LONG = "long"
    NUMBER = "number"
    WHOLE = "whole"
    PERCENT = "percent"
    MOMENT = "moment"
    DAY = "day"


class Medium(StrEnum):
    """Where a column is shown."""

    EVERYWHERE = "everywhere"
    PAGE = "page"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` is in characters of a spreadsheet, `name` for programs, where the title varies."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14
    medium: Medium = Medium.EVERYWHERE
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: as a person reads it.
        value: as a spreadsheet stores it; None stores the text of a text column, else nothing.
        tone: `green`, `yellow`, `red`, `few`, `better`, `worse`, or empty.
        bar: an estimate 0…100 to be drawn as an interval.
        note: less important words below the text, on a page only.
        to: the place in the file that holds what is behind it (one of some table's `ids`), or empty.
    """

    text: str
    value: float | int | datetime | date | None = None
    tone: str = ""
    bar: Estimate | None = None
    note: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table.

    Attributes:
        id: stable name (`calls`), for anchors and tests.
        note: a sentence under the title.
        empty: what stands on a page where there are no rows.
        page_rows: how many rows a page shows; None for all. A sheet always has all.
        ids: names of the places each row is, for links; none where nothing leads here.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    page_rows: int | None = None
    empty: str = ""
    ids: tuple[tuple[str, ...], ...] = ()

    def seen_in(self, medium: Medium) -> Table:
        """The table with the columns of one medium only."""
        keep = [i for i, c in enumerate(self.columns) if c.medium in (Medium.EVERYWHERE, medium)]
        rows = self.rows[: self.page_rows] if medium is Medium.PAGE else self.rows
        if len(keep) < len(self.columns):
            rows = tuple(tuple(row[i] for i in keep) for row in rows)
        return Table(
            self.id,
            self.title,
            tuple(self.columns[i] for i in keep),
            rows,
            self.note,
            self.page_rows,
            self.empty,
            self.ids[: len(rows)],
        )


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes cells in one language."""

    wording: Wording

    def number(self, value: float | None) -> Cell:
        return Cell(self.wording.number(value), value)

    def rounded(self, value: float | None) -> Cell:
        """A number shown without decimals."""
        return Cell(self.wording.number(value, 0), value)

    def whole(self, value: int | None, to: str = "") -> Cell:
        text = self.wording.of(value, None) if value is not None else self.wording.number(None)
        return Cell(text, value, to=to)

    def percent(self, value: float | None) -> Cell:
        return Cell(self.wording.percent(value), value)

    def moment(self, value: datetime | None) -> Cell:
        return Cell(self.wording.moment(value), value)

    def zone(self, zone: str, proven: bool) -> Cell:
        """The word of a zone; where the interval crosses a border, that it is not proven."""
        word = self.wording.zone(zone)
        unproven = zone != "few" and not proven
        return Cell(f"{word}, {self.wording.verdict('unproven')}" if unproven else word, tone=zone)

    def verdict(self, verdict: str) -> Cell:
        return Cell(self.wording.verdict(verdict), tone=verdict)

    def of(self, part: int, whole: int | None, to: str = "") -> Cell:
        return Cell(self.wording.of(part, whole), part, to=to)


def pairs(id: str, title: str, columns: tuple[str, str], rows: Sequence[tuple[str, str]]) -> Table:
    """A table of names and texts."""
    return Table(
        id,
        title,
        (Column(columns[0], width=34), Column(columns[1], Kind.LONG, 70)),
        tuple((Cell(name), Cell(text)) for name, text in rows),
    )
