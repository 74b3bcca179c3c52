"""Clients and hand-overs as the plain dictionaries that `--json` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qcdesk.cli.forms import Plain
from qcdesk.domain.call import Call
from qcdesk.domain.handover import FIELDS, Card, Handover, History, Leaving, Proposed, Reply, Ruling


def handover(value: Handover) -> Plain:
    """A lead that passed between people."""
    return {
        "call": value.given.id,
        "client": value.client,
        "client_name": value.client_name,
        "caller": value.caller,
        "receiver": value.receiver,
        "taken_in_call": value.taken and value.taken.id,
        "hours_to_first_call": None if value.hours is None else round(value.hours, 2),
        "fate": str(value.fate),
        "open": value.open,
        "card": value.card and card(value.card),
        "answer": value.reply and _reply(value.reply),
        "ruling": value.ruling and _ruling(value.ruling),
    }


def card(value: Card) -> Plain:
    """A hand-over card."""
    return {
        **{name: getattr(value, name) for name in FIELDS},
        "receiver": value.receiver,
        "missing": list(value.missing),
        "confirmed_by": value.author or None,
        "at": value.at and value.at.isoformat(),
    }


def proposed(value: Proposed) -> Plain:
    """What a call gives for its card."""
    return {
        **{name: getattr(value.card, name) for name in FIELDS},
        "quotes": {field: [asdict(quote) for quote in quotes] for field, quotes in value.quotes.items()},
    }


def history(value: History) -> Plain:
    """A client."""
    sale = value.sale
    return {
        "client": value.chain.client,
        "name": value.chain.name,
        "people": list(value.chain.people),
        "status": value.chain.status and str(value.chain.status),
        "first_sale": sale
        and {"call": sale.call_id, "at": sale.at.isoformat(), "noted_by": sale.noted_by or None},
        "calls": [_call(call) for call in value.chain.calls],
        "handovers": [handover(one) for one in value.handovers],
    }


def leaving(value: Leaving) -> Plain:
    """A call with a sign of leaving."""
    quotes: list[Any] = [asdict(quote) for quote in value.quotes]
    return {**_call(value.call), "reviewed": value.reviewed, "quotes": quotes}


def _call(value: Call) -> Plain:
    facts = value.facts
    return {
        "id": value.id,
        "started_at": facts.started_at and facts.started_at.isoformat(),
        "sales_manager": facts.sales_manager,
        "role": facts.role and str(facts.role),
        "lead_kind": facts.lead_kind and str(facts.lead_kind),
        "lead_status": facts.lead_status,
    }


def _reply(value: Reply) -> Plain:
    source = "person" if value.author else "crm"
    return {"accepted": value.accepted, "reason": value.reason, "source": source, "by": value.author or None}


def _ruling(value: Ruling) -> Plain:
    plain = asdict(value)
    return {**plain, "at": value.at and value.at.isoformat()}
