"""Takes a quote from a transcript by its time: verbatim, inside one turn, by the right speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qcdesk.domain.evidence import Quote
from qcdesk.domain.review import Answer
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.errors import ReviewRefused
from qcdesk.i18n import _

_NEAR_S = 3.0
_PREFERRED_S = 1.5
"""A turn of the expected speaker wins over one nearer by no more than this (people note whole seconds)."""

_LONGEST_WORDS = 40
_SENTENCE_END = re.compile(r"[.?!…]$")


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


def check_quotes(answers: Iterable[Answer], turns: Sequence[Turn]) -> None:
    """Refuses quotes that are not verbatim in the turn they name, or are the telephone system's.

    Raises:
        ReviewRefused: names the criterion.
    """
    by_index = {t.index: t for t in turns if t.speaker is not Speaker.SYSTEM}
    for answer in answers:
        for quote in answer.quotes:
            turn = by_index.get(quote.turn)
            if turn is None or quote.text not in turn.text:
                what = _("{id}: the quote is not in the transcript").format(id=answer.criterion)
                raise ReviewRefused(what, _("Take the quote from the transcript again"))


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
