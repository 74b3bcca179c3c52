"""Recognises one prepared call: a fast pass over all voice, a careful one where its text looks wrong."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from qcdesk.domain.events import Event, Progress, WindowHeard
from qcdesk.domain.recognition import Passage, Recognised, Recogniser, Search
from qcdesk.domain.transcript import Removed, Sound, Turn, Word
from qcdesk.speech.activity import Stretch
from qcdesk.speech.cleaning import UNSURE, invented
from qcdesk.speech.doubt import DEFAULT_BOUNDS, UNLIKELY, Bounds, doubt
from qcdesk.speech.prepare import Prepared
from qcdesk.speech.separation import separate
from qcdesk.speech.turns import merge
from qcdesk.speech.windows import Window, pack

UNHEARD_S = 1.0
"""A stretch of voice at least this long without a word is listened to once more."""
AGAIN_S = 12.0
"""Shorter windows in the second pass: fewer neighbours to stop early at."""
SURE = 0.4
"""Mean confidence below which words of the second pass are set aside."""
_CAREFUL_SHARE = 0.25
"""The careful passes' part of the whole work, as it usually is: for telling how far the work is."""
_FAST, _CAREFUL, _AGAIN = "fast", "careful", "again"

_FAST_SEARCH = Search(beam_size=5)
"""Beams share a batch's work: five cost a tenth more than two and take a tenth of the errors away."""
_CAREFUL_SEARCH = Search(beam_size=10, fallback=True)
"""The same beam finds the same text again: only a wider one, or a higher temperature, may find better."""

Kept = Mapping[str, dict[str, Any]]
"""Results of an earlier run that was stopped, by the key of their window, as `WindowHeard` told them."""


@dataclass(frozen=True, slots=True)
class Listening:
    """How to listen.

    Attributes:
        fast: search for all windows; careful: for those whose text is doubted or missing.
        hotwords: names that may be said, put before every window.
    """

    fast: Search = _FAST_SEARCH
    careful: Search = _CAREFUL_SEARCH
    bounds: Bounds = DEFAULT_BOUNDS
    hotwords: str = ""


DEFAULT = Listening()


