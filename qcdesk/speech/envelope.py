"""The level of a channel over time, in steps of 10 ms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples

STEP_S = 0.01
_STEP = int(STEP_S * SAMPLE_RATE)
_BLOCK = 60 * SAMPLE_RATE
SILENCE_DB = -100.0


def levels(channel: Samples) -> NDArray[np.float32]:
    """Level of each 10 ms in dBFS, not below −100; a constant offset of the line does not count.

    Args:
        channel: mono, 16 kHz, read a minute at a time.
    """
    out = [np.zeros(0, np.float32)]
    for at in range(0, len(channel), _BLOCK):
        block = np.asarray(channel[at : at + _BLOCK], np.float32)
        block = block - block.mean()
        steps = block[: len(block) // _STEP * _STEP].reshape(-1, _STEP)
        power = np.einsum("ij,ij->i", steps, steps) / _STEP
        out.append((10 * np.log10(np.maximum(power, 10 ** (SILENCE_DB / 10)))).astype(np.float32))
    return np.concatenate(out)
