"""How well one side of a call was heard: whether silence in the text means silence, and where to listen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from qcdesk.domain.evidence import Listen, ListenReason, Window
from qcdesk.domain.transcript import Speaker, Transcript, Turn, Word
from qcdesk.evidence.conversation import Conversation
from qcdesk.evidence.matcher import Hit

Span = tuple[float, float]
UNSURE = 0.4
"""A word of lower probability is doubted."""
MOST_PLACES = 6
_SHORTEST_S = 0.5
_JOINED_S = 1.0


@dataclass(frozen=True, slots=True)
class Hearing:
    """One side in one part of a call, as it was recognised.

    Attributes:
        voice_s: seconds of voice; recognised_s: of these, under text that counts.
        confidence: mean probability of the words, 0…1; None where the text was not recognised but given.
        doubted: share of the voice under words of low probability or text that was set aside, 0…1.
        places: where to listen, in order of time.
    """

    voice_s: float
    recognised_s: float
    confidence: float | None
    doubted: float
    places: tuple[Listen, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """When "not said" may be suggested. The sample calls have a mean word probability of 0.87; under 0.6
    more than every third word was guessed.

    Attributes:
        least_s: seconds recognised; less is too little talk for its silence to mean anything.
        recognised: share of the voice that has text.
        confidence: mean probability of the words.
        doubted: largest share of doubted text.
    """

    least_s: float = 3.0
    recognised: float = 0.8
    confidence: float = 0.6
    doubted: float = 0.2


DEFAULT_BOUNDS = Bounds()


def enough(heard: Hearing, bounds: Bounds = DEFAULT_BOUNDS) -> bool:
    """Whether so much was recognised, so surely, that what is not in the text was not said."""
    return (
        heard.recognised_s >= bounds.least_s
        and heard.recognised_s >= bounds.recognised * heard.voice_s
        and (heard.confidence is None or heard.confidence >= bounds.confidence)
        and heard.doubted <= bounds.doubted
    )


def hearing(transcript: Transcript, side: Speaker | None, window: Window | None = None) -> Hearing:
    """How the words of a side were recognised.

    Args:
        side: None, or one that could not be told apart: everybody.
        window: the part of the call that is asked about; None: all of it.
    """
    first, last = Conversation(transcript.turns, _Nothing()).bounds(window or Window())
    part = (max(first, 0.0), min(last, transcript.audio_s))
    channel = _channel(transcript, side)
    turns = [t for t in transcript.turns if channel is None or t.channel == channel]
    counted = [t.speaker is not Speaker.SYSTEM or side is Speaker.SYSTEM for t in turns]
    own = [t for t, counts in zip(turns, counted, strict=True) if counts]
    others = [(t.start, t.end) for t, counts in zip(turns, counted, strict=True) if not counts]
    voice = _without(_cut(_voice(transcript, own, channel), part), others)
    removed = [(r.start, r.end) for r in transcript.removed if channel is None or r.channel == channel]
    set_aside = _cut(_merged(removed), part)
    text = _without(_merged([(t.start, t.end) for t in own]), set_aside)
    words = [w for t in own for w in t.words if part[0] <= w.start <= part[1]]
    unsure = _merged([(w.start, w.end) for w in words if w.confidence < UNSURE])
    unheard = _without(voice, [*text, *set_aside])
    voice_s = _seconds(voice)
    places = _places(unheard, set_aside, _runs(words))
    if not places:
        places = (Listen(round(part[0], 2), round(max(part), 2), ListenReason.TOO_LITTLE),)
    return Hearing(
        voice_s=voice_s,
        recognised_s=voice_s - _seconds(_without(voice, text)),
        confidence=sum(w.confidence for w in words) / len(words) if words else None,
        doubted=_seconds(_merged([*set_aside, *unsure])) / voice_s if voice_s else 0.0,
        places=places,
    )


class _Nothing:
    """Finds no pattern: only the bounds of a window are asked for."""

    def hits(self, pattern: str, turn: Turn) -> list[Hit]:  # noqa: ARG002
        return []


def _channel(transcript: Transcript, side: Speaker | None) -> int | None:
    """The channel of a side; None where it has none of its own."""
    if side not in (Speaker.SALES_MANAGER, Speaker.CLIENT) or transcript.manager_side is None:
        return None
    manager = 0 if transcript.manager_side == "left" else 1
    return manager if side is Speaker.SALES_MANAGER else 1 - manager


def _voice(transcript: Transcript, own: Iterable[Turn], channel: int | None) -> list[Span]:
    """Where voice was found; where turns stand, for a text that was not recognised here."""
    found = transcript.speech
    if channel is not None and channel < len(found):
        found = (found[channel],)
    spans = [span for spans in found for span in spans]
    return _merged(spans or [(t.start, t.end) for t in own])


def _runs(words: Sequence[Word]) -> list[Span]:
    """Stretches of doubted words, near ones joined."""
    return _merged([(w.start, w.end) for w in words if w.confidence < UNSURE], _JOINED_S)


def _places(unheard: Sequence[Span], set_aside: Sequence[Span], unsure: Sequence[Span]) -> tuple[Listen, ...]:
    kinds = (
        (unheard, ListenReason.NOT_RECOGNISED),
        (set_aside, ListenReason.SET_ASIDE),
        (unsure, ListenReason.UNSURE),
    )
    found = [Listen(round(a, 2), round(b, 2), reason) for spans, reason in kinds for a, b in spans if b > a]
    long = [p for p in found if p.end - p.start >= _SHORTEST_S or p.reason is not ListenReason.NOT_RECOGNISED]
    longest = sorted(long, key=lambda p: p.start - p.end)[:MOST_PLACES]
    return tuple(sorted(longest, key=lambda p: p.start))


def _merged(spans: Iterable[Span], gap: float = 0.0) -> list[Span]:
    """Spans in order, those that overlap or lie no further than `gap` apart made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _cut(spans: Iterable[Span], part: Span) -> list[Span]:
    """What lies inside a part."""
    inside = ((max(a, part[0]), min(b, part[1])) for a, b in spans)
    return [(a, b) for a, b in inside if b > a]


def _without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of spans, which are in order and apart, outside holes."""
    apart = _merged(holes)
    left: list[Span] = []
    first = 0
    for start, end in spans:
        while first < len(apart) and apart[first][1] <= start:
            first += 1
        for hole in islice(apart, first, None):
            if hole[0] >= end:
                break
            if hole[0] > start:
                left.append((start, hole[0]))
            start = max(start, hole[1])
        if start < end:
            left.append((start, end))
    return left


def _seconds(spans: Iterable[Span]) -> float:
    return sum(end - start for start, end in spans)
