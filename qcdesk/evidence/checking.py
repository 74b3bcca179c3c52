"""Hints through the guard: quotes that prove nothing fall out, and silence counts only where it was heard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qcdesk.domain.checklist import Checklist
from qcdesk.domain.detectors import detected
from qcdesk.domain.evidence import EvidenceRule, Hint
from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.evidence.guard import asked_sides, fault
from qcdesk.evidence.hearing import enough, hearing


def checked_hints(hints: Iterable[Hint], checklist: Checklist, transcript: Transcript) -> tuple[Hint, ...]:
    """The hints of a checklist, each as far as it stands the guard (see `checked`)."""
    return tuple(checked(hint, _rule_of(checklist, hint.criterion), transcript) for hint in hints)


def checked(hint: Hint, rule: EvidenceRule | None, transcript: Transcript) -> Hint:
    """The hint as far as it may be shown.

    Quotes that the guard refuses are dropped, and with the last of them the suggestion. One that rests on
    silence stands only where enough of that side was recognised; else the hint says where to listen.
    """
    sides = asked_sides(rule)
    quotes = tuple(q for q in hint.quotes if fault(q, transcript, sides) is None)
    if hint.suggested is None:
        return replace(hint, quotes=quotes, confidence=hint.confidence if quotes else 0.0)
    if hint.quotes and not quotes:
        return Hint(hint.criterion, None, 0.0)
    if rests_on_silence(hint, rule):
        heard = hearing(transcript, side_of(rule), rule.window if rule else None)
        if not enough(heard):
            return Hint(hint.criterion, None, 0.0, quotes, heard.places)
    return replace(hint, quotes=quotes)


def rests_on_silence(hint: Hint, rule: EvidenceRule | None) -> bool:
    """Whether a hint says that something was not said."""
    if rule is not None and rule.absent and hint.suggested == "yes":
        return True
    measured = rule is not None and rule.metrics
    return hint.suggested in ("no", 0.0) and not hint.quotes and not measured


def side_of(rule: EvidenceRule | None) -> Speaker | None:
    """Whose silence a rule is about; None: everybody's."""
    if rule is None or rule.by is not None:
        return rule.by if rule else None
    known = detected(rule.detector) if rule.detector else None
    return known.sides[0] if known else None


def _rule_of(checklist: Checklist, id: str) -> EvidenceRule | None:
    part = checklist.criterion(id) or checklist.flag(id)
    return part.evidence if part else None
