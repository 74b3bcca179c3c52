"""A lead that one person hands over to another: the card, the receiver's answer, the ruling, and its fate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from qcdesk.domain.call import Call, LeadKind, Role
from qcdesk.domain.chain import Chain, FirstSale, when
from qcdesk.domain.evidence import Quote
from qcdesk.domain.lead_status import LeadStatus, lead_status_of

FIELDS = ("what", "volume", "term", "decides", "objections", "call_at")
"""What a hand-over card holds, in its order."""


class Verdict(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Fate(StrEnum):
    """What became of a lead after it was handed over."""

    SALE = "sale"
    LOST = "lost"
    IN_WORK = "in_work"
    NOT_CALLED = "not_called"


@dataclass(frozen=True, slots=True)
class Card:
    """What the caller hands over.

    Attributes:
        receiver: for whom it is; empty: nobody named.
        what: what the client needs; volume: how much; term: by when.
        decides: who decides; objections: what speaks against it; call_at: when to call.
        author, at: who confirmed it and when; empty where it is only proposed.
    """

    what: str = ""
    volume: str = ""
    term: str = ""
    decides: str = ""
    objections: str = ""
    call_at: str = ""
    receiver: str = ""
    author: str = ""
    at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that say nothing."""
        return tuple(name for name in FIELDS if not getattr(self, name).strip())

    def with_fields(self, given: Mapping[str, str]) -> Card:
        """The card with some fields told anew."""
        told: Any = {name: " ".join(text.split()) for name, text in given.items()}
        return replace(self, **told)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A card that the call itself gives, and by field the words it rests on; a person confirms it."""

    card: Card
    quotes: Mapping[str, tuple[Quote, ...]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the receiver says of a lead; `author` is empty where the CRM's status says it."""

    accepted: bool
    reason: str = ""
    receiver: str = ""
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the quality department found when it heard both calls.

    Attributes:
        complete: the card says all that the client said.
        truthful: what it says is true.
        in_time: the receiver called when it was promised.
        used: the receiver used what he was given.
        rejection_grounded: a rejection had a ground; unknown where nothing was rejected.
    """

    complete: Verdict = Verdict.UNKNOWN
    truthful: Verdict = Verdict.UNKNOWN
    in_time: Verdict = Verdict.UNKNOWN
    used: Verdict = Verdict.UNKNOWN
    rejection_grounded: Verdict = Verdict.UNKNOWN
    comment: str = ""
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """One lead that passed from one person to another.

    Attributes:
        given: the call in which it was handed over.
        taken: the receiver's first call afterwards; None: there is none.
        receiver: who took it, else for whom it was meant; empty: nobody is known.
        fate: what is known of it by now.
    """

    client: str
    client_name: str
    given: Call
    taken: Call | None
    receiver: str
    card: Card | None
    reply: Reply | None
    ruling: Ruling | None
    fate: Fate

    @property
    def caller(self) -> str:
        """Who handed it over."""
        return self.given.facts.sales_manager or ""

    @property
    def hours(self) -> float | None:
        """Hours from the end of the talk to the receiver's first call; None: no such call, or no times."""
        if self.taken is None or _untimed(self.given) or _untimed(self.taken):
            return None
        ended = when(self.given) + timedelta(seconds=self.given.audio.duration_s)
        return max((when(self.taken) - ended).total_seconds() / 3600, 0.0)

    @property
    def open(self) -> bool:
        """Whether nobody answered or called yet."""
        return self.taken is None and self.reply is None and self.fate is not Fate.SALE


@dataclass(frozen=True, slots=True)
class History:
    """A client's chain with his first sale and the hand-overs in it."""

    chain: Chain
    sale: FirstSale | None
    handovers: tuple[Handover, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A call in which a client complained or spoke of leaving: to be reviewed for retention.

    Attributes:
        reviewed: a finished review of it stands.
    """

    call: Call
    quotes: tuple[Quote, ...]
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What people said of hand-overs, by the number of the caller's call."""

    cards: Mapping[int, Card]
    replies: Mapping[int, Reply]
    rulings: Mapping[int, Ruling]


def handovers(chain: Chain, told: Told, sale: FirstSale | None = None) -> tuple[Handover, ...]:
    """The hand-overs in a chain, the earliest first.

    A call hands over when its card was confirmed, when the CRM says that the lead was passed on, accepted or
    rejected, or when a caller spoke and the next person's call is one with a handed-over lead.
    """
    out = []
    for call in chain.calls:
        later = chain.after(call)
        taken = next((c for c in later if _is_other(c, call)), None)
        if call.id in told.cards or call.id in told.replies or _passes_on(call, taken):
            out.append(_handover(chain, call, taken, told, sale))
    return tuple(_without_repeats(out))


def _passes_on(call: Call, taken: Call | None) -> bool:
    if call.facts.role not in (Role.CALLER, None):
        return False
    if lead_status_of(call.facts.lead_status) in _PASSED:
        return call.facts.role is Role.CALLER or call.facts.lead_kind is not LeadKind.HANDED_OVER
    return taken is not None and taken.facts.lead_kind is LeadKind.HANDED_OVER


_PASSED = (LeadStatus.HANDED_OVER, LeadStatus.ACCEPTED, LeadStatus.REJECTED)


def _without_repeats(found: list[Handover]) -> list[Handover]:
    """Of several calls of one caller before the same call of the receiver, the last is the hand-over."""
    last: dict[tuple[str, int | None], Handover] = {}
    for one in found:
        last[one.caller, one.taken.id if one.taken else None] = one
    return [h for h in found if h.card or h.reply or last[h.caller, h.taken.id if h.taken else None] is h]


def _handover(chain: Chain, call: Call, taken: Call | None, told: Told, sale: FirstSale | None) -> Handover:
    card, reply = told.cards.get(call.id), told.replies.get(call.id) or _crm_reply(call, taken)
    meant = (reply.receiver if reply else "") or (card.receiver if card else "")
    receiver = (taken.facts.sales_manager if taken else None) or meant
    return Handover(
        client=chain.client,
        client_name=chain.name,
        given=call,
        taken=taken,
        receiver=receiver or "",
        card=card,
        reply=reply,
        ruling=told.rulings.get(call.id),
        fate=_fate(chain, call, taken, sale),
    )


def _crm_reply(call: Call, taken: Call | None) -> Reply | None:
    for found in (taken, call):
        status = lead_status_of(found.facts.lead_status) if found else None
        if found is not None and status in (LeadStatus.ACCEPTED, LeadStatus.REJECTED):
            return Reply(status is LeadStatus.ACCEPTED, (found.facts.comment or "").strip())
    return None


def _fate(chain: Chain, call: Call, taken: Call | None, sale: FirstSale | None) -> Fate:
    later = chain.after(call)
    if sale is not None and sale.call_id in {c.id for c in (call, *later)}:
        return Fate.SALE
    statuses = [status for c in later if (status := lead_status_of(c.facts.lead_status))]
    if statuses and statuses[-1] in (LeadStatus.LOST, LeadStatus.REJECTED):
        return Fate.LOST
    own = lead_status_of(call.facts.lead_status)
    if own is LeadStatus.REJECTED:
        return Fate.LOST
    return Fate.IN_WORK if taken is not None else Fate.NOT_CALLED


def _is_other(later: Call, call: Call) -> bool:
    name = later.facts.sales_manager
    return bool(name) and name != call.facts.sales_manager and later.facts.role is not Role.CALLER


def _untimed(call: Call) -> bool:
    return call.facts.started_at is None or call.facts.started_at_approximate
