"""Puts windows of like length together, so that little of a batch is padding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qcdesk.engines.base import MAX_WINDOW_S, SAMPLE_RATE, Window

TAIL_S = 1.0
"""Silence after the longest window of a batch: the model expects sound to end before its input does."""

MIN_S = 10.0
"""Shortest input: Whisper learnt on 30 s, and 5 s of speech in 6 s of input come out two or three times."""

GRID_S = 1.0
"""Batch lengths are whole multiples of this, so that the engine meets few different shapes."""


def batches(windows: Sequence[Window], size: int) -> list[list[int]]:
    """Indices of the windows that are not empty, in groups of at most `size`, longest windows first."""
    order = sorted((i for i, w in enumerate(windows) if w.size), key=lambda i: -windows[i].size)
    step = max(1, size)
    return [order[first : first + step] for first in range(0, len(order), step)]


def padded(windows: Sequence[Window]) -> NDArray[np.float32]:
    """Windows as rows of one array, zeros after each: float32 of shape (windows, samples)."""
    longest = max(window.size for window in windows) / SAMPLE_RATE
    seconds = min(MAX_WINDOW_S, max(MIN_S, np.ceil((longest + TAIL_S) / GRID_S) * GRID_S))
    rows = np.zeros((len(windows), round(seconds * SAMPLE_RATE)), np.float32)
    for row, window in zip(rows, windows, strict=True):
        row[: window.size] = window
    return rows


def token_limit(seconds: float, most: int) -> int:
    """How many tokens a window of that length can need: an endless loop is cut there.

    The fastest Russian speech is near ten tokens a second in Whisper's vocabulary.
    """
    return min(most, 16 + int(14 * seconds))
