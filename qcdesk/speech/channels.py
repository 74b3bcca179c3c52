"""What the channels of a recording are: one sound twice, a dead side, or two sides."""

from __future__ import annotations

import numpy as np

from qcdesk.audio.decode import SAMPLE_RATE, Samples

_BLOCK = 60 * SAMPLE_RATE
_SAME = 0.98
_SILENT_RMS = 1e-4
"""−80 dBFS: below the noise floor of any telephone line, only digital silence is."""


def is_dual_mono(left: Samples, right: Samples) -> bool:
    """Whether both channels carry one sound (correlation of all samples ≥ 0.98)."""
    both = left_only = right_only = 0.0
    for at in range(0, len(left), _BLOCK):
        one = np.asarray(left[at : at + _BLOCK], np.float64)
        two = np.asarray(right[at : at + _BLOCK], np.float64)
        both += float(one @ two)
        left_only += float(one @ one)
        right_only += float(two @ two)
    return left_only > 0 and right_only > 0 and both / float(np.sqrt(left_only * right_only)) >= _SAME


def loudness(channel: Samples) -> float:
    """Root mean square of a channel, 0…1."""
    total = 0.0
    for at in range(0, len(channel), _BLOCK):
        block = np.asarray(channel[at : at + _BLOCK], np.float64)
        total += float(block @ block)
    return float(np.sqrt(total / max(1, len(channel))))


def is_dead(channel: Samples) -> bool:
    """Whether nothing was recorded on this channel."""
    return loudness(channel) < _SILENT_RMS
