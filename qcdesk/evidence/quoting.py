"""Quotes: the sentence around a hit, word for word, with its times inside the turn."""

from __future__ import annotations

from collections.abc import Iterator

from qcdesk.domain.evidence import Quote
from qcdesk.domain.transcript import Turn, Word
from qcdesk.evidence.folding import fold_with_origin, sentences
from qcdesk.evidence.matcher import Hit

LONGEST = 160
_FARTHEST_WORD = 60


def quote(turn: Turn, hit: Hit, clock: Clock | None = None) -> Quote:
    """The sentence of a hit, at most `LONGEST` characters cut at word borders, with its times in seconds.

    The text is a substring of the turn's text; the times lie inside the turn and come from its words where
    they can be found in the text, else they are the turn's own.
    """
    start, end = _bounds(turn.text, hit.start, hit.end)
    from_s, to_s = (clock or Clock(turn)).times(start, end)
    return Quote(turn.index, from_s, to_s, turn.text[start:end])


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    around = [(a, b) for a, b in sentences(text) if a < end and b > start]
    left, right = (around[0][0], around[-1][1]) if around else (start, end)
    if right - left <= LONGEST:
        return left, right
    room = max(0, LONGEST - (end - start)) // 2
    return _cut(text, max(left, start - room), min(right, max(end, start) + room), (left, right))


def _cut(text: str, start: int, end: int, limits: tuple[int, int]) -> tuple[int, int]:
    """Moves both ends to word borders inside, and cuts what is still too long."""
    end = min(end, start + LONGEST)
    if start > limits[0] and not text[start - 1].isspace():
        start = next((n + 1 for n in range(start, end) if text[n].isspace()), start)
    if end < limits[1] and not text[end].isspace():
        end = next((n for n in range(end - 1, start, -1) if text[n].isspace()), end)
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


class Clock:
    """When the characters of one turn's text are said, seconds inside the turn.

    Times come from the turn's words where they can be found in its text. Only letters and digits are
    compared: recognisers differ in the spaces and marks they give to words.
    """

    def __init__(self, turn: Turn) -> None:
        self._first, self._last = min(turn.start, turn.end), max(turn.start, turn.end)
        self._length = max(1, len(turn.text))
        self._placed = tuple(_placed(turn))

    def times(self, start: int, end: int) -> tuple[float, float]:
        """First and last second of a half-open span of the text; the turn's own where no word is known."""
        inside = [word for a, b, word in self._placed if a < end and b > start]
        if not inside:
            return self._first, self._last
        from_s, to_s = self._within(inside[0].start), self._within(inside[-1].end)
        return (from_s, to_s) if from_s <= to_s else (self._first, self._last)

    def moment(self, place: int) -> float:
        """Second at which an index of the text is said: from the words, else by its share of the text."""
        nearest = next((word for _, b, word in self._placed if b > place), None)
        if nearest is None:
            return self._first + (self._last - self._first) * place / self._length
        return self._within(nearest.start)

    def _within(self, second: float) -> float:
        return min(max(second, self._first), self._last)


def _placed(turn: Turn) -> Iterator[tuple[int, int, Word]]:
    """Half-open spans of the turn's text with the words said there; words not found near are left out."""
    if not turn.words:
        return
    letters, origin = _letters(turn.text)
    place = 0
    for word in turn.words:
        wanted, _ = _letters(word.text)
        found = letters.find(wanted, place, place + len(wanted) + _FARTHEST_WORD) if wanted else -1
        if found >= 0:
            place = found + len(wanted)
            yield origin[found], origin[place - 1] + 1, word


def _letters(text: str) -> tuple[str, list[int]]:
    folded = fold_with_origin(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    return "".join(c for c, _ in kept), [o for _, o in kept]
