"""Chooses the checklist of a call: by role, kind of lead, direction and stage, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.services.reviewing import facts_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A checklist and the facts of the call that speak for it."""

    checklist: Checklist
    because: tuple[str, ...]


def choose(call: Call, checklists: Sequence[Checklist]) -> Choice | None:
    """The checklist with most facts in its favour among those that no known fact speaks against.

    The first of equals wins; None when every checklist is ruled out.
    """
    facts = facts_of(call)
    best: Choice | None = None
    for checklist in checklists:
        known = {name: values for name, values in checklist.applies_if.items() if name in facts}
        if any(facts[name] not in values for name, values in known.items()):
            continue
        because = tuple(f"{name}={facts[name]}" for name in known)
        if best is None or len(because) > len(best.because):
            best = Choice(checklist, because)
    return best
