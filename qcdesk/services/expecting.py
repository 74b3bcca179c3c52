"""What a call must be where nobody said it: role and kind of lead from the client's history, and stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qcdesk.domain.call import Call, LeadKind
from qcdesk.domain.chain import Chain, FirstSale, chains, keys, when
from qcdesk.domain.department import Department
from qcdesk.i18n import _
from qcdesk.storage import Database, Transaction


@dataclass(frozen=True, slots=True)
class Expected:
    """Facts by the names that checklists use, and for each in words why it is expected."""

    facts: Mapping[str, str]
    why: Mapping[str, str]


NOTHING = Expected(MappingProxyType({}), MappingProxyType({}))
"""Nothing is expected: only what was said counts."""


def expected(database: Database, call: Call, department: Department) -> Expected:
    """What is expected of a call; what somebody said of it is left out."""
    with database.read() as tx:
        chain = chain_of(tx, call)
        sale = chain.sold(tx.handovers.sales()) if chain else None
        person = tx.people.by_name(call.facts.sales_manager) if call.facts.sales_manager else None
    found: dict[str, tuple[str, str]] = {}
    if call.facts.role is None:
        role, why = department.expected_role(call, sale, person.roles if person else ())
        if role is not None:
            found["role"] = str(role), _why(why, sale)
    if call.facts.lead_kind is None and sale is not None and sale.at < when(call):
        found["lead_kind"] = str(LeadKind.EXISTING_CLIENT), _why("sale", sale)
    if call.facts.stage is None and person is not None and person.stage:
        found["stage"] = person.stage, _("the stage of {name}").format(name=person.name)
    return Expected({k: v for k, (v, _w) in found.items()}, {k: w for k, (_v, w) in found.items()})


def chain_of(tx: Transaction, call: Call) -> Chain | None:
    """The chain that a call belongs to; None for a call of an unknown client."""
    found = chains(around(tx, [call]))
    return next((chain for chain in found if call.id in {c.id for c in chain.calls}), None)


def around(tx: Transaction, calls: Sequence[Call]) -> list[Call]:
    """These calls with all others of their clients."""
    numbers, groups = set[str](), set[str]()
    known = list(calls)
    while True:  # a group may lead to another number, and a number to another group
        for key in (key for one in known for key in keys(one)):
            (groups.add(key.removeprefix("group:")) if key.startswith("group:") else numbers.add(key))
        more = tx.calls.of_client(numbers, groups)
        if {c.id for c in more} <= {c.id for c in known}:
            return known
        known = more


def _why(reason: str, sale: FirstSale | None) -> str:
    if reason == "sale" and sale is not None:
        return _("after the first sale in call {call}").format(call=sale.call_id)
    return {
        "type": _("the type of the department"),
        "lead": _("the kind of the lead"),
        "person": _("the only role of the sales manager"),
    }[reason]
