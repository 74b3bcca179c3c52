"""Recognises one call: voice in each channel, packed windows, words at their true times, turns."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import Decoded, Samples
from qcdesk.domain.events import Event, Progress
from qcdesk.domain.transcript import Removed, Turn, Word
from qcdesk.speech.activity import ActivityOptions, padded, probabilities, stretches
from qcdesk.speech.channels import is_dead, is_dual_mono
from qcdesk.speech.cleaning import invented
from qcdesk.speech.turns import merge
from qcdesk.speech.windows import LONGEST_S, Window, pack

DEFAULT_ACTIVITY = ActivityOptions()
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
    batch: int = 16,
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
    for channel, samples in enumerate(_channels(sound, heard)):
        probability = probabilities(samples)
        voice = stretches(probability, activity)
        heard.voice.append([(s.start, min(s.end, sound.duration_s)) for s in voice])
        windows += pack(channel, padded(voice, activity.pad, sound.duration_s), probability, longest_s)
    heard.windows = len(windows)
    words: list[list[Word]] = [[] for _ in heard.voice]
    ordered = sorted(windows, key=lambda w: w.length)
    done, total = 0.0, sum(w.length for w in windows)
    for at in range(0, len(ordered), batch):
        yield Progress(done, total)
        part = ordered[at : at + batch]
        found = recogniser.recognise([w.samples(sound.channels[w.channel]) for w in part])
        for window, result in zip(part, found, strict=True):
            words[window.channel] += _place(window, result, heard)
            done += window.length
    yield Progress(total, total)
    for channel_words in words:
        channel_words.sort(key=lambda w: w.start)
    heard.turns = merge(words, heard.voice)
    return heard


def _channels(sound: Decoded, heard: Heard) -> tuple[Samples, ...]:
    if len(sound.channels) != 2:
        return sound.channels
    if is_dual_mono(*sound.channels):
        heard.notes.append(DUAL_MONO)
        return sound.channels[:1]
    heard.notes += [n for c, n in zip(sound.channels, (DEAD_LEFT, DEAD_RIGHT), strict=True) if is_dead(c)]
    return sound.channels


def _place(window: Window, result: Recognised, heard: Heard) -> list[Word]:
    """The window's words at their times in the call, without those that were invented."""
    by_piece: dict[int, list[Word]] = {}
    for spoken in result.words:
        text = spoken.text.strip()
        if text:
            start, end, piece = window.to_call(spoken.start, spoken.end)
            by_piece.setdefault(piece, []).append(
                Word(round(start, 3), round(end, 3), text, round(spoken.confidence, 3))
            )
    kept: list[Word] = []
    for words in by_piece.values():
        reason = invented(words)
        if reason is None:
            kept += words
        else:
            text = " ".join(w.text for w in words)
            heard.removed.append(Removed(window.channel, words[0].start, words[-1].end, text, reason))
    return kept
