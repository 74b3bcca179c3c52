"""The gate of hot leads: only staff may handle them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qcdesk.domain.call import Call, LeadKind
from qcdesk.domain.chain import when
from qcdesk.domain.lifecycle import Stage, Trainee, is_staff, stage_at

HOT = (LeadKind.HOT, LeadKind.REQUEST)
"""Leads that only staff may handle."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A hot lead that somebody handled who was not staff; `stage` is where he stood."""

    call: Call
    stage: Stage | None


def breaches(calls: Sequence[Call], people: Mapping[str, Trainee]) -> tuple[Breach, ...]:
    """Hot leads that were handled by somebody who was not staff at the time of the call."""
    out = []
    for call in calls:
        person = people.get(call.facts.sales_manager or "")
        if call.facts.lead_kind in HOT and not is_staff(person, when(call)):
            out.append(Breach(call, stage_at(person, when(call)) if person else None))
    return tuple(out)
