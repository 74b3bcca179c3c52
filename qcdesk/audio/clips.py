"""Short pieces of a recording for other people's ears: one channel, personal data covered by a tone, Opus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, resampled_blocks
from qcdesk.audio.ogg import with_serial
from qcdesk.errors import AudioError
from qcdesk.i18n import _

_TONE_HZ = 880.0
_TONE_LEVEL = 0.08
_FADE_S = 0.02
_PEAK = 0.7
_MOST_GAIN = 8.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What to cut: seconds of the recording, and the spans in it that nobody may hear."""

    start: float
    end: float
    bleeps: tuple[tuple[float, float], ...] = ()


def cut(path: Path, pieces: Sequence[Piece]) -> list[bytes]:
    """Every piece as a file of Opus in Ogg, mono at 16 kHz, equally loud; the same bytes each time.

    A bleep covers both sides of the call: what one says leaks into the other's channel.

    Raises:
        AudioError: the file is no recording, is damaged, or ends before a piece begins.
    """
    sounds = _stretches(path, pieces)
    return [_opus(_loud(_covered(sound, piece))) for sound, piece in zip(sounds, pieces, strict=True)]


def _stretches(path: Path, pieces: Sequence[Piece]) -> list[NDArray[np.float32]]:
    """The sound of all pieces, mixed to one channel, in one pass over the recording."""
    found: list[list[NDArray[np.float32]]] = [[] for _piece in pieces]
    last = max((round(p.end * SAMPLE_RATE) for p in pieces), default=0)
    at = 0
    for block in resampled_blocks(path):
        end = at + len(block)
        for piece, parts in zip(pieces, found, strict=True):
            first = max(round(max(piece.start, 0.0) * SAMPLE_RATE), at)
            until = min(round(piece.end * SAMPLE_RATE), end)
            if first < until:
                mixed = block[first - at : until - at].mean(axis=1)
                parts.append(np.nan_to_num(mixed).astype(np.float32))
        at = end
        if at >= last:
            break
    if not all(found):
        raise AudioError(str(path), _("is shorter than its transcript"), _("Transcribe the call again"))
    return [np.concatenate(parts) for parts in found]


def _covered(sound: NDArray[np.float32], piece: Piece) -> NDArray[np.float32]:
    """Nothing of the voice is left under a bleep: a tone replaces it, with short fades at both ends."""
    out = sound.copy()
    for start, end in piece.bleeps:
        first = max(0, round((start - max(piece.start, 0.0)) * SAMPLE_RATE))
        last = min(len(out), round((end - max(piece.start, 0.0)) * SAMPLE_RATE))
        if first < last:
            times = np.arange(last - first) / SAMPLE_RATE
            fade = np.minimum(1.0, np.minimum(times, times[::-1]) / _FADE_S)
            tone = _TONE_LEVEL * fade * np.sin(2 * np.pi * _TONE_HZ * times)
            out[first:last] = tone.astype(np.float32)
    return out


def _loud(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    peak = float(np.abs(sound).max(initial=0.0))
    return sound * np.float32(min(_PEAK / peak, _MOST_GAIN)) if peak > 0 else sound


def _opus(sound: NDArray[np.float32]) -> bytes:
    stream = BytesIO()
    soundfile.write(stream, sound, SAMPLE_RATE, format="OGG", subtype="OPUS")
    return with_serial(stream.getvalue())
