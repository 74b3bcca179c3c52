"""Finds voice: the Silero v6 network gives a probability every 32 ms, hysteresis makes stretches of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples

FRAME = 512
FRAME_S = FRAME / SAMPLE_RATE
_CHUNK_S = 30
_CONTEXT_S = 2
_LEAST_VOICE_S = 2.0
"""With less than this above the lowest threshold there is no voice to take a level from."""


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

    The network was made for full-band sound: through a telephone's narrow band it gives the same voice
    0.3 where it gave 0.9, and silence still 0.03. So the onset follows the channel: `relative` of the
    level that its clearest voice reaches, between `lowest` and `highest`.

    Attributes:
        end: share of the onset below which voice ends.
        pad: added on both sides for the first and last consonants.
    """

    relative: float = 0.3
    lowest: float = 0.12
    highest: float = 0.35
    end: float = 0.5
    shortest_speech: float = 0.16
    shortest_silence: float = 0.4
    pad: float = 0.2


def probabilities(samples: Samples) -> NDArray[np.float32]:
    """The probability of voice in each 32 ms frame.

    The recording is read in pieces of half a minute, each begun anew with two seconds of context: memory
    does not grow with length, and a long silence does not dull the network's memory of what voice is.

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
    """Stretches of voice in frame probabilities: above the onset begins one, below its share ends it."""
    onset = onset_of(probability, options)
    offset = options.end * onset
    found: list[list[int]] = []
    speaking = False
    for i, p in enumerate(probability.tolist()):
        if not speaking and p >= onset:
            speaking = True
            found.append([i, i])
        elif speaking and p < offset:
            speaking = False
        if speaking:
            found[-1][1] = i + 1
    joined = _join([(a * FRAME_S, b * FRAME_S) for a, b in found], options.shortest_silence)
    kept = [(a, b) for a, b in joined if b - a >= options.shortest_speech]
    end = len(probability) * FRAME_S
    return [Stretch(a, min(b, end)) for a, b in kept]


def padded(voice: Sequence[Stretch], pad: float, end: float) -> list[Stretch]:
    """Stretches with `pad` seconds on both sides, joined where they touch, inside the recording."""
    wide = [(max(0.0, s.start - pad), min(end, s.end + pad)) for s in voice if s.start < end]
    return [Stretch(a, b) for a, b in _join(wide, 0.0)]


def onset_of(probability: NDArray[np.float32], options: ActivityOptions) -> float:
    """The probability above which this channel's voice begins."""
    voiced = probability[probability >= options.lowest]
    if len(voiced) * FRAME_S < _LEAST_VOICE_S:
        return options.highest
    clearest = float(np.percentile(voiced, 90))
    return min(max(options.relative * clearest, options.lowest), options.highest)


def _join(spans: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in spans:
        if out and start - out[-1][1] <= gap:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
