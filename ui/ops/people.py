"""What is done on the page of managers: the team is looked at, a person is added or given an extension."""

from __future__ import annotations

from pathlib import Path

from qcdesk.domain.call import Role
from qcdesk.services import people
from qcdesk.services.people import PersonLine, PersonPage
from ui.ops.context import Context
from ui.ops.operation import LongOperation, Operation
from ui.texts import _

_FORMATS = ("html", "pdf", "xlsx")


def list_people(context: Context) -> Operation[tuple[PersonLine, ...]]:
    """Everyone there is, with calls, reviews and results."""
    return Operation(context, lambda: people.team(context.desk.database))


def look_at_person(context: Context, name: str) -> Operation[PersonPage]:
    """All that is known of one person."""
    return Operation(context, lambda: people.person(context.desk.database, name))


def write_continuity(context: Context, name: str, folder: Path) -> LongOperation[list[Path]]:
    """Writes what a person leaves behind, for whoever takes over."""
    title = _("Handing over the work of {name}").format(name=name)
    return LongOperation(context, title, lambda: context.desk.write_continuity(name, folder, _FORMATS))


def name_person(context: Context, name: str, extension: str, role: Role | None) -> Operation[None]:
    """Adds a person, or gives one an extension or a role; an extension someone else had goes over."""
    roles = [] if role is None else [role]
    return Operation(context, lambda: context.desk.name_person(name, extension or None, roles=roles))
