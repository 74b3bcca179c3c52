"""Recognises one call: voice in each channel, packed windows, words at their true times, turns."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import fmean
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import Decoded, Samples
from qcdesk.domain.events import Event, Progress
from qcdesk.domain.transcript import Removed, Turn, Word
from qcdesk.speech.activity import ActivityOptions, Stretch, padded, probabilities, stretches
from qcdesk.speech.channels import is_dead, is_dual_mono
from qcdesk.speech.cleaning import UNSURE, invented
from qcdesk.speech.turns import merge
from qcdesk.speech.windows import LONGEST_S, Window, pack

DEFAULT_ACTIVITY = ActivityOptions()
UNHEARD_S = 1.0
"""A stretch of voice at least this long without a word is listened to once more."""
AGAIN_S = 12.0
"""Shorter windows in the second pass: fewer neighbours to stop early at."""
SURE = 0.4
"""Mean confidence below which words of the second pass are set aside."""
DUAL_MONO = "dual_mono"
REPAIRED = "repaired_samples"
DEAD_LEFT = "dead_left"
DEAD_RIGHT = "dead_right"


class SpokenWord(Protocol):
    """A word in a window, seconds from the window's start."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class Recognised(Protocol):
    """The words of one window."""

    @property
    def words(self) -> Sequence[SpokenWord]: ...
    @property
    def temperature(self) -> float: ...


class Recogniser(Protocol):
    """Recognises windows of mono sound at 16 kHz; results in the order given."""

    def recognise(self, windows: Sequence[NDArray[np.float32]]) -> Sequence[Recognised]: ...


@dataclass(slots=True)
class Heard:
    """What was heard in a call, speakers not yet named; seconds throughout."""

    turns: tuple[Turn, ...] = ()
    removed: list[Removed] = field(default_factory=list)
    voice: list[list[tuple[float, float]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    windows: int = 0
    careful: int = 0

    @property
    def speech_s(self) -> float:
        return sum(e - s for channel in self.voice for s, e in channel)


def listen(
    sound: Decoded,
    recogniser: Recogniser,
    *,
    activity: ActivityOptions = DEFAULT_ACTIVITY,
    longest_s: float = LONGEST_S,
    batch: int = 32,
) -> Generator[Event, None, Heard]:
    """Recognises all voice of a call.

    Args:
        sound: the decoded call, one or two channels.
        recogniser: recognises packed windows.
        longest_s: seconds in a window.
        batch: windows given to the recogniser at once.

    Yields:
        progress in seconds of voice.
    """
    heard = Heard()
    if sound.repaired:
        heard.notes.append(REPAIRED)
    windows: list[Window] = []
    channels = _channels(sound, heard)
    with ThreadPoolExecutor(len(channels)) as pool:
        found_voice = list(pool.map(probabilities, channels))
    for channel, probability in enumerate(found_voice):
        voice = stretches(probability, activity)
        heard.voice.append([(s.start, min(s.end, sound.duration_s)) for s in voice])
        windows += pack(channel, padded(voice, activity.pad, sound.duration_s), probability, longest_s)
    heard.windows = len(windows)
    words: list[list[Word]] = [[] for _ in heard.voice]
    yield from _recognise(windows, sound, recogniser, heard, words, batch)
    again = [w for i, p in enumerate(found_voice) for w in _unheard(i, windows, words[i], p)]
    heard.careful += len(again)
    yield from _recognise(again, sound, recogniser, heard, words, batch, least_confidence=SURE)
    for channel_words in words:
        channel_words.sort(key=lambda w: w.start)
    heard.turns = merge(words, heard.voice)
    return heard


def _recognise(
    windows: Sequence[Window],
    sound: Decoded,
    recogniser: Recogniser,
    heard: Heard,
    words: list[list[Word]],
    batch: int,
    least_confidence: float = 0.0,
) -> Generator[Event, None, None]:
    """Adds the words of these windows to their channels; what was invented or too unsure is set aside."""
    ordered = sorted(windows, key=lambda w: -w.length)
    done, total = 0.0, sum(w.length for w in windows)
    for at in range(0, len(ordered), batch):
        yield Progress(done, total)
        part = ordered[at : at + batch]
        found = recogniser.recognise([w.samples(sound.channels[w.channel]) for w in part])
        for window, result in zip(part, found, strict=True):
            heard.careful += result.temperature > 0
            for piece in _by_piece(window, result):
                words[window.channel] += _kept(window.channel, piece, heard, least_confidence)
            done += window.length
    if windows:
        yield Progress(total, total)


def _unheard(
    channel: int, windows: Sequence[Window], words: Sequence[Word], probability: NDArray[np.float32]
) -> list[Window]:
    """Windows of the stretches of voice in which no word was recognised: the model may have stopped early."""
    missed = []
    for window in windows:
        for piece in window.pieces if window.channel == channel else ():
            start, end = piece.in_call, piece.in_call + piece.length
            if piece.length >= UNHEARD_S and not any(start <= w.start < end for w in words):
                missed.append(Stretch(start, end))
    return pack(channel, sorted(missed, key=lambda s: s.start), probability, AGAIN_S)


def _channels(sound: Decoded, heard: Heard) -> tuple[Samples, ...]:
    if len(sound.channels) != 2:
        return sound.channels
    if is_dual_mono(*sound.channels):
        heard.notes.append(DUAL_MONO)
        return sound.channels[:1]
    heard.notes += [n for c, n in zip(sound.channels, (DEAD_LEFT, DEAD_RIGHT), strict=True) if is_dead(c)]
    return sound.channels


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


def _kept(channel: int, words: list[Word], heard: Heard, least_confidence: float) -> list[Word]:
    """These words, or none where they were invented or too unsure: then they are set aside."""
    reason = invented(words)
    if reason is None and fmean(w.confidence for w in words) < least_confidence:
        reason = UNSURE
    if reason is None:
        return words
    text = " ".join(w.text for w in words)
    heard.removed.append(Removed(channel, words[0].start, words[-1].end, text, reason))
    return []
