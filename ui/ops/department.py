"""What is done on the page of the department: hand-overs, clients who may leave, trainees, cards, scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.domain.handover import Handover, History, Leaving, Proposed
from qcdesk.domain.lifecycle import Trainee
from qcdesk.domain.product import CardRow, Cards, Reason
from qcdesk.domain.script import Script
from qcdesk.domain.transcript import Transcript
from qcdesk.errors import NotFound
from qcdesk.services.product import Duplicate, Imported
from ui.ops.context import Context
from ui.ops.operation import Operation
from ui.ops.review import reviewer


@dataclass(frozen=True, slots=True)
class Heard:
    """A call with its words, which are None where it is not transcribed."""

    call: Call
    transcript: Transcript | None


@dataclass(frozen=True, slots=True)
class BothSides:
    """A hand-over with both calls, and the card that the first one gives; None where it has no words."""

    handover: Handover
    given: Heard
    taken: Heard | None
    proposed: Proposed | None


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """Somebody on the way to staff as of today."""

    trainee: Trainee
    day: int
    until: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Cards of an owner, what says the same twice, and everybody who has cards (empty: the company)."""

    cards: Cards
    duplicates: tuple[Duplicate, ...]
    owners: tuple[str, ...]


def list_handovers(context: Context) -> Operation[tuple[Handover, ...]]:
    """All hand-overs, the latest first."""
    return Operation(context, lambda: tuple(context.desk.leads.handovers()))


def look_at_handover(context: Context, handover: Handover) -> Operation[BothSides]:
    """Both calls of a hand-over with their words."""

    def work() -> BothSides:
        given = _heard(context, handover.given)
        taken = _heard(context, handover.taken) if handover.taken is not None else None
        try:
            proposed = context.desk.leads.proposed(handover.given)
        except NotFound:
            proposed = None
        return BothSides(handover, given, taken, proposed)

    return Operation(context, work)


def confirm_card(context: Context, call_id: int, fields: Mapping[str, str]) -> Operation[Handover]:
    """Stores the card of a hand-over."""
    by = reviewer(context)

    def work() -> Handover:
        context.desk.leads.confirm(call_id, fields, by)
        return context.desk.leads.handover(call_id)

    return Operation(context, work)


def answer(context: Context, call_id: int, *, accepted: bool, reason: str) -> Operation[Handover]:
    """Stores what the receiver says of a lead."""
    by = reviewer(context)
    return Operation(
        context, lambda: context.desk.leads.answer(call_id, accepted=accepted, reason=reason, by=by)
    )


def rule(context: Context, call_id: int, verdicts: Mapping[str, str], comment: str) -> Operation[Handover]:
    """Stores a ruling."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.leads.rule(call_id, verdicts, comment, by))


def note_sale(context: Context, call_id: int) -> Operation[History]:
    """Stores that a client bought first in a call."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.leads.note_sale(call_id, by))


def list_leaving(context: Context) -> Operation[tuple[Leaving, ...]]:
    """Calls in which a client complained or spoke of leaving, those nobody reviewed first."""
    return Operation(context, lambda: tuple(context.desk.leads.leaving()))


def list_trainees(context: Context) -> Operation[tuple[TraineeLine, ...]]:
    """Everybody on the way to staff."""

    def work() -> tuple[TraineeLine, ...]:
        life, today = context.desk.lifecycle, date.today()
        rules = life.rules
        return tuple(
            TraineeLine(t, t.day(today, rules), t.deadline(rules), t.overdue(today, rules))
            for t in life.all()
        )

    return Operation(context, work)


def change_trainee(context: Context, change: Callable[[str], Trainee]) -> Operation[Trainee]:
    """A step of the way; `change` gets who takes it."""
    by = reviewer(context)
    return Operation(context, lambda: change(by))


def look_at_cards(context: Context, owner: str) -> Operation[Known]:
    """The product cards of the company, or the drafts of one trainee."""

    def work() -> Known:
        cards = context.desk.cards
        return Known(cards.of(owner), tuple(cards.duplicates(owner)), tuple(cards.owners()))

    return Operation(context, work)


def put_row(context: Context, row: CardRow) -> Operation[CardRow]:
    """Adds or changes a row."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.cards.put_row(row, by))


def put_reason(context: Context, reason: Reason) -> Operation[Reason]:
    """Adds or changes a reason."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.cards.put_reason(reason, by))


def remove_card(context: Context, name: str, owner: str) -> Operation[CardRow | Reason]:
    """Takes a row or a reason out."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.cards.remove(name, owner, by))


def import_cards(context: Context, file: Path, owner: str) -> Operation[Imported]:
    """Takes in rows and reasons from a document."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.cards.take_in_file(file, owner, by))


def approve_cards(context: Context, owner: str) -> Operation[Imported]:
    """Takes a trainee's drafts into the company's cards."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.cards.approve(owner, by))


def list_scripts(context: Context) -> Operation[tuple[Script, ...]]:
    """The newest version of everybody's script."""
    return Operation(context, lambda: tuple(context.desk.scripts.newest()))


def hand_in_script(context: Context, name: str, text: str, file: Path | None = None) -> Operation[Script]:
    """Stores a script from a file, or one that is pasted."""
    by, scripts = reviewer(context), context.desk.scripts

    def work() -> Script:
        return scripts.hand_in_file(name, file, by) if file else scripts.hand_in_text(name, text, by)

    return Operation(context, work)


def approve_script(context: Context, name: str) -> Operation[Script]:
    """Remembers who approved the newest version."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.scripts.approve(name, by=by))


def _heard(context: Context, call: Call) -> Heard:
    return Heard(call, context.desk.transcript(call.id))
