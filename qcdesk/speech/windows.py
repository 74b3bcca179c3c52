"""Packs stretches of voice into windows for recognition, and maps times in a window back to the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples
from qcdesk.speech.activity import FRAME_S, Stretch

LONGEST_S = 16.0
"""Attention costs by the square of the length: beside 24 s a second of voice costs a quarter less."""
GAP_S = 0.4
"""Silence put between two stretches, so that words do not run together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the call inside a window: where it lies in both, seconds."""

    in_window: float
    in_call: float
    length: float


@dataclass(frozen=True, slots=True)
class Window:
    """Voice of one channel packed together, at most `LONGEST_S` long."""

    channel: int
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> float:
        last = self.pieces[-1]
        return last.in_window + last.length

    @property
    def voice_s(self) -> float:
        """Seconds of voice, without the silence between stretches."""
        return sum(piece.length for piece in self.pieces)

    @property
    def start(self) -> float:
        return self.pieces[0].in_call

    @property
    def end(self) -> float:
        return self.pieces[-1].in_call + self.pieces[-1].length

    def samples(self, channel: Samples) -> NDArray[np.float32]:
        """The packed sound, float32 of shape (frames,), 16 kHz, taken from the whole channel."""
        out = np.zeros(round(self.length * SAMPLE_RATE), np.float32)
        for piece in self.pieces:
            begin, at = round(piece.in_call * SAMPLE_RATE), round(piece.in_window * SAMPLE_RATE)
            part = channel[begin : begin + round(piece.length * SAMPLE_RATE)][: len(out) - at]
            out[at : at + len(part)] = part
        return out

    def to_call(self, start: float, end: float) -> tuple[float, float, int]:
        """A span of the window in the call's time, and the index of the piece it lies in.

        A span belongs to the piece that holds its middle and never leaves it.
        """
        middle = (start + end) / 2
        index = max((i for i, p in enumerate(self.pieces) if p.in_window - GAP_S / 2 <= middle), default=0)
        piece = self.pieces[index]
        shift = piece.in_call - piece.in_window
        low, high = piece.in_call, piece.in_call + piece.length
        begin = min(max(start + shift, low), high)
        return begin, min(max(end + shift, begin), high), index


def split(stretch: Stretch, probability: NDArray[np.float32], longest: float = LONGEST_S) -> list[Stretch]:
    """Cuts a stretch longer than `longest` seconds where voice is least probable in the last third."""
    out = []
    start = stretch.start
    while stretch.end - start > longest:
        first, last = round((start + longest * 2 / 3) / FRAME_S), round((start + longest) / FRAME_S)
        cut = (first + int(np.argmin(probability[first:last]))) * FRAME_S
        out.append(Stretch(start, cut))
        start = cut
    return [*out, Stretch(start, stretch.end)]


def pack(
    channel: int, voice: Sequence[Stretch], probability: NDArray[np.float32], longest: float = LONGEST_S
) -> list[Window]:
    """Fills windows with the stretches of one channel in order.

    Args:
        channel: 0 or 1.
        voice: stretches of voice in the channel, in order.
        probability: of voice in each 32 ms frame, to cut long stretches in their quietest place.
        longest: seconds in a window.
    """
    windows: list[Window] = []
    pieces: list[Piece] = []
    at = 0.0
    for stretch in (part for whole in voice for part in split(whole, probability, longest)):
        if pieces and at + GAP_S + stretch.length > longest:
            windows.append(Window(channel, tuple(pieces)))
            pieces, at = [], 0.0
        begin = at + GAP_S if pieces else 0.0
        pieces.append(Piece(begin, stretch.start, stretch.length))
        at = begin + stretch.length
    if pieces:
        windows.append(Window(channel, tuple(pieces)))
    return windows
