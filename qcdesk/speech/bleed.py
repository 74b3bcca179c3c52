"""Finds what one side's channel only repeats of the other's, as crosstalk and echo do, and takes it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import Samples
from qcdesk.speech.activity import Stretch
from qcdesk.speech.envelope import STEP_S, levels

BLEED = "bleed"
_WINDOW = 40
"""Steps of 10 ms that are compared at once: a syllable or two."""
_HOP = 10
_LAGS = np.arange(-2, 26)
"""Delays of the copy, in steps; a little before zero for what a codec shifts."""
_ALIKE = 0.8
"""Correlation of two envelopes from which a window may be a copy; other people's words reach it at one
delay in some hundred."""
_LEAST_LOSS_DB = 5.0
"""A copy is at least so much quieter than what it copies."""
_SAME_GAIN_DB = 5.0
"""A copy keeps its attenuation within this; a voice of its own does not."""
_LEAST_WINDOWS = 5
"""So many windows must agree in delay and attenuation before a line is said to leak."""
_LEAST_SHARE = 0.25
"""And they are at least this part of the windows in which the side could be a copy."""
_SHORTEST_S = 0.3
"""What is left of a stretch beside a copy is shorter than any word: the edge of the copy."""
_TOGETHER = 4096
"""Windows that are compared in one piece of work."""

Levels = NDArray[np.float32]
Starts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Leak:
    """How the line leaks: delay in steps, difference of level (copy minus original) in dB."""

    lag: int
    gain: float


def unbled(
    voice: Sequence[Sequence[Stretch]], channels: Sequence[Samples], notes: list[str]
) -> list[list[Stretch]]:
    """The stretches of voice without those that are the other side's voice, attenuated and delayed.

    Both sides are judged by what was there before: of two channels that leak into each other each keeps its
    own. Where both people speak at once nothing is taken.

    Args:
        voice: of each channel; other than two channels are returned as they are.
        channels: their sound, mono at 16 kHz.
        notes: gets BLEED when something was taken.
    """
    if len(channels) != 2 or not any(voice):
        return [list(channel) for channel in voice]
    both = [levels(channel) for channel in channels]
    out = [_own(voice[side], both[side], both[1 - side]) for side in (0, 1)]
    if any(list(before) != after for before, after in zip(voice, out, strict=True)):
        notes.append(BLEED)
    return out


def _own(voice: Sequence[Stretch], here: Levels, there: Levels) -> list[Stretch]:
    starts = _starts(voice, len(here))
    if len(starts) < _LEAST_WINDOWS:
        return list(voice)
    # A part at a time: forty steps of each window at each delay take a hundred megabytes in a long call.
    parts = [starts[at : at + _TOGETHER] for at in range(0, len(starts), _TOGETHER)]
    leak = _leak(
        *(np.concatenate(each) for each in zip(*(_best(p, here, there) for p in parts), strict=True))
    )
    if leak is None:
        return list(voice)
    copy = np.concatenate([_copied(part, here, there, leak) for part in parts])
    votes, seen = np.zeros(len(here), np.int32), np.zeros(len(here), np.int32)
    for start, is_copy in zip(starts, copy, strict=True):
        votes[start : start + _WINDOW] += is_copy
        seen[start : start + _WINDOW] += 1
    masked = (votes > 0) & (2 * votes >= seen)
    return [part for stretch in voice for part in _outside(stretch, masked)]


def _copied(starts: Starts, here: Levels, there: Levels, leak: _Leak) -> NDArray[np.bool_]:
    """Windows that are copies through this leak."""
    first, last = max(leak.lag - 1, int(_LAGS[0])), min(leak.lag + 1, int(_LAGS[-1]))
    alike, loss = _compared(starts, here, there, range(first, last + 1))
    gain_fits = np.abs(loss[:, leak.lag - first] - leak.gain) <= _SAME_GAIN_DB
    copy = (alike.max(axis=1) >= _ALIKE) & gain_fits
    return np.asarray(copy | _explained(starts, here, there, leak))


def _starts(voice: Sequence[Stretch], steps: int) -> Starts:
    """First steps of the windows that lie in voice; a short stretch has one."""
    margin = int(_LAGS[-1])
    found: list[int] = []
    for s in voice:
        first = round(s.start / STEP_S)
        found += range(first, max(first + 1, round(s.end / STEP_S) - _WINDOW + _HOP), _HOP)
    return np.array([f for f in found if margin + 2 <= f <= steps - _WINDOW - 4], np.int64)


def _best(
    starts: Starts, here: Levels, there: Levels
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """For each window the delay, as a place in `_LAGS`, at which it is most like a copy; correlation and
    difference of level there."""
    alike, loss = _compared(starts, here, there, _LAGS.tolist())
    best, rows = alike.argmax(axis=1), np.arange(len(starts))
    return best, alike[rows, best], loss[rows, best]


def _compared(
    starts: Starts, here: Levels, there: Levels, lags: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each window and lag: correlation of the envelopes, and level here minus level there, dB."""
    window = np.arange(_WINDOW)
    alike = np.zeros((len(starts), len(lags)), np.float32)
    loss = np.zeros_like(alike)
    mine, my_level = _shape(here[starts[:, None] + window])
    for column, lag in enumerate(lags):
        other, level = _shape(there[starts[:, None] + window - lag])
        alike[:, column] = (mine * other).sum(axis=1)
        loss[:, column] = my_level - level
    return alike, loss


