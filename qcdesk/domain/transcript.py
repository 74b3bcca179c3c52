"""What was said: words with times, turns by speaker, text set aside, metrics of speech."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Speaker(StrEnum):
    SALES_MANAGER = "sales_manager"
    CLIENT = "client"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word: seconds from the start of the recording, confidence 0…1."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """An uninterrupted stretch of one speaker's speech.

    Attributes:
        index: place in the transcript, from 0.
        channel: 0 for left or mono, 1 for right.
        start, end: seconds from the start of the recording.
    """

    index: int
    speaker: Speaker
    channel: int
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """Recognised text that was set aside as invented: kept, shown on demand, never evidence."""

    channel: int
    start: float
    end: float
    text: str
    reason: str


class SoundKind(StrEnum):
    RING = "ring"
    BUSY = "busy"
    BEEP = "beep"
    MUSIC = "music"


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of the telephone line that is not voice: channel as in `Turn`, seconds of the recording."""

    kind: SoundKind
    channel: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that recognition found in one call.

    Attributes:
        metrics: name → value of the speech metrics (see `qcdesk.speech.metrics`); None where the
            recording does not allow one.
        audio_s: length of the recording, seconds; speech_s: seconds of speech in all channels.
        seconds: how long recognition took.
        speakers_estimated: the speakers were not told apart by channel.
        speech: for each channel, the (start, end) seconds in which voice was found.
        sounds: of the telephone line, in order of time.
    """

    turns: tuple[Turn, ...]
    removed: tuple[Removed, ...]
    metrics: dict[str, float | None]
    engine: str
    model: str
    language: str
    audio_s: float
    speech_s: float
    seconds: float
    manager_side: str | None = None
    speakers_estimated: bool = False
    speech: tuple[tuple[tuple[float, float], ...], ...] = ()
    notes: tuple[str, ...] = field(default=())
    sounds: tuple[Sound, ...] = ()
