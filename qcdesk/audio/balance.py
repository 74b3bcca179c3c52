"""A recording with its sides louder or quieter, for somebody who listens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from qcdesk.audio.sniff import container_of
from qcdesk.audio.streams import open_stream


def write_balanced(path: Path, gains: Sequence[float], to: Path) -> None:
    """Writes the recording as 16-bit WAV at its own rate with each channel multiplied by its gain.

    Where one channel alone is to be heard it is written to both ears.

    Args:
        gains: one a channel, 0 is silence and 1 as recorded; what grows beyond full scale is cut off.

    Raises:
        AudioError: the recording cannot be decoded.
        OSError: `to` cannot be written.
    """
    factors = np.asarray(gains, np.float32)
    alone = np.flatnonzero(factors)
    with open_stream(path, container_of(path)) as stream:
        wanted = alone if len(alone) == 1 else np.arange(stream.channels)
        with soundfile.SoundFile(to, "w", stream.sample_rate, len(wanted), "PCM_16", format="WAV") as file:
            for block in stream.blocks():
                file.write(_louder(block[:, wanted], factors[wanted]))


def _louder(block: NDArray[np.float32], factors: NDArray[np.float32]) -> NDArray[np.float32]:
    louder: NDArray[np.float32] = np.clip(np.nan_to_num(block) * factors, -1.0, 1.0)
    return louder
