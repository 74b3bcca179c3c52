"""A list of calls as a person asks for it: which ones, in which order, and what a line shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qcdesk.domain.call import Call, LeadKind, Role
from qcdesk.domain.checklist import Zone
from qcdesk.domain.period import Period


class View(StrEnum):
    """Calls that wait for the same thing. Calls that are not scored are in `ALL` and `EXCLUDED` only."""

    TO_REVIEW = "to_review"
    IN_WORK = "in_work"
    REVIEWED = "reviewed"
    NO_TRANSCRIPT = "no_transcript"
    FAILED = "failed"
    TODAY = "today"
    EXCLUDED = "excluded"
    ALL = "all"


class Order(StrEnum):
    """What a list is sorted by."""

    WHEN = "when"
    SALES_MANAGER = "sales_manager"
    CLIENT = "client"
    LENGTH = "length"
    STATE = "state"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class CallQuery:
    """Which calls, in which order.

    Attributes:
        text: is in a name, a telephone number, the name of the file or what was said; empty: any.
        checklist: id of the checklist of the review in force.
        zone: of its result, by the version it was made by.
        critical: only calls with a critical error or a raised flag that changed the result.
        flag: id of a flag that was raised.
    """

    view: View = View.ALL
    text: str = ""
    period: Period | None = None
    sales_manager: str | None = None
    role: Role | None = None
    lead_kind: LeadKind | None = None
    checklist: str | None = None
    zone: Zone | None = None
    critical: bool = False
    flag: str | None = None
    order: Order = Order.WHEN
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in a list, with the final result of its review in force (0…100) and its criticals.

    `checklist_hash` is the version that the review used (empty where there is none), `zone` that of the
    result by that version.
    """

    call: Call
    final: float | None = None
    criticals: int = 0
    checklist_hash: str = ""
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A turn that holds what was searched: the call's number, the turn's index, seconds, the turn's text."""

    call_id: int
    turn: int
    start: float
    text: str
