"""Groups passages for decoding, and pads them to one length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qcdesk.domain.recognition import Passage, Window
from qcdesk.engines.base import MAX_WINDOW_S, SAMPLE_RATE

TAIL_S = 1.0
"""Silence after the longest window of a batch: the model expects sound to end before its input does."""

MIN_S = 10.0
"""Shortest input: Whisper learnt on 30 s, and 5 s of speech in 6 s of input come out two or three times."""

GRID_S = 1.0
"""Batch lengths are whole multiples of this, so that the engine meets few different shapes."""


def even_size(passages: int, most: int, workers: int) -> int:
    """Windows in a batch, at most `most`, so that all workers have the same number of batches to do."""
    rounds = -(-passages // (max(1, most) * workers))
    return max(1, -(-passages // max(1, rounds * workers)))


def batches(passages: Iterable[Passage], size: int) -> Iterator[list[Passage]]:
    """Neighbouring passages in groups of at most `size` that share a prompt, in the order given."""
    batch: list[Passage] = []
    for passage in passages:
        if batch and (len(batch) >= max(1, size) or passage.prompt != batch[0].prompt):
            yield batch
            batch = []
        batch.append(passage)
    if batch:
        yield batch


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
