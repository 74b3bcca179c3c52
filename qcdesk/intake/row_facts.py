"""One row of a CRM's table, read into facts of a call; what cannot be read is told, never fatal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from qcdesk.domain.call import CallFacts, Direction
from qcdesk.errors import printable
from qcdesk.i18n import _
from qcdesk.intake.cells import amount_of, duration_of
from qcdesk.intake.clock import Moment, read_moment
from qcdesk.intake.columns import Columns
from qcdesk.intake.numbers import Sides, looks_like_phone, normal, sides
from qcdesk.intake.words import direction_of, lead_kind_of, role_of

_ID_BREAK = re.compile(r"[\s,;|\[\]\"']+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"[,;/]|доб|ext", re.IGNORECASE)
_DECIMAL = re.compile(r"[.,]0+$")
_SHOWN = 60

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class TableRow:
    """What one row says.

    Attributes:
        line: 1-based line of the file (row of the sheet) where it begins.
        file: name of the recording as written, perhaps with folders.
        external_id: the first of `ids`.
        ids: every id of the call or recording that the row holds.
        link_name: last part of the recording's web address.
        numbers: two numbers, caller first, of which the row does not tell the client.
        lead_id: the CRM's number of the lead or deal.
    """

    line: int
    file: str | None
    external_id: str | None
    facts: CallFacts
    ids: tuple[str, ...] = ()
    link_name: str | None = None
    numbers: tuple[str, str] | None = None
    lead_id: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A remark on one row.

    Args:
        line: 1-based line of the file.
        reason: what is wrong, in the user's language.
        kept: the row was taken all the same.
    """

    line: int
    reason: str
    kept: bool = True


@dataclass(slots=True)
class _Reading:
    """A row being read, and the remarks collected on the way."""

    columns: Columns
    line: int
    cells: Sequence[str]
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, kind: str) -> str | None:
        return self.columns.cell(kind, self.cells) or None

    def value(self, kind: str, read: Callable[[str], Read | None], complaint: str) -> Read | None:
        """The kind's value, or None with a remark where there is a text that cannot be read."""
        text = self.text(kind)
        return self.parsed(text, read, complaint) if text else None

    def parsed(self, text: str, read: Callable[[str], Read | None], complaint: str) -> Read | None:
        try:
            found = read(text)
        except (ValueError, OverflowError):
            found = None
        if found is None:
            self.remark(complaint.format(text=printable(text[:_SHOWN])))
        return found

    def remark(self, reason: str) -> None:
        self.problems.append(RowProblem(self.line, reason))


def read_row(columns: Columns, line: int, cells: Sequence[str]) -> tuple[TableRow | None, list[RowProblem]]:
    """Reads a row.

    Returns:
        The row, or None where nothing in it could lead to a recording; and the remarks on it.
    """
    reading = _Reading(columns, line, cells)
    file, link_name = _file_and_link(columns, cells)
    ids = tuple(dict.fromkeys(_ids(columns, cells)))
    facts, numbers = _facts(reading)
    facts = replace(facts, external_id=next(iter(ids), None))
    numbered = facts.client_phone or numbers
    if not (file or ids or link_name or (numbered and facts.started_at)):
        reason = _("it names no file and no id, nor a number with a time; the row was left out")
        return None, [RowProblem(line, reason, kept=False)]
    row = TableRow(line, file, facts.external_id, facts, ids, link_name, numbers, reading.text("lead_id"))
    return row, reading.problems


def _file_and_link(columns: Columns, cells: Sequence[str]) -> tuple[str | None, str | None]:
    file: str | None = None
    links = columns.cells("link", cells)
    for text in columns.cells("file", cells):
        if _ADDRESS.match(text):
            links.append(text)
        else:
            file = file or text
    return file, next((name for link in links if (name := _last_part(link))), None)


def _last_part(address: str) -> str | None:
    try:
        return PurePosixPath(unquote(urlsplit(address).path)).name or None
    except ValueError:
        return None


def _ids(columns: Columns, cells: Sequence[str]) -> list[str]:
    return [one for text in columns.cells("external_id", cells) for one in _ID_BREAK.split(text) if one]


def _facts(reading: _Reading) -> tuple[CallFacts, tuple[str, str] | None]:
    said = reading.value("direction", direction_of, _("the direction “{text}” is not known"))
    who = _who(reading, said)
    name, phone = _client(reading, who)
    at = _moment(reading)
    facts = CallFacts(
        direction=said or who.direction,
        sales_manager=_sales_manager(reading),
        extension=_DECIMAL.sub("", reading.text("extension") or "") or who.extension,
        client_phone=phone,
        client_name=name,
        company=reading.text("company"),
        started_at=at.at if at else None,
        started_at_approximate=bool(at and not at.exact),
        duration_s=_duration(reading),
        role=reading.value("role", role_of, _("the role “{text}” is not known")),
        lead_kind=reading.value("lead_kind", lead_kind_of, _("the kind of lead “{text}” is not known")),
        lead_status=reading.text("lead_status"),
        source=reading.text("source"),
        deal_amount=reading.value("deal_amount", amount_of, _("“{text}” is no amount")),
        stage=reading.text("stage"),
        comment=reading.text("comment"),
        group_id=reading.text("group_id"),
    )
    return facts, None if phone else who.numbers


def _who(reading: _Reading, said: Direction | None) -> Sides:
    caller, called = reading.text("from_number"), reading.text("to_number")
    if caller and called:
        return sides(caller, called, said)
    alone = caller or called
    if alone and looks_like_phone(alone):
        return Sides(said, client_phone=normal(alone))
    return Sides(said)


def _client(reading: _Reading, who: Sides) -> tuple[str | None, str | None]:
    """Name and number; some systems write the number under `client`."""
    name, number = reading.text("client_name"), reading.text("client_phone")
    if name and looks_like_phone(name):
        name, number = None, number or name
    if not number:
        return name, who.client_phone
    if _ROUNDED.fullmatch(number):
        reading.remark(_("the number {text} was rounded by a spreadsheet and is lost").format(text=number))
        return name, who.client_phone
    return name, normal(_NEXT_NUMBER.split(number)[0]) or who.client_phone


def _sales_manager(reading: _Reading) -> str | None:
    parts = (reading.text("first_name"), reading.text("last_name"))
    return reading.text("sales_manager") or " ".join(part for part in parts if part) or None


def _moment(reading: _Reading) -> Moment | None:
    complaint = _("there is no such time as “{text}”; the row is used without a time")
    if text := reading.text("started_at"):
        return reading.parsed(text, read_moment, complaint)
    day, clock = reading.text("date"), reading.text("clock")
    if not day:
        return reading.parsed(clock, read_moment, complaint) if clock else None
    found = reading.parsed(day, read_moment, complaint)
    if found is None or not clock or found.exact:
        return found
    return reading.parsed(f"{found.at:%Y-%m-%d} {clock}", read_moment, complaint)


def _duration(reading: _Reading) -> float | None:
    complaint = _("“{text}” is no duration")
    if reading.text("duration_ms"):
        return reading.value("duration_ms", lambda text: duration_of(text, milliseconds=True), complaint)
    in_ms = reading.columns.milliseconds
    return reading.value("duration_s", lambda text: duration_of(text, milliseconds=in_ms), complaint)
