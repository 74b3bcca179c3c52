"""What is done on the page of checklists: they are looked through, edited, tried on calls, exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qcdesk.domain.call import Call, CallState
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Checked, Difference, Plain
from qcdesk.domain.listing import CallQuery
from qcdesk.errors import NotFound
from qcdesk.services import browsing
from qcdesk.services.choosing import Choice
from qcdesk.services.shelving import Trial, Version
from ui.ops.context import Context
from ui.ops.operation import Operation
from ui.ops.review import reviewer

_WITH_TEXT = (CallState.TRANSCRIBED, CallState.DRAFT, CallState.REVIEWED)
_CALLS = 200
"""So many calls are offered to try a checklist on, the newest first."""


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """A checklist of the list, and whether it is the department's own version."""

    checklist: Checklist
    own: bool


@dataclass(frozen=True, slots=True)
class Shelved:
    """What is on the shelf, and what is wrong with files that cannot be used."""

    lines: tuple[ShelfLine, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial, and the checklist the program would take for that call by itself; None where none fits."""

    trial: Trial
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A version and what is different in the one after it."""

    version: Version
    changes: tuple[Difference, ...]


def list_shelf(context: Context) -> Operation[Shelved]:
    """All checklists there are."""

    def work() -> Shelved:
        desk = context.desk
        lines = tuple(ShelfLine(c, desk.shelf.is_own(c.id)) for c in desk.checklists())
        return Shelved(lines, tuple(str(error) for error in desk.broken_checklists()))

    return Operation(context, work)


def open_checklist(context: Context, id: str) -> Operation[Plain]:
    """A checklist in the form in which it is edited."""

    def work() -> Plain:
        plain = context.desk.shelf.plain(id)
        context.desk.shelf.check(plain)  # loads here what checking needs, and not at the first key
        return plain

    return Operation(context, work)


def check(context: Context, plain: Plain) -> Checked:
    """Everything that is wrong with it: milliseconds, at every key."""
    return context.desk.shelf.check(plain)


def save(context: Context, plain: Plain) -> Operation[Checklist]:
    """Stores it as the version in force."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.shelf.save(plain, by))


def remove(context: Context, id: str) -> Operation[None]:
    """Takes the department's own version away; a shipped one of that code is in force again."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.shelf.remove(id, by))


def take_in(context: Context, file: Path) -> Operation[Checklist]:
    """Takes a checklist from a workbook or a YAML file."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.shelf.take_in(file, by))


def export(context: Context, id: str, file: Path) -> Operation[Path]:
    """Writes the version in force as a workbook or as YAML."""
    return Operation(context, lambda: context.desk.shelf.export(id, file))


def versions(context: Context, id: str) -> Operation[tuple[Compared, ...]]:
    """The versions, the newest first, each with what changed from the one before."""

    def work() -> tuple[Compared, ...]:
        shelf = context.desk.shelf
        found = shelf.versions(id)
        before = [None, *found]
        made = [
            Compared(new, shelf.differences(old.checklist, new.checklist) if old else ())
            for old, new in zip(before, found, strict=False)
        ]
        return tuple(reversed(made))

    return Operation(context, work)


def calls_to_try(context: Context) -> Operation[tuple[Call, ...]]:
    """The newest calls that have a transcript."""

    def work() -> tuple[Call, ...]:
        ids = browsing.call_ids(context.desk.database, CallQuery())[:_CALLS]
        lines = browsing.call_lines(context.desk.database, ids)
        return tuple(line.call for line in lines if line.call.state in _WITH_TEXT)

    return Operation(context, work)


def try_on(context: Context, call: Call, plain: Plain) -> Operation[Tried | None]:
    """What hints would answer in a call by the checklist as it is edited; None while something is wrong."""

    def work() -> Tried | None:
        made = context.desk.shelf.check(plain).checklist
        if made is None:
            return None
        try:
            choice = context.desk.choice(call)
        except NotFound:
            choice = None
        return Tried(context.desk.shelf.try_on(call, made), choice)

    return Operation(context, work)