@dataclass(slots=True)
class Heard:
    """What was heard in a call, speakers not yet named; seconds throughout.

    Attributes:
        windows: of the call; `careful` of them were looked at once more, for the reasons counted in `doubts`.
        kept: results that an earlier run had left.
        speakers_estimated: channels of turns and `voice` are two voices told apart in one channel.
    """

    turns: tuple[Turn, ...] = ()
    removed: list[Removed] = field(default_factory=list)
    voice: list[list[tuple[float, float]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)
    windows: int = 0
    careful: int = 0
    doubts: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    speakers_estimated: bool = False

    @property
    def speech_s(self) -> float:
        return sum(e - s for channel in self.voice for s, e in channel)


def listen(
    call: Prepared, recogniser: Recogniser, how: Listening = DEFAULT, kept: Kept | None = None
) -> Generator[Event, None, Heard]:
    """Recognises all voice of a call.

    Args:
        recogniser: recognises packed windows.
        kept: results of an earlier run over the same call with the same options; they are not made again.

    Yields:
        progress in seconds of voice, and each window's result to be kept.
    """
    work = _Work(call, recogniser, how, kept or {})
    results = yield from work.fast_pass()
    results = yield from work.careful_pass(results)
    for window, result in zip(call.windows, results, strict=True):
        work.keep(window, result)
    yield from work.second_hearing()
    for words in work.words:
        words.sort(key=lambda w: w.start)
    if len(call.channels) == 1:
        apart = separate(call.channels[0], call.voice[0], work.words[0])
        if apart is not None:
            work.words, work.heard.voice, work.heard.speakers_estimated = apart.words, apart.voice, True
    work.heard.turns = merge(work.words, work.heard.voice)
    return work.heard


@dataclass(frozen=True, slots=True)
class _Passages:
    """Windows with one prompt, their sound taken from the call only when it is asked for."""

    call: Prepared
    windows: Sequence[Window]
    prompt: str

    def __len__(self) -> int:
        return len(self.windows)

    def __iter__(self) -> Iterator[Passage]:
        for window in self.windows:
            yield Passage(self.call.samples(window), self.prompt)


class _Work:
    """One call while it is recognised."""

    def __init__(self, call: Prepared, recogniser: Recogniser, how: Listening, kept: Kept) -> None:
        self._call, self._recogniser, self._how, self._kept = call, recogniser, how, kept
        self._total = sum(w.length for w in call.windows)
        self.words: list[list[Word]] = [[] for _ in call.voice]
        voice = [[(s.start, s.end) for s in channel] for channel in call.voice]
        self.heard = Heard(
            voice=voice, notes=list(call.notes), sounds=list(call.sounds), windows=len(call.windows)
        )

    def fast_pass(self) -> Generator[Event, None, list[Recognised]]:
        """All windows, longest first: neighbours in a batch are of like length."""
        windows = self._call.windows
        order = sorted(range(len(windows)), key=lambda i: -windows[i].length)
        results: dict[int, Recognised] = {}
        done = 0.0
        found = self._results(_FAST, [windows[i] for i in order], self._how.fast)
        for index, (result, event) in zip(order, found, strict=True):
            results[index] = result
            done += windows[index].length
            yield from event
            yield Progress(done * (1 - _CAREFUL_SHARE), self._total)
        return [results[i] for i in range(len(windows))]

    def careful_pass(self, results: list[Recognised]) -> Generator[Event, None, list[Recognised]]:
        """Windows whose text is doubted, with the careful search."""
        doubted: dict[int, str] = {}
        for i, (window, result) in enumerate(zip(self._call.windows, results, strict=True)):
            why = doubt(result, window.voice_s, self._how.bounds)
            if why is not None:
                doubted[i] = why
                self.heard.doubts[why] = self.heard.doubts.get(why, 0) + 1
        self.heard.careful += len(doubted)
        better = list(results)
        found = self._results(_CAREFUL, [self._call.windows[i] for i in doubted], self._how.careful)
        for number, (index, (result, event)) in enumerate(zip(doubted, found, strict=True), 1):
            better[index] = self._better(index, results[index], result)
            yield from event
            share = 1 - _CAREFUL_SHARE * (1 - number / len(doubted))
            yield Progress(share * self._total, self._total)
        return better

    def second_hearing(self) -> Generator[Event, None, None]:
        """Voice without a word, in short windows of its own: the model may have stopped early."""
        missed = [w for channel in range(len(self._call.voice)) for w in self._unheard(channel)]
        self.heard.careful += len(missed)
        found = self._results(_AGAIN, missed, self._how.careful)
        for window, (result, event) in zip(missed, found, strict=True):
            self.keep(window, result, SURE)
            yield from event
        if self._total:
            yield Progress(self._total, self._total)

    def keep(self, window: Window, result: Recognised, least_confidence: float = 0.0) -> None:
        """Adds a window's words at their times in the call; what was invented or too unsure is set aside."""
        for words in _by_piece(window, result):
            reason = invented(words)
            if reason is None and fmean(w.confidence for w in words) < least_confidence:
                reason = UNSURE
            if reason is None:
                self.words[window.channel] += words
            else:
                text = " ".join(w.text for w in words)
                removed = Removed(window.channel, words[0].start, words[-1].end, text, reason)
                self.heard.removed.append(removed)

    def _results(
        self, kind: str, asked: Sequence[Window], search: Search
    ) -> Iterator[tuple[Recognised, tuple[WindowHeard, ...]]]:
        """Results in the order asked, each with the event that tells it where it is new."""
        keys = [f"{kind} {w.channel} {w.start:.3f}–{w.end:.3f}" for w in asked]
        new = [w for w, key in zip(asked, keys, strict=True) if key not in self._kept]
        found = self._recogniser.recognise(_Passages(self._call, new, self._how.hotwords), search)
        for key in keys:
            if key in self._kept:
                self.heard.kept += 1
                yield Recognised.from_plain(self._kept[key]), ()
            else:
                result = next(found)
                yield result, (WindowHeard(key, result.to_plain()),)

    def _better(self, index: int, first: Recognised, second: Recognised) -> Recognised:
        """The careful result, unless it looks worse than the one that was doubted."""
        voice_s = self._call.windows[index].voice_s
        if doubt(second, voice_s, self._how.bounds) in (None, UNLIKELY):
            return second
        if doubt(first, voice_s, self._how.bounds) == UNLIKELY:
            return first
        return max(first, second, key=lambda r: r.average_log_probability)

    def _unheard(self, channel: int) -> list[Window]:
        words = self.words[channel]
        missed = []
        for window in self._call.windows:
            for piece in window.pieces if window.channel == channel else ():
                start, end = piece.in_call, piece.in_call + piece.length
                if piece.length >= UNHEARD_S and not any(start <= w.start < end for w in words):
                    missed.append(Stretch(start, end))
        ordered = sorted(missed, key=lambda s: s.start)
        return pack(channel, ordered, self._call.probability[channel], AGAIN_S)


def _by_piece(window: Window, result: Recognised) -> list[list[Word]]:
    """The window's words at their times in the call, those of each stretch of voice together."""
    pieces: dict[int, list[Word]] = {}
    for spoken in result.words:
        text = spoken.text.strip()
        if text:
            start, end, piece = window.to_call(spoken.start, spoken.end)
            word = Word(round(start, 3), round(end, 3), text, round(spoken.confidence, 3))
            pieces.setdefault(piece, []).append(word)
    return list(pieces.values())
