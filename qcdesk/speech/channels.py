"""What the channels of a recording are: one sound twice, a dead side, or two sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples
from qcdesk.speech.envelope import levels

_BLOCK = 60 * SAMPLE_RATE
_SHIFT = SAMPLE_RATE // 20
"""The longest delay between two copies of one sound: 50 ms of codecs and buffers."""
_SAME = 0.98
_ALIKE = 0.6
"""Codecs leave at least this of the correlation of one sound with itself."""
_SAME_RATIO_DB = 3.0
"""And a constant difference of level, where two sides that leak have one for each speaker."""
_LOUD_DB = 20.0
_SILENT_DB = -80.0
"""Below the noise floor of any telephone line; only digital silence is."""
_STEADY_DB = 8.0
"""Noise and hum stay within this between their usual and their loudest 10 ms; a word rises far above it."""


def is_dual_mono(left: Samples, right: Samples) -> bool:
    """Whether both channels carry one sound, be it at another level, inverted, shortly delayed or through
    another codec."""
    shift = _delay(left, right)
    correlation = _correlation(left, right, shift)
    return correlation >= _SAME or (correlation >= _ALIKE and _constant_ratio(left, right))


def loudness(channel: Samples) -> float:
    """Root mean square of a channel, 0…1, without its constant offset."""
    total = 0.0
    for at in range(0, len(channel), _BLOCK):
        block = np.asarray(channel[at : at + _BLOCK], np.float64)
        block = block - block.mean()
        total += float(block @ block)
    return float(np.sqrt(total / max(1, len(channel))))


def is_dead(channel: Samples) -> bool:
    """Whether nobody can have been recorded on this channel: silence, an offset, steady noise or hum."""
    level = levels(channel)
    if not len(level):
        return True
    loudest = float(np.percentile(level, 99.9))
    return loudest < _SILENT_DB or loudest - float(np.median(level)) < _STEADY_DB


def _delay(left: Samples, right: Samples) -> int:
    """Samples by which the right channel is later, from the loudest minute."""
    blocks = range(0, len(left), _BLOCK)
    powers = [float(np.square(left[at : at + _BLOCK], dtype=np.float64).sum()) for at in blocks]
    if not powers:
        return 0
    at = int(np.argmax(powers)) * _BLOCK
    one, two = (_centred(c, at, at + _BLOCK) for c in (left, right))
    size = 1 << (len(one) + _SHIFT).bit_length()
    cross = np.fft.irfft(np.conj(np.fft.rfft(one, size)) * np.fft.rfft(two, size), size)
    near = np.abs(np.concatenate((cross[-_SHIFT:], cross[: _SHIFT + 1])))
    return int(near.argmax()) - _SHIFT


def _correlation(left: Samples, right: Samples, shift: int) -> float:
    both = left_only = right_only = 0.0
    for at in range(max(0, -shift), len(left), _BLOCK):
        end = min(at + _BLOCK, len(left), len(right) - shift)
        if end <= at:
            break
        one, two = _centred(left, at, end), _centred(right, at + shift, end + shift)
        both += float(one @ two)
        left_only += float(one @ one)
        right_only += float(two @ two)
    return abs(both) / float(np.sqrt(left_only * right_only)) if left_only > 0 and right_only > 0 else 0.0


def _centred(channel: Samples, start: int, end: int) -> NDArray[np.float64]:
    block = np.asarray(channel[start:end], np.float64)
    return block - block.mean() if len(block) else block


def _constant_ratio(left: Samples, right: Samples) -> bool:
    one, two = (_smooth(levels(c)) for c in (left, right))
    loud = np.maximum(one - one.max(), two - two.max()) > -_LOUD_DB
    ratio = one[loud] - two[loud]
    away = np.abs(ratio - np.median(ratio))
    return float(np.percentile(away, 90)) <= _SAME_RATIO_DB


def _smooth(decibels: NDArray[np.float32]) -> NDArray[np.float64]:
    """Levels over 0.4 s, in which a delay of 50 ms is little."""
    power = np.convolve(10 ** (decibels.astype(np.float64) / 10), np.full(40, 1 / 40), "same")
    return np.asarray(10 * np.log10(power))
