"""Changes what is known of the department: people, folders of recordings, settings; told in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qcdesk.domain.call import Side
from qcdesk.domain.rights import Action
from qcdesk.services.rights import require
from qcdesk.storage import Database, Person


def name_person(database: Database, name: str, extension: str | None = None, by: str = "") -> Person:
    """Adds a person, or an extension to one."""
    who = require(database, Action.PEOPLE, by)
    with database.transaction() as tx:
        person = tx.people.upsert(name, extension=extension)
        tx.audit.append(who, "person.named", {"name": person.name, "extension": person.extension})
        return person


def set_source(database: Database, folder: Path, side: Side | None, by: str = "") -> None:
    """Says in which channel the sales managers speak in a folder's recordings; None: found by content."""
    where, who = str(folder.absolute()), require(database, Action.CALLS, by)
    with database.transaction() as tx:
        tx.sources.set_side(where, side)
        tx.audit.append(who, "source.side", {"folder": where, "side": str(side or "auto")})


def tell_setting(database: Database, name: str, values: Iterable[str], by: str = "") -> None:
    """Tells the journal that a setting has a new value."""
    who = require(database, Action.SETTINGS, by)
    with database.transaction() as tx:
        tx.audit.append(who, "setting.changed", {"name": name, "value": list(values)})
