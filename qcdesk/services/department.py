"""Changes what is known of the department: people, folders of recordings, settings; told in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from qcdesk.domain.call import Role, Side
from qcdesk.domain.department import CRM, HEAD, HR, Department
from qcdesk.domain.rights import Action
from qcdesk.errors import InputError
from qcdesk.i18n import _
from qcdesk.services.rights import require
from qcdesk.storage import Database, Person


def name_person(
    database: Database,
    name: str,
    extension: str | None = None,
    by: str = "",
    roles: Sequence[Role] = (),
) -> Person:
    """Adds a person, or an extension or roles to one; a person may hold several roles.

    Calls of that extension of which nobody knew whose they are become the person's.
    """
    who = require(database, Action.PEOPLE, by)
    with database.transaction() as tx:
        person = tx.people.upsert(name, extension=extension, roles=roles)
        own = tx.calls.nameless(extension) if extension else []
        for call in own:
            tx.calls.update_facts(call.id, replace(call.facts, sales_manager=person.name))
        told = {"name": person.name, "extension": person.extension, "roles": list(person.roles)}
        tx.audit.append(who, "person.named", told | ({"calls": [call.id for call in own]} if own else {}))
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


def refuse_before_crm(department: Department, subject: str) -> None:
    """Raises InputError where the department has no CRM yet, whose tables could be joined."""
    if not department.has_crm:
        raise _too_early(subject, _("the department has no CRM yet (stage {stage})"), department, CRM)


def refuse_before_hr(department: Department, subject: str) -> None:
    """Raises InputError where there are no HR and coaches yet, for whom the people export is."""
    if not department.has_hr:
        raise _too_early(subject, _("HR and coaches are not there yet (stage {stage})"), department, HR)


def refuse_before_head(department: Department, subject: str) -> None:
    """Raises InputError where there is no head of sales yet, for whom the team's tasks are."""
    if not department.has_head:
        raise _too_early(subject, _("there is no head of sales yet (stage {stage})"), department, HEAD)


def _too_early(subject: str, what: str, department: Department, stage: int) -> InputError:
    remedy = _("When that has changed: qcdesk settings set department_stage {stage}").format(stage=stage)
    return InputError(subject, what.format(stage=department.stage), remedy)
