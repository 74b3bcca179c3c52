"""What happens around the calls: hand-overs, clients after the first sale, trainees, breaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from qcdesk.domain.call import Call, Role
from qcdesk.domain.chain import when
from qcdesk.domain.department import Department
from qcdesk.domain.handover import Fate, Handover, History, Leaving, Verdict
from qcdesk.domain.hot_leads import Breach
from qcdesk.domain.lead_status import LeadStatus, lead_status_of
from qcdesk.domain.lifecycle import Coaching, Rules, Trainee


@dataclass(frozen=True, slots=True)
class PassingRow:
    """How one person hands over, or receives.

    Attributes:
        accepted, grounded, groundless, unruled, unanswered: what was answered, rejections by the ruling.
        hours: median hours from the talk to the receiver's first call; of so many `timed`.
        sales, lost, in_work, not_called: what became of the leads.
        incomplete: cards that are ruled not complete or not true.
        late, unused: ruled: the receiver called late, did not use what he was given.
    """

    name: str
    leads: int
    accepted: int
    grounded: int
    groundless: int
    unruled: int
    unanswered: int
    hours: float | None
    timed: int
    sales: int
    lost: int
    in_work: int
    not_called: int
    incomplete: int
    late: int
    unused: int


@dataclass(frozen=True, slots=True)
class AccountRow:
    """How one person keeps clients after their first sale.

    Attributes:
        clients, calls: after the first sale, in the period.
        repeats: clients who bought again.
        leaving: calls with a complaint or a sign of leaving; `reviewed` of them.
        out_of_role: calls in another role than an account manager's.
    """

    name: str
    clients: int
    calls: int
    repeats: int
    leaving: int
    reviewed: int
    out_of_role: int


@dataclass(frozen=True, slots=True)
class Around:
    """All of it, of one period.

    Attributes:
        handovers: leads handed over in the period, the latest first.
        histories: all clients who bought.
        leaving: calls of the period, after a first sale, with signs of leaving.
        coachings: all sessions with coaches.
    """

    department: Department = field(default_factory=lambda: Department(2, 5))
    rules: Rules = field(default_factory=Rules)
    handovers: tuple[Handover, ...] = ()
    histories: tuple[History, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    trainees: tuple[Trainee, ...] = ()
    breaches: tuple[Breach, ...] = ()
    coachings: tuple[Coaching, ...] = ()


def passing_rows(found: Iterable[Handover], whose: Callable[[Handover], str]) -> tuple[PassingRow, ...]:
    """One row a person, by the alphabet; last those of nobody known."""
    groups: dict[str, list[Handover]] = defaultdict(list)
    for one in found:
        groups[whose(one)].append(one)
    return tuple(_passing(name, groups[name]) for name in sorted(groups, key=lambda n: (not n, n)))


def account_rows(around: Around, calls: Iterable[Call]) -> tuple[AccountRow, ...]:
    """One row a person who spoke with a client after the first sale.

    Args:
        calls: of the period, without the excluded ones.
    """
    wanted = {call.id for call in calls}
    own: dict[str, list[tuple[History, Call]]] = defaultdict(list)
    for history in around.histories:
        for call in after_sale(history):
            if call.id in wanted:
                own[call.facts.sales_manager or ""].append((history, call))
    leaving = {one.call.id: one for one in around.leaving}
    return tuple(_account(name, own[name], leaving) for name in sorted(own, key=lambda n: (not n, n)))


def after_sale(history: History) -> list[Call]:
    """The calls after the first sale."""
    if history.sale is None:
        return []
    return [call for call in history.chain.calls if when(call) > history.sale.at]


def _passing(name: str, found: Sequence[Handover]) -> PassingRow:
    rejected = [h for h in found if h.reply is not None and not h.reply.accepted]
    grounds = [h.ruling.rejection_grounded if h.ruling else Verdict.UNKNOWN for h in rejected]
    hours = [h.hours for h in found if h.hours is not None]
    ruled = [h.ruling for h in found if h.ruling is not None]
    bad = (Verdict.NO, Verdict.PARTLY)
    return PassingRow(
        name=name,
        leads=len(found),
        accepted=sum(h.reply is not None and h.reply.accepted for h in found),
        grounded=sum(g in (Verdict.YES, Verdict.PARTLY) for g in grounds),
        groundless=grounds.count(Verdict.NO),
        unruled=grounds.count(Verdict.UNKNOWN),
        unanswered=sum(h.reply is None for h in found),
        hours=median(hours) if hours else None,
        timed=len(hours),
        sales=sum(h.fate is Fate.SALE for h in found),
        lost=sum(h.fate is Fate.LOST for h in found),
        in_work=sum(h.fate is Fate.IN_WORK for h in found),
        not_called=sum(h.fate is Fate.NOT_CALLED for h in found),
        incomplete=sum(r.complete in bad or r.truthful in bad for r in ruled),
        late=sum(r.in_time in bad for r in ruled),
        unused=sum(r.used in bad for r in ruled),
    )


def _account(name: str, own: Sequence[tuple[History, Call]], leaving: dict[int, Leaving]) -> AccountRow:
    signs = [leaving[call.id] for _history, call in own if call.id in leaving]
    repeats = {h.chain.client for h, c in own if _bought_again(c)}
    return AccountRow(
        name=name,
        clients=len({history.chain.client for history, _call in own}),
        calls=len(own),
        repeats=len(repeats),
        leaving=len(signs),
        reviewed=sum(sign.reviewed for sign in signs),
        out_of_role=sum(c.facts.role not in (Role.ACCOUNT, Role.UNIVERSAL, None) for _h, c in own),
    )


def _bought_again(call: Call) -> bool:
    return lead_status_of(call.facts.lead_status) in (LeadStatus.REPEAT, LeadStatus.SALE)
