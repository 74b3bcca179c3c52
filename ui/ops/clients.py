"""What is done about clients: their calls across people."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.call import Call
from qcdesk.domain.handover import History
from ui.ops.context import Context
from ui.ops.department import Heard
from ui.ops.operation import Operation

_MOST = 50


@dataclass(frozen=True, slots=True)
class Clients:
    """The clients that are shown, and whether there are more."""

    shown: tuple[History, ...]
    more: bool


def list_clients(context: Context, sought: str) -> Operation[Clients]:
    """Clients by words of a name, a number or the talk; the one with the latest call first."""

    def work() -> Clients:
        found, more = context.desk.leads.latest(sought, _MOST)
        return Clients(tuple(found), more)

    return Operation(context, work)


def look_at_call(context: Context, call: Call) -> Operation[Heard]:
    """A call with its words."""
    return Operation(context, lambda: Heard(call, context.desk.transcript(call.id)))
