"""What a telephone line makes of a sound."""

from __future__ import annotations

import io

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE

_RATE = 8000


def through(sound: NDArray[np.float32], container: str, subtype: str) -> NDArray[np.float32]:
    """The sound at 8 kHz through a codec and back, of its old length.

    Args:
        sound: mono, 16 kHz.
        container, subtype: names of libsndfile.
    """
    file = io.BytesIO()
    narrow = soxr.resample(sound, SAMPLE_RATE, _RATE)
    soundfile.write(file, np.clip(narrow, -0.99, 0.99), _RATE, format=container, subtype=subtype)
    file.seek(0)
    heard, _rate = soundfile.read(file, dtype="float32")
    wide = soxr.resample(heard, _RATE, SAMPLE_RATE)
    return np.pad(wide, (0, max(0, len(sound) - len(wide))))[: len(sound)]
