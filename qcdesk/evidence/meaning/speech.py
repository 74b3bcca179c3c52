"""What one side says in a call, in pieces of a sentence or two, and which wanted things are heard in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qcdesk.domain.evidence import Quote
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.evidence.folding import sentences
from qcdesk.evidence.guard import fault
from qcdesk.evidence.matcher import Hit
from qcdesk.evidence.meaning.likeness import Likeness, Row
from qcdesk.evidence.quoting import quote

_LONGEST_PAIR = 160
_NEARLY = 0.15
"""A piece speaks for several things of a group only where these are so nearly as likely as the likeliest."""
_BETTER_BY = 0.1
"""A pair of sentences counts only where it is so much likelier than each of them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or two that follow each other: its turn and half-open span in the turn's text."""

    turn: Turn
    start: int
    end: int
    is_pair: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.turn.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Heard:
    """A wanted thing in a piece of speech.

    Attributes:
        wanted: its place among the wanted.
        likelihood: that the quote means it, 0…1.
        at: turn and index of its text where the piece begins: quotes of turns without words have one time.
    """

    wanted: int
    quote: Quote
    likelihood: float
    at: tuple[int, int]


class Speech:
    """What one side says.

    Args:
        side: whose words count; where the two could not be told apart, everybody's.
    """

    def __init__(self, transcript: Transcript, side: Speaker, likeness: Likeness) -> None:
        self._transcript = transcript
        self._side = frozenset((side,))
        self._likeness = likeness
        told_apart = any(turn.speaker is Speaker.SALES_MANAGER for turn in transcript.turns)
        spoken = (side,) if told_apart else (side, Speaker.UNKNOWN)
        self.pieces = tuple(p for t in transcript.turns if t.speaker in spoken for p in _pieces(t))

    def scores(self, wanted: Sequence[str]) -> Row:
        """How likely each piece means each wanted thing, shape (wanted, pieces)."""
        return self._likeness.scores(wanted, [piece.text for piece in self.pieces])

    def heard(
        self, wanted: Sequence[str], rivals: Sequence[object], least: float | None = None
    ) -> list[Heard]:
        """The wanted things that are heard, in order of time.

        Args:
            rivals: the group of each wanted thing; a piece speaks for the likeliest group only.
            least: likelihood from which a thing is heard; the likeness's own unless given.
        """
        if not wanted or not self.pieces:
            return []
        scores = self.scores(wanted)
        limit = self._likeness.sure_from if least is None else least
        found = []
        for place, piece in enumerate(self.pieces):
            column = scores[:, place]
            best = int(column.argmax())
            if column[best] < limit:
                continue
            enough = max(limit, float(column[best]) - _NEARLY)
            for number in (
                n for n in range(len(wanted)) if column[n] >= enough and rivals[n] == rivals[best]
            ):
                if piece.is_pair and not self._is_better(scores[number], place):
                    continue
                if made := self.quote(piece):
                    found.append(Heard(number, made, float(column[number]), (piece.turn.index, piece.start)))
        return sorted(found, key=lambda one: one.at)

    def place_of(self, quote: Quote) -> int:
        """Index in its turn's text where a quote begins."""
        turn = next((t for t in self._transcript.turns if t.index == quote.turn), None)
        return max(0, turn.text.find(quote.text)) if turn else 0

    def quote(self, piece: Piece) -> Quote | None:
        """The guarded quote of a piece; None for words that prove nothing."""
        made = quote(piece.turn, Hit("", piece.turn.index, piece.start, piece.end))
        return None if fault(made, self._transcript, self._side) else made

    def _is_better(self, scores: Row, place: int) -> bool:
        """Whether a pair of sentences, which stands after its two, means more than each of them."""
        piece = self.pieces[place]
        single = [
            scores[n]
            for n, other in enumerate(self.pieces)
            if other.turn is piece.turn and not other.is_pair and piece.start <= other.start < piece.end
        ]
        return bool(scores[place] >= max(single, default=0.0) + _BETTER_BY)


def best_by_wanted(heard: Sequence[Heard]) -> dict[int, Heard]:
    """The likeliest place of each wanted thing."""
    best: dict[int, Heard] = {}
    for one in heard:
        if one.wanted not in best or one.likelihood > best[one.wanted].likelihood:
            best[one.wanted] = one
    return best


def _pieces(turn: Turn) -> Iterator[Piece]:
    bounds = sentences(turn.text)
    yield from (Piece(turn, start, end) for start, end in bounds)
    for (start, _e), (_s, end) in pairwise(bounds):
        if end - start <= _LONGEST_PAIR:
            yield Piece(turn, start, end, is_pair=True)
