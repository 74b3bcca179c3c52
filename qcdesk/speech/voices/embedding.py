"""Turns stretches of voice into rows that are near each other where one person speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples
from qcdesk.errors import ModelDamaged, ModelMissing
from qcdesk.i18n import _

WEIGHTS = Path(__file__).parent / "encoder.onnx"
SHA256 = "3a68b24be04df89c6a3fa722c9680df4dce1a642d1ca79c281d2eef5bf2763b6"
SIZE = 256
MELS = 40
_WINDOW = SAMPLE_RATE // 40
_HOP = SAMPLE_RATE // 100
FRAMES = 160
"""The encoder learned from 1.6 s at a time; a shorter span is repeated until it fills them."""
_LEVEL = 10 ** (-30 / 20)
"""The encoder is not blind to loudness: it learned from voices at 30 dB below full scale."""
_BATCH = 32
_LINEAR_TO_HZ, _LINEAR_BANDS, _LOG_STEP = 200 / 3, 15.0, np.log(6.4) / 27

Rows = NDArray[np.float32]


def embeddings(samples: Samples, spans: Sequence[tuple[float, float]], weights: Path = WEIGHTS) -> Rows:
    """How the voice sounds in each span.

    Args:
        samples: mono, 16 kHz; only the spans are read, a few at a time.
        spans: (start, end) seconds; of a longer one than 1.6 s only the beginning counts.
        weights: the encoder's file.

    Returns:
        unit rows, float32 of shape (spans, 256); their products are 1 for equal voices.

    Raises:
        ModelMissing, ModelDamaged: the weights are not those that came with the program.
    """
    encoder = _encoder(weights)
    out = [encoder.run(None, {"mel": batch})[0] for batch in _batches(samples, spans)]
    rows = np.concatenate(out) if out else np.zeros((0, SIZE), np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def mels(samples: NDArray[np.float32]) -> Rows:
    """Power in 40 bands of the mel scale (Slaney's, each of equal area) every 10 ms.

    Args:
        samples: mono, 16 kHz.

    Returns:
        float32 of shape (1 + samples // 160, 40); frames of 25 ms are centred on multiples of 10 ms.
    """
    wide = np.pad(samples, _WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(wide, _WINDOW)[::_HOP]
    power = np.abs(np.fft.rfft(frames * _hann())) ** 2
    return np.asarray(power @ _bands().T, np.float32)


def _batches(samples: Samples, spans: Sequence[tuple[float, float]]) -> Iterator[Rows]:
    for at in range(0, len(spans), _BATCH):
        yield np.stack([_filled(samples, start, end) for start, end in spans[at : at + _BATCH]])


def _filled(samples: Samples, start: float, end: float) -> Rows:
    first = round(start * SAMPLE_RATE)
    last = min(round(end * SAMPLE_RATE), first + FRAMES * _HOP)
    sound = np.asarray(samples[first:last], np.float32)
    power = float(np.mean(np.square(sound))) if len(sound) else 0.0
    if power > 0:
        sound = sound * np.float32(_LEVEL / np.sqrt(power))
    return np.resize(mels(sound)[:FRAMES], (FRAMES, MELS))


@lru_cache(maxsize=1)
def _hann() -> NDArray[np.float64]:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW))


@lru_cache(maxsize=1)
def _bands() -> NDArray[np.float64]:
    """Triangles of shape (40, 201) over the spectrum."""
    top = _LINEAR_BANDS + np.log(SAMPLE_RATE / 2 / 1000) / _LOG_STEP
    mel = np.linspace(0, top, MELS + 2)
    log = 1000 * np.exp(_LOG_STEP * (mel - _LINEAR_BANDS))
    edges = np.where(mel < _LINEAR_BANDS, _LINEAR_TO_HZ * mel, log)
    hertz = np.linspace(0, SAMPLE_RATE / 2, _WINDOW // 2 + 1)
    low, middle, high = (edges[i : i + MELS, None] for i in range(3))
    shape = np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle))
    return np.asarray(np.maximum(0, shape) * 2 / (high - low))


@lru_cache(maxsize=1)
def _encoder(weights: Path) -> Any:
    """The network, read once a process; one thread: it runs while nothing else does, and is small."""
    import onnxruntime

    try:
        content = weights.read_bytes()
    except OSError as error:
        remedy = _("Install the program again")
        raise ModelMissing(_("The weights that tell voices apart cannot be read"), remedy) from error
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise ModelDamaged(
            _("The weights that tell voices apart are damaged"),
            _("Install the program again"),
            name=weights.name,
            expected=SHA256,
            actual=found,
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
