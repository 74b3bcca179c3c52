"""All calls of one client, across the people who spoke with him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from qcdesk.domain import phone
from qcdesk.domain.call import Call, Direction
from qcdesk.domain.lead_status import LeadStatus, lead_status_of

_UNKNOWN = datetime(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class FirstSale:
    """When a client bought for the first time.

    Attributes:
        call_id: the call it is known from.
        at: when that call was.
        noted_by: who told it; empty: the CRM's status of the lead.
    """

    call_id: int
    at: datetime
    noted_by: str = ""


_NONE: Mapping[int, FirstSale] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Chain:
    """The calls of one client, the earliest first.

    Attributes:
        client: the last ten digits of his number; where no call has one, the id of the group (`group:…`).
    """

    client: str
    calls: tuple[Call, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """The sales managers, in the order in which they first spoke with him."""
        return tuple(dict.fromkeys(c.facts.sales_manager for c in self.calls if c.facts.sales_manager))

    @property
    def name(self) -> str:
        """What the client is called, by the latest call that knows it.

        A person's name stands before a company's: some tables name the seller's own company in that column.
        """
        latest = [call.facts for call in reversed(self.calls)]
        named = [*(facts.client_name for facts in latest), *(facts.company for facts in latest)]
        return next((name for name in named if name), "")

    @property
    def status(self) -> LeadStatus | None:
        """What became of the lead so far, by the latest call that knows it."""
        found = [lead_status_of(c.facts.lead_status) for c in reversed(self.calls)]
        return next((status for status in found if status), None)

    def after(self, call: Call) -> tuple[Call, ...]:
        """The calls after this one."""
        ids = [c.id for c in self.calls]
        return self.calls[ids.index(call.id) + 1 :]

    def sold(self, noted: Mapping[int, FirstSale] = _NONE) -> FirstSale | None:
        """The first sale: the earliest of what people told, by number of the call, and the CRM says."""
        for call in self.calls:
            if call.id in noted:
                return noted[call.id]
            if lead_status_of(call.facts.lead_status) is LeadStatus.SALE:
                return FirstSale(call.id, when(call))
        return None


def when(call: Call) -> datetime:
    """When a call was; when it was added, where the start is unknown."""
    found = call.facts.started_at or call.added_at
    return found if found is not None else _UNKNOWN


def chains(calls: Iterable[Call]) -> tuple[Chain, ...]:
    """The chains of all clients, the one with the latest call first.

    Calls belong together by the last ten digits of the client's number and by the group id of a transfer;
    calls inside the company, and those with neither, are in no chain.
    """
    known = [call for call in calls if call.facts.direction is not Direction.INTERNAL]
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for call in known:
        number, *more = [*keys(call), ""]
        for other in more:
            if other:
                parent[root(other)] = root(number)
    found: dict[str, list[Call]] = {}
    for call in known:
        if keys(call):
            found.setdefault(root(keys(call)[0]), []).append(call)
    ordered = [tuple(sorted(group, key=lambda c: (when(c), c.id))) for group in found.values()]
    ordered.sort(key=lambda group: (when(group[-1]), group[-1].id), reverse=True)
    return tuple(Chain(_client(group), group) for group in ordered)


def keys(call: Call) -> list[str]:
    """What a call belongs to a client by, the number first."""
    facts = call.facts
    number = phone.key(facts.client_phone or "")
    found = [number] if len(number) >= phone.SHORTEST else []
    return [*found, *([f"group:{facts.group_id}"] if facts.group_id else [])]


def _client(calls: Sequence[Call]) -> str:
    known = [keys(call)[0] for call in calls]
    return next((key for key in known if not key.startswith("group:")), known[0])
