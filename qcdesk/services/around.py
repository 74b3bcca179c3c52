"""Gathers what happens around the calls of a period: hand-overs, clients after a sale, trainees, breaches."""

from __future__ import annotations

from collections.abc import Sequence

from qcdesk.domain.call import Call, CallState
from qcdesk.domain.department import Department
from qcdesk.domain.evidence import Names
from qcdesk.domain.handover import History, Leaving
from qcdesk.domain.hot_leads import breaches
from qcdesk.domain.lifecycle import Rules, coachings
from qcdesk.evidence.handing import signs_of_leaving
from qcdesk.evidence.matcher import Matcher
from qcdesk.reports.around import Around, after_sale
from qcdesk.services.leads import histories
from qcdesk.services.lifecycle import known
from qcdesk.storage import Transaction


def around_of(tx: Transaction, calls: Sequence[Call], department: Department, rules: Rules) -> Around:
    """What happened around these calls.

    Args:
        calls: all calls of the period.
    """
    counted = [call for call in calls if call.exclusion is None]
    wanted, people = {call.id for call in calls}, known(tx)
    clients = histories(tx)
    passed = [h for one in clients for h in one.handovers if h.given.id in wanted]
    bought = tuple(one for one in clients if one.sale is not None)
    return Around(
        department=department,
        rules=rules,
        handovers=tuple(sorted(passed, key=lambda h: h.given.id, reverse=True)),
        histories=bought,
        leaving=_leaving(tx, bought, {call.id for call in counted}) if department.keeps_clients_apart else (),
        trainees=tuple(people[name] for name in sorted(people)),
        breaches=breaches(counted, people),
        coachings=coachings(tx.life.all()),
    )


def _leaving(tx: Transaction, bought: Sequence[History], wanted: set[int]) -> tuple[Leaving, ...]:
    """Calls after a first sale with signs of leaving; the patterns name nobody, so no names are needed."""
    patterns, out = Matcher(Names()), []
    for call in (c for history in bought for c in after_sale(history) if c.id in wanted):
        transcript = tx.transcripts.current(call.id)
        quotes = signs_of_leaving(transcript, patterns) if transcript else ()
        if quotes:
            out.append(Leaving(call, quotes, call.state is CallState.REVIEWED))
    return tuple(sorted(out, key=lambda one: (one.reviewed, one.call.id)))
