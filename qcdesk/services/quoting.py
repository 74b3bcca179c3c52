"""Takes a quote from a transcript by its time or its words, and through the guard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcdesk.checklists.answers import GivenQuote
from qcdesk.domain.evidence import EvidenceRule, Quote
from qcdesk.domain.review import Answer
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import ReviewRefused
from qcdesk.evidence.guard import Fault, asked_sides, guard, occurrences, refusal
from qcdesk.evidence.quoting import Clock
from qcdesk.i18n import _

_NEAR_S = 3.0
_PREFERRED_S = 1.5
"""A turn of the expected speaker wins over one nearer by no more than this (people note whole seconds)."""

_LONGEST_WORDS = 40
_SENTENCE_END = re.compile(r"[.?!…]$")


def quoted(transcript: Transcript, rule: EvidenceRule | None, place: GivenQuote, subject: str = "") -> Quote:
    """The words that a reviewer names as evidence of what a rule asks for.

    Args:
        subject: id of the criterion, named in refusals.

    Raises:
        QuoteRefused: the words are no evidence (see `qcdesk.evidence.guard.fault`).
        ReviewRefused: nobody speaks at that time.
    """
    sides = asked_sides(rule)
    if place.text:
        return guard(_worded(transcript.turns, place), transcript, sides, subject)
    expected = (rule.by if rule else None) or Speaker.SALES_MANAGER
    asked = [t for t in transcript.turns if t.speaker in (*sides, Speaker.UNKNOWN)]
    aside = next((r for r in transcript.removed if r.start <= place.at <= r.end), None)
    if aside and not any(t.start <= place.at <= t.end for t in asked):
        raise refusal(Fault.QUARANTINED, aside.text, subject)
    quote = quote_at(asked, place.at, expected, place.by)
    quote = quote or quote_at(transcript.turns, place.at, expected, place.by)
    if quote is None:
        raise ReviewRefused(
            _("{id}: nobody speaks at {at:g} s").format(id=subject, at=place.at),
            _("Give the time of the words in the transcript (qcdesk show)"),
        )
    return guard(quote, transcript, sides, subject)


def heard_at(transcript: Transcript, rule: EvidenceRule | None, at: float, subject: str = "") -> Quote:
    """What is said at this second, as evidence of what a rule asks for; see `quoted`."""
    return quoted(transcript, rule, GivenQuote(at), subject)


def checked(transcript: Transcript, rule: EvidenceRule | None, answer: Answer) -> Answer:
    """The answer, if all its quotes are evidence of what the rule asks for.

    Raises:
        QuoteRefused: one is not.
    """
    for quote in answer.quotes:
        guard(quote, transcript, asked_sides(rule), answer.criterion)
    return answer


def _worded(turns: Sequence[Turn], place: GivenQuote) -> Quote:
    """The quote of given words, at the turn near that time that holds them, else at the nearest turn."""
    near = [t for t in turns if t.start - _NEAR_S <= place.at <= t.end + _NEAR_S]
    if place.by is not None:
        near = [t for t in near if t.speaker in (place.by, Speaker.UNKNOWN)]
    near.sort(key=lambda t: _distance(t, place.at, place.by))
    for turn in near:
        spans = [Clock(turn).times(*span) for span in occurrences(place.text, turn.text)]
        if spans:
            start, end = min(spans, key=lambda s: max(s[0] - place.at, place.at - s[1], 0.0))
            return Quote(turn.index, start, end, place.text)
    return Quote(near[0].index if near else -1, place.at, place.at, place.text)


def quote_at(
    turns: Sequence[Turn], at: float, expected: Speaker | None = None, by: Speaker | None = None
) -> Quote | None:
    """The sentence that is said at this time, or the nearest within three seconds; None when nobody speaks.

    The telephone system is never quoted. Speakers that could not be told apart count as either.

    Args:
        turns: of the transcript.
        at: seconds of the recording.
        expected: who is meant where turns overlap or stand close together.
        by: whose words must be quoted, when the reviewer said so.
    """
    near = [
        t for t in turns if t.start - _NEAR_S <= at <= t.end + _NEAR_S and t.speaker is not Speaker.SYSTEM
    ]
    if by is not None:
        near = [t for t in near if t.speaker in (by, Speaker.UNKNOWN)]
    if not near:
        return None
    turn = min(near, key=lambda t: (_distance(t, at, expected), t.end - t.start))
    if not turn.words:
        return Quote(turn.index, turn.start, turn.end, turn.text)
    first, last = _sentence(turn, at)
    text = _verbatim(turn, first, last)
    if text is None:
        return Quote(turn.index, turn.start, turn.end, turn.text)
    return Quote(turn.index, turn.words[first].start, turn.words[last].end, text)


def _distance(turn: Turn, at: float, expected: Speaker | None) -> float:
    other = expected is not None and turn.speaker not in (expected, Speaker.UNKNOWN)
    return max(turn.start - at, at - turn.end, 0.0) + (_PREFERRED_S if other else 0.0)


def _sentence(turn: Turn, at: float) -> tuple[int, int]:
    """Indexes of the first and last word of the sentence around `at`."""
    words = turn.words
    middle = min(range(len(words)), key=lambda i: max(words[i].start - at, at - words[i].end, 0.0))
    first = middle
    while first > 0 and not _SENTENCE_END.search(words[first - 1].text) and middle - first < _LONGEST_WORDS:
        first -= 1
    last = middle
    while (
        last < len(words) - 1
        and not _SENTENCE_END.search(words[last].text)
        and last - middle < _LONGEST_WORDS
    ):
        last += 1
    return first, last


def _verbatim(turn: Turn, first: int, last: int) -> str | None:
    """The part of the turn's text that holds these words; None when the text was edited since."""
    at, begin = 0, 0
    for i, word in enumerate(turn.words[: last + 1]):
        at = turn.text.find(word.text, at)
        if at < 0:
            return None
        if i == first:
            begin = at
        at += len(word.text)
    return turn.text[begin:at]
