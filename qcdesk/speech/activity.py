"""Finds voice: the Silero v6 network gives a probability every 32 ms, hysteresis makes stretches of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples

FRAME = 512
FRAME_S = FRAME / SAMPLE_RATE
_CHUNK_S = 240
_CONTEXT_S = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Voice from `start` to `end`, seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ActivityOptions:
    """Thresholds of voice activity; lengths in seconds.

    The network's own defaults (0.5, and 0.15 lower to end) with pads wide enough for the first and
    last consonants of telephone speech.
    """

    onset: float = 0.5
    offset: float = 0.35
    shortest_speech: float = 0.16
    shortest_silence: float = 0.32
    pad: float = 0.16


def probabilities(samples: Samples) -> NDArray[np.float32]:
    """The probability of voice in each 32 ms frame.

    The recording is read in pieces with two seconds of context, so memory does not grow with length.

    Args:
        samples: mono, 16 kHz.
    """
    from faster_whisper.vad import get_vad_model

    model: Any = get_vad_model()
    chunk, context = _CHUNK_S * SAMPLE_RATE // FRAME * FRAME, _CONTEXT_S * SAMPLE_RATE // FRAME * FRAME
    out = []
    for at in range(0, len(samples), chunk):
        begin = max(0, at - context)
        piece = samples[begin : at + chunk]
        padded = np.pad(piece, (0, -len(piece) % FRAME))
        out.append(model(padded).reshape(-1)[(at - begin) // FRAME :])
    return np.concatenate(out).astype(np.float32) if out else np.zeros(0, np.float32)


def stretches(probability: NDArray[np.float32], options: ActivityOptions) -> list[Stretch]:
    """Stretches of voice in frame probabilities: above `onset` begins one, below `offset` ends it."""
    found: list[list[int]] = []
    speaking = False
    for i, p in enumerate(probability.tolist()):
        if not speaking and p >= options.onset:
            speaking = True
            found.append([i, i])
        elif speaking and p < options.offset:
            speaking = False
        if speaking:
            found[-1][1] = i + 1
    joined = _join([(a * FRAME_S, b * FRAME_S) for a, b in found], options.shortest_silence)
    kept = [(a, b) for a, b in joined if b - a >= options.shortest_speech]
    end = len(probability) * FRAME_S
    padded = [(max(0.0, a - options.pad), min(end, b + options.pad)) for a, b in kept]
    return [Stretch(a, b) for a, b in _join(padded, 0.0)]


def _join(spans: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in spans:
        if out and start - out[-1][1] <= gap:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
