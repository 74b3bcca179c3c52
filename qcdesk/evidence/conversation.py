"""The turns of one call as rules see them: whose turns count, where a window lies, when a hit is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from qcdesk.domain.evidence import Quote, Window
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.matcher import Detector, Hit
from qcdesk.evidence.quoting import Clock, quote


class Conversation:
    """One call's turns with the detector that searches them.

    Where no turn is known to be the sales manager's (one channel, speakers not told apart), an `unknown` turn
    may be anyone's; `estimated` says so.

    Args:
        turns: in order.
        estimated: the speakers of the turns are only guessed.
    """

    def __init__(self, turns: Sequence[Turn], detector: Detector, *, estimated: bool = False) -> None:
        self.turns = tuple(turns)
        self._detector = detector
        self._clocks: dict[int, Clock] = {}
        manager = [t for t in self.turns if t.speaker is Speaker.SALES_MANAGER]
        live = [t for t in self.turns if t.speaker is not Speaker.SYSTEM]
        self._unknown = not manager and any(t.speaker is Speaker.UNKNOWN for t in live)
        self.estimated = estimated or self._unknown
        first = (manager or live or self.turns or (None,))[0]
        self._origin = first.start if first else 0.0
        self._call_start = min((t.start for t in live or self.turns), default=0.0)
        self._call_end = max((t.end for t in live or self.turns), default=0.0)

    def is_by(self, turn: Turn, by: Speaker | None) -> bool:
        """Whether a turn may be evidence of what `by` said; anyone's, the system's too, for None."""
        if by is None or turn.speaker is by:
            return True
        return self._unknown and turn.speaker is Speaker.UNKNOWN and by is not Speaker.SYSTEM

    def is_other(self, turn: Turn, by: Speaker | None) -> bool:
        """Whether a turn may be a living person's other than `by`."""
        if turn.speaker is Speaker.SYSTEM:
            return False
        return by is None or turn.speaker is not by

    def bounds(self, window: Window) -> tuple[float, float]:
        """First and last second of a window. One that begins at the sales manager's first turn has no
        beginning: an automatic greeting before it counts."""
        length = self._call_end - self._call_start
        starts, ends = [-inf], [inf]
        if window.from_s is not None and window.from_s > 0:
            starts.append(self._origin + window.from_s)
        if window.to_s is not None:
            ends.append(self._origin + window.to_s)
        if window.first_pct is not None:
            ends.append(self._call_start + length * window.first_pct / 100)
        if window.last_pct is not None:
            starts.append(self._call_end - length * window.last_pct / 100)
        if window.last_s is not None:
            starts.append(self._call_end - window.last_s)
        return max(starts), min(ends)

    def overlapping(self, turns: Sequence[Turn], window: Window) -> list[Turn]:
        """The turns that lie at least partly inside a window."""
        first, last = self.bounds(window)
        return [t for t in turns if t.start <= last and t.end >= first]

    def hits(self, patterns: Sequence[str], turns: Sequence[Turn], window: Window) -> list[Hit]:
        """Hits of any of the patterns that are said inside the window, in order of time."""
        first, last = self.bounds(window)
        found: list[Hit] = []
        for turn in self.overlapping(turns, window):
            inside = first <= turn.start and turn.end <= last
            found += [
                hit
                for hit in self._in_turn(patterns, turn)
                if inside or first <= self.clock(turn).moment(hit.start) <= last
            ]
        return found

    def _in_turn(self, patterns: Sequence[str], turn: Turn) -> Iterator[Hit]:
        hits = [hit for pattern in patterns for hit in self._detector.hits(pattern, turn)]
        yield from sorted(hits, key=lambda hit: (hit.start, hit.end))

    def following(self, index: int, by: Speaker | None, limit: int | None) -> list[Turn]:
        """The next turns of `by` after the turn of that index, at most `limit` of them.

        Where the speakers are not known every turn counts for one, so twice as many are looked at.
        """
        later = [t for t in self.turns if t.index > index and self.is_by(t, by)]
        if by is None:
            later = [t for t in later if t.speaker is not Speaker.SYSTEM]
        return later if limit is None else later[: limit * (2 if self._unknown else 1)]

    def turn(self, hit: Hit) -> Turn:
        """The turn of a hit."""
        return next(t for t in self.turns if t.index == hit.turn)

    def clock(self, turn: Turn) -> Clock:
        """The turn's clock, built once."""
        if turn.index not in self._clocks:
            self._clocks[turn.index] = Clock(turn)
        return self._clocks[turn.index]

    def quote(self, hit: Hit) -> Quote:
        """The quote of a hit."""
        turn = self.turn(hit)
        return quote(turn, hit, self.clock(turn))
