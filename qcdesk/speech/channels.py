"""What the channels of a recording are: one sound twice, a dead side, or two sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE

_BLOCK = 60 * SAMPLE_RATE
_SAME = 0.98
_SILENT_RMS = 1e-4
"""−80 dBFS: below the noise floor of any telephone line, only digital silence is."""


def is_dual_mono(samples: NDArray[np.float32]) -> bool:
    """Whether both channels carry one sound (correlation of all samples ≥ 0.98).

    Args:
        samples: shape (frames, channels), may be a view of a file.
    """
    if samples.shape[1] != 2:
        return False
    left_right = left = right = 0.0
    for at in range(0, len(samples), _BLOCK):
        block = np.asarray(samples[at : at + _BLOCK], np.float64)
        left_right += float(block[:, 0] @ block[:, 1])
        left += float(block[:, 0] @ block[:, 0])
        right += float(block[:, 1] @ block[:, 1])
    return left > 0 and right > 0 and left_right / np.sqrt(left * right) >= _SAME


def loudness(channel: NDArray[np.float32]) -> float:
    """Root mean square of a channel, 0…1."""
    total = 0.0
    for at in range(0, len(channel), _BLOCK):
        block = np.asarray(channel[at : at + _BLOCK], np.float64)
        total += float(block @ block)
    return float(np.sqrt(total / max(1, len(channel))))


def is_dead(channel: NDArray[np.float32]) -> bool:
    """Whether nothing was recorded on this channel."""
    return loudness(channel) < _SILENT_RMS
