"""Clips of recordings in a report: which words are to be heard, where to cut, what to cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.domain.masking import HIDDEN
from qcdesk.domain.transcript import Speaker, Turn, Word
from qcdesk.reports.findings import Example
from qcdesk.reports.privacy import Privacy

AROUND_S = 0.5
LONGEST_S = 30.0
MOST_SECONDS = 180.0
"""All clips of one file together: what an owner listens to at one go."""
_BLEEP_AROUND_S = 0.15
_UNTIMED_AROUND_S = 1.0
_REACH_S = 45.0

Key = tuple[int, float]
"""A call's number and the second at which the quote begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote that should be heard: call, and seconds of its words."""

    call: int
    start: float
    end: float

    @property
    def key(self) -> Key:
        return self.call, self.start


@dataclass(frozen=True, slots=True)
class Line:
    """What one speaker says in a clip; `at` is in seconds of the recording."""

    at: float
    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Where one clip is cut, seconds of the recording.

    Attributes:
        bleeps: spans to be covered by a tone.
        lines: the transcript of the clip, personal data hidden.
    """

    start: float
    end: float
    bleeps: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip in a report.

    Attributes:
        sound: Opus in Ogg; empty where the recording is no longer on disk: the quote stands in its place.
        left_out: there is a recording, but the file's three minutes are full.
    """

    start: float
    end: float
    lines: tuple[Line, ...]
    sound: bytes = b""
    left_out: bool = False


Clips = Mapping[Key, Clip]


def wanted(examples: Iterable[Example]) -> tuple[Wanted, ...]:
    """The first quote of each example, in their order, none twice."""
    found = {
        (e.call, e.quotes[0].at): Wanted(e.call, e.quotes[0].at, e.quotes[0].end)
        for e in examples
        if e.quotes
    }
    return tuple(found.values())


def cut_of(wish: Wanted, turns: Sequence[Turn], audio_s: float, privacy: Privacy) -> Cut:
    """Where to cut: at the borders of the turns that hold the quote, half a second around.

    A turn longer than half a minute is cut at words around the quote. Covered is whatever the reader of the
    report must not read: phones, cards, codes, colleagues' names.
    """
    held = [t for t in turns if t.start < wish.end and t.end > wish.start]
    first, last = _borders(wish, held)
    start, end = max(0.0, first - AROUND_S), min(audio_s, last + AROUND_S)
    hidden = _hidden(turns, (start, end), privacy)
    bleeps = tuple((max(s, start), min(e, end)) for s, e in _merged(hidden) if s < end and e > start)
    lines = tuple(_line(t, (first, last), bleeps) for t in held)
    return Cut(start, end, bleeps, tuple(line for line in lines if line.text))


def chosen(cuts: Iterable[tuple[Key, Cut]], most_s: float = MOST_SECONDS) -> frozenset[Key]:
    """The clips that fit into the time, the first ones first; a shorter one may fill what is left."""
    left, found = most_s, set()
    for key, cut in cuts:
        if cut.end - cut.start <= left:
            left -= cut.end - cut.start
            found.add(key)
    return frozenset(found)


def _borders(wish: Wanted, held: Sequence[Turn]) -> tuple[float, float]:
    if not held:
        return wish.start, min(wish.end, wish.start + LONGEST_S)
    first, last = min(t.start for t in held), max(t.end for t in held)
    if last - first <= LONGEST_S:
        return first, last
    room = max(0.0, (LONGEST_S - (wish.end - wish.start)) / 2)
    words = [w for t in held for w in t.words]
    early = [w.start for w in words if w.start >= wish.start - room]
    late = [w.end for w in words if w.end <= wish.end + room]
    first = max(first, min(early, default=wish.start - room))
    return first, min(last, max(late, default=wish.end + room), first + LONGEST_S)


def _hidden(
    turns: Sequence[Turn], clip: tuple[float, float], privacy: Privacy
) -> Iterator[tuple[float, float]]:
    """Seconds in which something is said that must not be heard.

    The words of one speaker are read in one go: a number that he dictates is often broken by the other's
    «так» and «угу».
    """
    near = [t for t in turns if t.end > clip[0] - _REACH_S and t.start < clip[1] + _REACH_S]
    for speaker in dict.fromkeys((t.speaker, t.channel) for t in near):
        words = [w for t in near if (t.speaker, t.channel) == speaker for w in _words(t)]
        text, places = "", []
        for word, around in words:
            text += " " if text else ""
            places.append((len(text), len(text) + len(word.text), word, around))
            text += word.text
        for first, last in privacy.hidden(text):
            for start, end, word, around in places:
                if start < last and end > first:
                    yield word.start - around, word.end + around


def _words(turn: Turn) -> Iterator[tuple[Word, float]]:
    """Words with how uncertain their times are; without times they are spread over the turn evenly."""
    if turn.words:
        for word in turn.words:
            yield Word(word.start, word.end, word.text.strip(), word.confidence), _BLEEP_AROUND_S
        return
    said = turn.text.split()
    step = (turn.end - turn.start) / max(len(said), 1)
    for place, text in enumerate(said):
        start = turn.start + place * step
        yield Word(start, start + step, text, 0.0), _UNTIMED_AROUND_S


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return out


def _line(turn: Turn, kept: tuple[float, float], bleeps: Sequence[tuple[float, float]]) -> Line:
    """The turn as it is heard: words more than half under a bleep are hidden in the text too."""
    words = [w for w, _around in _words(turn) if w.end > kept[0] and w.start < kept[1]]
    shown: list[str] = []
    for word in words:
        covered = sum(max(0.0, min(e, word.end) - max(s, word.start)) for s, e in bleeps)
        if 2 * covered <= word.end - word.start:
            shown.append(word.text)
        elif not shown or shown[-1] != HIDDEN:
            shown.append(HIDDEN)
    return Line(max(turn.start, kept[0]), turn.speaker, " ".join(shown))
