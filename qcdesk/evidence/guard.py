"""The evidence guard: the one test that every quote passes, whether a person or a program gives it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from enum import StrEnum

from qcdesk.domain.detectors import detected
from qcdesk.domain.evidence import EvidenceRule, Quote
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import QuoteRefused
from qcdesk.i18n import _

LIVING = frozenset((Speaker.SALES_MANAGER, Speaker.CLIENT))
ANYONE = frozenset((*LIVING, Speaker.SYSTEM))
_SLACK_S = 0.05
"""Times are rounded on their way through files; less than this is no contradiction."""


class Fault(StrEnum):
    """Why words prove nothing."""

    PARAPHRASE = "paraphrase"
    WRONG_TURN = "wrong_turn"
    QUARANTINED = "quarantined"
    OUTSIDE_AUDIO = "outside_audio"
    OUTSIDE_TURN = "outside_turn"
    WRONG_SPEAKER = "wrong_speaker"


def asked_sides(rule: EvidenceRule | None) -> frozenset[Speaker]:
    """Whose words may prove what a rule asks for; the two people's where there is no rule.

    A rule that looks for an answer (`then`) or begins at words of the other one (`after`) shows these too.
    """
    if rule is None:
        return LIVING
    if rule.by is None:
        known = detected(rule.detector) if rule.detector else None
        return frozenset(known.sides) if known else ANYONE
    sides = {rule.by}
    if rule.then is not None:
        sides.add(rule.then.by)
    if rule.after is not None:
        sides |= LIVING
    return frozenset(sides)


def fault(quote: Quote, transcript: Transcript, sides: Collection[Speaker] = ANYONE) -> Fault | None:
    """What is wrong with a quote; None when it is evidence.

    A quote is evidence when it is verbatim (whole words) in the turn it names of the transcript in force,
    lies in that turn and in the recording, is said by one of `sides`, and was not set aside as invented.
    Where the speakers could not be told apart, an unknown one may be either person.

    Args:
        transcript: the one in force; a quote of an older one fails where its text was changed since.
        sides: whose words count (see `asked_sides`).
    """
    turn = next((t for t in transcript.turns if t.index == quote.turn), None)
    if turn is None or not any(occurrences(quote.text, turn.text)):
        return _elsewhere(quote, transcript)
    if not _inside(quote, 0.0, transcript.audio_s):
        return Fault.OUTSIDE_AUDIO
    if not _inside(quote, turn.start, turn.end):
        return Fault.OUTSIDE_TURN
    if any(r.channel == turn.channel and _inside(quote, r.start, r.end) for r in transcript.removed):
        return Fault.QUARANTINED
    return None if _is_by(turn, transcript, sides) else Fault.WRONG_SPEAKER


def guard(
    quote: Quote, transcript: Transcript, sides: Collection[Speaker] = ANYONE, subject: str = ""
) -> Quote:
    """The quote, if it is evidence (see `fault`).

    Args:
        subject: what it is to prove (the criterion's id), named in the refusal.

    Raises:
        QuoteRefused: with the fault.
    """
    found = fault(quote, transcript, sides)
    if found is not None:
        raise refusal(found, quote.text, subject)
    return quote


def refusal(found: Fault, said: str, subject: str = "") -> QuoteRefused:
    """The error that names the words, what is wrong with them, and the remedy."""
    what, remedy = {
        Fault.PARAPHRASE: (
            _("“{quote}” is not said so in the transcript"),
            _("Quote word for word, or name the time alone (qcdesk show)"),
        ),
        Fault.WRONG_TURN: (
            _("“{quote}” is said in another turn"),
            _("Name the time at which it is said (qcdesk show)"),
        ),
        Fault.QUARANTINED: (
            _("“{quote}” was set aside as invented by the recogniser"),
            _("Listen to the place; quote what stands in the turns"),
        ),
        Fault.OUTSIDE_AUDIO: (
            _("“{quote}” lies outside the recording"),
            _("Transcribe the call again: qcdesk transcribe NUMBER --again"),
        ),
        Fault.OUTSIDE_TURN: (
            _("“{quote}” is not said at that time"),
            _("Name the time at which it is said (qcdesk show)"),
        ),
        Fault.WRONG_SPEAKER: (
            _("“{quote}” is said by somebody whose words do not count here"),
            _("Quote the other side; if the sides are exchanged: qcdesk swap NUMBER"),
        ),
    }[found]
    told = what.format(quote=said[:80])
    return QuoteRefused(f"{subject}: {told}" if subject else told, remedy, fault=str(found))


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans at which words stand in a text, not inside other words; none for blank ones."""
    if not any(char.isalnum() for char in words):
        return
    place = text.find(words)
    while place >= 0:
        end = place + len(words)
        cut_before = words[0].isalnum() and place > 0 and text[place - 1].isalnum()
        if not cut_before and not (words[-1].isalnum() and end < len(text) and text[end].isalnum()):
            yield place, end
        place = text.find(words, place + 1)


def _elsewhere(quote: Quote, transcript: Transcript) -> Fault:
    if any(any(occurrences(quote.text, removed.text)) for removed in transcript.removed):
        return Fault.QUARANTINED
    said = any(any(occurrences(quote.text, turn.text)) for turn in transcript.turns)
    return Fault.WRONG_TURN if said else Fault.PARAPHRASE


def _inside(quote: Quote, start: float, end: float) -> bool:
    if not (math.isfinite(quote.start) and math.isfinite(quote.end)):
        return False
    return start - _SLACK_S <= quote.start <= quote.end <= end + _SLACK_S


def _is_by(turn: Turn, transcript: Transcript, sides: Collection[Speaker]) -> bool:
    if turn.speaker in sides:
        return True
    told_apart = any(t.speaker is Speaker.SALES_MANAGER for t in transcript.turns)
    return turn.speaker is Speaker.UNKNOWN and not told_apart and not LIVING.isdisjoint(sides)
