"""Changes what is known of a call, with a row in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from qcdesk.domain.call import Call, Direction, Exclusion, LeadKind, Role
from qcdesk.errors import InputError
from qcdesk.i18n import _
from qcdesk.storage import Database

_KINDS: dict[str, type[StrEnum]] = {"role": Role, "lead_kind": LeadKind, "direction": Direction}
_TEXTS = frozenset({"sales_manager", "client_name", "company", "stage"})
BACK_IN = "none"

Choice = TypeVar("Choice", bound=StrEnum)


def describe(database: Database, call_id: int, given: Mapping[str, str]) -> Call:
    """Sets facts of a call by name; the others stay.

    Raises:
        NotFound: no such call.
        InputError: no such fact, or a value that it cannot have.
    """
    changes: dict[str, Any] = {}
    for name, value in given.items():
        if name in _KINDS:
            changes[name] = one_of(_KINDS[name], value)
        elif name in _TEXTS:
            changes[name] = value.strip() or None
        else:
            raise InputError(name, _("no such fact of a call"))
    with database.transaction() as tx:
        call = tx.calls.by_id(call_id)
        tx.calls.update_facts(call_id, replace(call.facts, **changes))
        if changes.get("sales_manager"):
            tx.people.upsert(changes["sales_manager"], extension=call.facts.extension)
        tx.audit.append(
            "", "call.described", {"call": call_id, "facts": {k: str(v) for k, v in changes.items()}}
        )
        return tx.calls.by_id(call_id)


def set_exclusion(database: Database, call_id: int, reason: str) -> Call:
    """Takes a call out of scoring for a reason, or with `none` back in.

    Raises:
        NotFound: no such call.
        InputError: no such reason.
    """
    exclusion = None if reason == BACK_IN else one_of(Exclusion, reason)
    with database.transaction() as tx:
        tx.calls.by_id(call_id)
        tx.calls.set_exclusion(call_id, exclusion)
        tx.audit.append("", "call.excluded", {"call": call_id, "reason": reason})
        return tx.calls.by_id(call_id)


def one_of(kind: type[Choice], value: str) -> Choice:
    """The member of that value.

    Raises:
        InputError: there is none; the remedy names them all.
    """
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(member) for member in kind)
        raise InputError(
            value, _("not an allowed value"), _("Possible: {names}").format(names=known)
        ) from None
