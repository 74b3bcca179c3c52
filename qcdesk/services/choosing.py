"""Chooses the checklist of a call: by role, kind of lead, direction and stage, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.services.expecting import NOTHING, Expected
from qcdesk.services.reviewing import facts_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A checklist and the facts of the call that speak for it; an expected one says why in brackets."""

    checklist: Checklist
    because: tuple[str, ...]


def choose(call: Call, checklists: Sequence[Checklist], expected: Expected = NOTHING) -> Choice | None:
    """The checklist with most facts in its favour among those that no known fact speaks against.

    Args:
        expected: facts that nobody said and that follow from what else is known.

    The first of equals wins; None when every checklist is ruled out.
    """
    return next(iter(_best(call, checklists, expected)), None)


def least_talk(call: Call, checklists: Sequence[Checklist]) -> float:
    """Seconds of speech below which the call is not scored, whichever of the equally fitting is used."""
    return min((choice.checklist.min_talk_s for choice in _best(call, checklists)), default=0.0)


def _best(call: Call, checklists: Sequence[Checklist], expected: Expected = NOTHING) -> list[Choice]:
    """The checklists with most facts in their favour, in the order given."""
    facts = {**expected.facts, **facts_of(call)}
    fitting: list[Choice] = []
    for checklist in checklists:
        known = {name: values for name, values in checklist.applies_if.items() if name in facts}
        if all(facts[name] in values for name, values in known.items()):
            said = tuple(_said(name, facts[name], expected) for name in known)
            fitting.append(Choice(checklist, said))
    most = max((len(choice.because) for choice in fitting), default=0)
    return [choice for choice in fitting if len(choice.because) == most]


def _said(name: str, value: str, expected: Expected) -> str:
    why = expected.why.get(name)
    return f"{name}={value} ({why})" if why else f"{name}={value}"