def _shape(decibels: Levels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Envelopes of windows with mean 0 and length 1 (the root of the amplitude: soft syllables count too),
    and the windows' levels, dB."""
    root = 10 ** (decibels / 40)
    centred = root - root.mean(axis=1, keepdims=True)
    length = np.sqrt((centred * centred).sum(axis=1, keepdims=True))
    level = 10 * np.log10((10 ** (decibels / 10)).mean(axis=1))
    return centred / np.maximum(length, 1e-9), level


def _leak(best: NDArray[np.int64], alike: NDArray[np.float32], loss: NDArray[np.float32]) -> _Leak | None:
    """The delay and attenuation in which enough windows agree, from the best delay of each."""
    may_be = loss <= -_LEAST_LOSS_DB
    strong = may_be & (alike >= _ALIKE)
    if strong.sum() < _LEAST_WINDOWS:
        return None
    counts = np.bincount(best[strong], minlength=len(_LAGS))
    around = np.convolve(counts, [1, 1, 1], "same")
    peak = int(around.argmax())
    agree = strong & (np.abs(best - peak) <= 1)
    gain = float(np.median(loss[agree]))
    agree &= np.abs(loss - gain) <= _SAME_GAIN_DB
    if agree.sum() < max(_LEAST_WINDOWS, _LEAST_SHARE * may_be.sum()):
        return None
    return _Leak(int(_LAGS[peak]), gain)


def _explained(starts: Starts, here: Levels, there: Levels, leak: _Leak) -> NDArray[np.bool_]:
    """Windows that are nowhere louder than the copy would be."""
    at = starts[:, None] + np.arange(_WINDOW)
    expected = np.max([there[at - leak.lag + shift] for shift in (-2, -1, 0, 1, 2)], axis=0) + leak.gain
    return np.asarray((here[at] <= expected + _SAME_GAIN_DB).mean(axis=1) >= 0.9)


def _outside(stretch: Stretch, masked: NDArray[np.bool_]) -> list[Stretch]:
    """The parts of a stretch that are no copy."""
    first, last = round(stretch.start / STEP_S), min(round(stretch.end / STEP_S), len(masked))
    inside = masked[first:last]
    if not inside.any():
        return [stretch]
    edges = np.flatnonzero(np.diff(np.concatenate(([1], inside.astype(np.int8), [1]))))
    parts = [(first + int(a), first + int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [Stretch(a * STEP_S, b * STEP_S) for a, b in parts if (b - a) * STEP_S >= _SHORTEST_S]
