"""Changes what is known of a call, with a row in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from qcdesk.domain.call import Call, Direction, Exclusion, LeadKind, Role, SetBy, Side
from qcdesk.domain.rights import Action
from qcdesk.domain.transcript import Transcript
from qcdesk.errors import InputError, NotFound
from qcdesk.evidence.matcher import Matcher
from qcdesk.i18n import _
from qcdesk.services.assembly import with_side
from qcdesk.services.excluding import EXCLUDED, LeastTalk, no_bound, settle_exclusion
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

_KINDS: dict[str, type[StrEnum]] = {"role": Role, "lead_kind": LeadKind, "direction": Direction}
_TEXTS = frozenset({"sales_manager", "client_name", "company", "stage"})
BACK_IN = "none"

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who changes something (empty: the user of this computer), and the bound that checklists set."""

    by: str = ""
    least_talk: LeastTalk = no_bound


_USER = Acting()


def describe(database: Database, call_id: int, given: Mapping[str, str], acting: Acting = _USER) -> Call:
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
    who = require(database, Action.CALLS, acting.by)
    with database.transaction() as tx:
        call = tx.calls.by_id(call_id)
        tx.calls.update_facts(call_id, replace(call.facts, **changes))
        if changes.get("sales_manager"):
            tx.people.upsert(changes["sales_manager"], extension=call.facts.extension)
        facts = {name: None if value is None else str(value) for name, value in changes.items()}
        tx.audit.append(who, "call.described", {"call": call_id, "facts": facts})
        return settle_exclusion(tx, call_id, acting.least_talk)


def set_exclusion(database: Database, call_id: int, reason: str, by: str = "") -> Call:
    """Takes a call out of scoring for a reason, or with `none` back in; the program keeps to that.

    Raises:
        NotFound: no such call.
        InputError: no such reason.
    """
    exclusion = None if reason == BACK_IN else one_of(Exclusion, reason, BACK_IN)
    who = require(database, Action.REVIEW, by)
    with database.transaction() as tx:
        call = tx.calls.set_exclusion(call_id, exclusion, SetBy.HUMAN)
        tx.audit.append(who, EXCLUDED, {"call": call_id, "reason": reason})
        return call


def set_side(
    database: Database, call_id: int, side: Side | None, matcher: Matcher, acting: Acting = _USER
) -> Transcript | None:
    """Puts the sales manager in a channel, or in the other one; speakers and metrics follow.

    Args:
        side: the channel; None: the one he is not in now.
        matcher: patterns with the names of this call.

    Returns:
        the transcript as it is now; None when there is none yet.

    Raises:
        NotFound: no such call, or it has no two sides.
    """
    who = require(database, Action.CALLS, acting.by)
    with database.transaction() as tx:
        call = tx.calls.by_id(call_id)
        transcript = tx.transcripts.current(call_id)
        _refuse_one_side(call, transcript)
        wanted = side or _other(call, transcript)
        tx.calls.set_manager_side(call_id, wanted)
        told: dict[str, Any] = {"call": call_id, "side": str(wanted)}
        if transcript is not None:
            transcript = with_side(transcript, wanted, matcher)
            told["transcript"] = tx.transcripts.store(call_id, transcript, _made_from(tx, call_id))
        tx.audit.append(who, "call.side", told)
        settle_exclusion(tx, call_id, acting.least_talk)
        return transcript


def _made_from(tx: Transaction, call_id: int) -> dict[str, Any]:
    return (tx.transcripts.made_from(call_id) or {}) | {"swapped": True}


def _refuse_one_side(call: Call, transcript: Transcript | None) -> None:
    if transcript is not None and transcript.speakers_estimated:
        return
    if call.audio.channels < 2:
        what = _("the recording has one channel")
    elif transcript is not None and len(transcript.speech) != 2:
        what = _("both channels hold the same sound, there is nothing to exchange")
    else:
        return
    remedy = _("Sides can be exchanged where each of the two speaks in a channel of his own")
    raise NotFound(str(call.id), what, remedy)


def _other(call: Call, transcript: Transcript | None) -> Side:
    found = transcript.manager_side if transcript else None
    now = (Side(found) if found else None) or call.manager_side or Side.LEFT
    return Side.RIGHT if now is Side.LEFT else Side.LEFT


def one_of(kind: type[Choice], value: str, *besides: str) -> Choice:
    """The member of that value.

    Args:
        besides: other values that the user may give, for the remedy.

    Raises:
        InputError: there is none; the remedy names them all.
    """
    try:
        return kind(value)
    except ValueError:
        known = ", ".join([*map(str, kind), *besides])
        raise InputError(
            value, _("not an allowed value"), _("Possible: {names}").format(names=known)
        ) from None
