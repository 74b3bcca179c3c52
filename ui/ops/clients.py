"""What is done about clients: their calls across people."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.call import Call
from qcdesk.domain.handover import History
from ui.ops.context import Context
from ui.ops.department import Heard
from ui.ops.operation import Operation

MOST = 200


@dataclass(frozen=True, slots=True)
class Clients:
    """The clients that are shown, and how many more there are."""

    shown: tuple[History, ...]
    more: int


def list_clients(context: Context, sought: str) -> Operation[Clients]:
    """Clients by a part of a name, a number or a sales manager's name; the one with the latest call first."""
    wanted = sought.casefold().split()

    def work() -> Clients:
        found = [one for one in context.desk.leads.histories() if _has(one, wanted)]
        return Clients(tuple(found[:MOST]), max(0, len(found) - MOST))

    return Operation(context, work)


def look_at_call(context: Context, call: Call) -> Operation[Heard]:
    """A call with its words."""
    return Operation(context, lambda: Heard(call, context.desk.transcript(call.id)))


def _has(one: History, wanted: list[str]) -> bool:
    if not wanted:
        return True
    names = (c.facts.client_name or "" for c in one.chain.calls)
    known = " ".join((one.chain.client, one.chain.name, *one.chain.people, *names)).casefold()
    return all(word in known for word in wanted)
