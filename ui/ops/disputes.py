"""What is done about objections of sales managers: looked at, entered, decided."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.dispute import Dispute
from qcdesk.services import disputes
from qcdesk.services.disputes import Disputed
from ui.ops.context import Context
from ui.ops.department import Heard
from ui.ops.operation import Operation
from ui.ops.review import reviewer


@dataclass(frozen=True, slots=True)
class Shown:
    """An objection with the review it is about and the call to hear."""

    disputed: Disputed
    heard: Heard


def list_disputes(context: Context) -> Operation[tuple[Dispute, ...]]:
    """All objections, those that wait first, then the latest."""

    def work() -> tuple[Dispute, ...]:
        found = disputes.all_disputes(context.desk.database)
        return tuple(sorted(found, key=lambda one: not one.open))

    return Operation(context, work)


def look_at_dispute(context: Context, id: int) -> Operation[Shown]:
    """An objection with all that is needed to decide on it."""

    def work() -> Shown:
        found = disputes.disputed(context.desk.database, id)
        return Shown(found, Heard(found.call, context.desk.transcript(found.call.id)))

    return Operation(context, work)


def enter(context: Context, call_id: int, criterion: str, text: str) -> Operation[Dispute]:
    """Stores an objection to an answer of the review in force."""
    by = reviewer(context)
    return Operation(
        context, lambda: disputes.raise_dispute(context.desk.database, call_id, criterion, text, by)
    )


def decide(context: Context, id: int, *, upheld: bool, reason: str) -> Operation[Dispute]:
    """Stores a decision."""
    by = reviewer(context)
    return Operation(
        context,
        lambda: disputes.decide_dispute(context.desk.database, id, upheld=upheld, reason=reason, by=by),
    )
