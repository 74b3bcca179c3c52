"""Hears the sounds of a telephone line that are no voice: ring-back, busy, a voicemail's beep, hold music."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, Samples
from qcdesk.domain.transcript import Sound, SoundKind
from qcdesk.speech.activity import FRAME, FRAME_S, Stretch

_BLOCK = 1024
"""Frames that are looked at together: half a minute."""
_BIN_HZ = SAMPLE_RATE / FRAME
_LOBE = 3
"""Bins on each side of a peak that belong to one line, or to two lines as near as those of a ring-back."""
_BAND = slice(round(200 / _BIN_HZ), round(3400 / _BIN_HZ) + 1)
_STRONGEST = 12
"""Bins of the band that a few notes with their partials fill."""
_TONE_SHARE = 0.85
_TONE_HZ = (350.0, 2200.0)
"""Tones of telephone networks; a hummed note is lower, or wavers."""
_AUDIBLE_DB = -50.0
_SAME_HZ = 12.0
_STEADY_HZ = 5.0
_STEADY_DB = 3.0
_SHORTEST_TONE_S = 0.2
_SHORTEST_SIGNAL_S = 0.3
_RING_ON_S, _RING_OFF_S = (0.6, 2.3), (1.8, 5.4)
_RING_HZ = (390.0, 490.0)
_BUSY_ON_S, _BUSY_OFF_S = (0.2, 0.65), (0.15, 0.65)
_LEAST_BUSY = 3
_BEEP_S = (0.25, 2.2)
_ALONE_S, _ALONE_DB = 0.2, 12.0
"""On both sides of a beep it is so much quieter within this time."""
_TONAL_SHARE = 0.75
_VOICE = 0.3
_SECOND = round(1 / FRAME_S)
_MUSIC_TONAL, _MUSIC_VOICED, _MUSIC_SOUNDS = 0.6, 0.2, 0.9
"""In each second of music: least part of tonal frames, largest with voice, least with any sound."""
_MUSIC_JOIN_S, _MUSIC_S, _MELODY_HZ, _HELD_HZ = 1.0, 3.0, 60.0, 18.0
"""Music has notes of different height, and holds each: noise and hum leap from frame to frame."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Signal:
    """A sound of the line.

    Attributes:
        parts: (start, end) seconds in which it sounds: a tone with its pauses left out.
    """

    kind: SoundKind
    parts: tuple[tuple[float, float], ...]

    def sound(self, channel: int) -> Sound:
        """The sound from its first part to its last."""
        return Sound(self.kind, channel, round(self.parts[0][0], 2), round(self.parts[-1][1], 2))


@dataclass(frozen=True, slots=True)
class _Spectrum:
    """For each 32 ms: level in dBFS, part of the energy in the strongest line, its frequency, and the part
    of the telephone band's energy that its strongest bins hold."""

    level: NDArray[np.float32]
    line: NDArray[np.float32]
    hertz: NDArray[np.float32]
    tonal: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Tone:
    """A steady tone between two frames."""

    first: int
    end: int
    hertz: float

    @property
    def length_s(self) -> float:
        return (self.end - self.first) * FRAME_S

    @property
    def span(self) -> tuple[float, float]:
        return self.first * FRAME_S, self.end * FRAME_S


def signals(channel: Samples, probability: NDArray[np.float32]) -> list[Signal]:
    """The sounds of the line in one channel, in order of time.

    Args:
        channel: mono, 16 kHz, read half a minute at a time.
        probability: of voice in each of its 32 ms frames.
    """
    spectrum = _spectrum(channel)
    tones = _tones(spectrum)
    music = _music(spectrum, tones, probability)
    found = [Signal(SoundKind.MUSIC, (span,)) for span in music]
    outside = [t for t in tones if not any(s < t.span[1] and t.span[0] < e for s, e in music)]
    found += [signal for group in _groups(outside) for signal in _told(group, outside, spectrum)]
    return sorted(found, key=lambda s: s.parts)


def without_signals(voice: Sequence[Stretch], heard: Sequence[Signal]) -> list[Stretch]:
    """The stretches of voice that do not lie mostly inside a sound of the line."""
    parts = [part for signal in heard for part in signal.parts]
    return [v for v in voice if _covered(v, parts) < _MOSTLY * v.length]


def _covered(voice: Stretch, parts: Sequence[tuple[float, float]]) -> float:
    return sum(max(0.0, min(voice.end, end) - max(voice.start, start)) for start, end in parts)


def _spectrum(channel: Samples) -> _Spectrum:
    window = np.hanning(FRAME).astype(np.float32)
    blocks = [
        _of_block(np.asarray(channel[at : at + _BLOCK * FRAME], np.float32), window)
        for at in range(0, len(channel) - FRAME + 1, _BLOCK * FRAME)
    ]
    if not blocks:
        return _Spectrum(*(np.zeros(0, np.float32) for _ in range(4)))
    return _Spectrum(*(np.concatenate(each) for each in zip(*blocks, strict=True)))


def _of_block(block: NDArray[np.float32], window: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    frames = block[: len(block) // FRAME * FRAME].reshape(-1, FRAME)
    line, hertz, tonal = (np.zeros(len(frames), np.float32) for _ in range(3))
    energy = np.einsum("ij,ij->i", frames, frames) / FRAME
    level = np.asarray(10 * np.log10(np.maximum(energy, 1e-10)), np.float32)
    audible = np.flatnonzero(level > _AUDIBLE_DB)
    if not len(audible):
        return level, line, hertz, tonal
    spectrum = np.fft.rfft(frames[audible] * window)
    power = spectrum.real**2 + spectrum.imag**2
    power[:, : _LOBE + 1] = 0
    band = power[:, _BAND]
    peak = band.argmax(axis=1) + _BAND.start
    near = peak[:, None] + np.arange(-_LOBE, _LOBE + 1)
    lobe = np.take_along_axis(power, near, axis=1)
    of_lobe = np.maximum(lobe.sum(axis=1), 1e-12)
    line[audible] = of_lobe / np.maximum(power.sum(axis=1), 1e-12)
    hertz[audible] = (lobe * near).sum(axis=1) / of_lobe * _BIN_HZ
    strongest = np.partition(band, -_STRONGEST, axis=1)[:, -_STRONGEST:]
    tonal[audible] = strongest.sum(axis=1) / np.maximum(band.sum(axis=1), 1e-12)
    return level, line, hertz, tonal


def _tones(spectrum: _Spectrum) -> list[_Tone]:
    """Steady tones: neither frequency nor level wavers, as those of a voice do."""
    low, high = _TONE_HZ
    pure = np.flatnonzero((spectrum.line >= _TONE_SHARE) & (spectrum.hertz >= low) & (spectrum.hertz <= high))
    breaks = np.flatnonzero((np.diff(pure) > 2) | (np.abs(np.diff(spectrum.hertz[pure])) > _SAME_HZ))
    tones = []
    for run in np.split(pure, breaks + 1):
        if len(run) * FRAME_S < _SHORTEST_TONE_S:
            continue
        # the frames at both edges hold only a part of the tone
        inner = run[1:-1]
        hertz, level = spectrum.hertz[inner], spectrum.level[inner]
        if _spread(hertz) <= _STEADY_HZ and _spread(level) <= _STEADY_DB:
            tones.append(_Tone(int(run[0]), int(run[-1]) + 1, float(np.median(hertz))))
    return tones


def _groups(tones: Sequence[_Tone]) -> list[list[_Tone]]:
    """Tones of one frequency that follow each other as in a cadence."""
    groups: list[list[_Tone]] = []
    for tone in tones:
        last = groups[-1][-1] if groups else None
        gap = (tone.first - last.end) * FRAME_S if last else 0.0
        if (
            last
            and abs(tone.hertz - last.hertz) <= _SAME_HZ
            and gap <= _RING_OFF_S[1]
            and _goes_on(groups[-1], gap)
        ):
            groups[-1].append(tone)
        else:
            groups.append([tone])
    return groups


def _goes_on(group: Sequence[_Tone], gap: float) -> bool:
    """Whether a pause is like those before it: a busy tone after a ring-back is another sound."""
    before = _pauses(group[:2])
    return not before or _among(before[0], _BUSY_OFF_S) == _among(gap, _BUSY_OFF_S)


def _pauses(group: Sequence[_Tone]) -> list[float]:
    return [(after.first - before.end) * FRAME_S for before, after in pairwise(group)]


def _told(group: Sequence[_Tone], tones: Sequence[_Tone], spectrum: _Spectrum) -> list[Signal]:
    """What a group of tones is: nothing, or one sound."""
    parts = tuple(t.span for t in group)
    pauses = _pauses(group)
    # the first and the last tone may be cut short
    whole = group[1:-1] if len(group) > 2 else group
    if len(group) >= _LEAST_BUSY and _all(pauses, _BUSY_OFF_S) and _lengths(whole, _BUSY_ON_S):
        return [Signal(SoundKind.BUSY, parts)]
    if pauses and _all(pauses, _RING_OFF_S) and any(_lengths([t], _RING_ON_S) for t in group):
        return [Signal(SoundKind.RING, parts)] if max(t.length_s for t in group) <= _RING_ON_S[1] else []
    if pauses or not _alone(group[0], tones, spectrum):
        return []
    if _among(group[0].hertz, _RING_HZ) and _among(group[0].length_s, _RING_ON_S):
        return [Signal(SoundKind.RING, parts)]
    return [Signal(SoundKind.BEEP, parts)] if _among(group[0].length_s, _BEEP_S) else []


def _alone(tone: _Tone, tones: Sequence[_Tone], spectrum: _Spectrum) -> bool:
    """Whether it is quiet on both sides of a tone and no other is near, as notes of a tune are."""
    if any(t is not tone and abs(t.first - tone.first) < 2 * _SECOND for t in tones):
        return False
    inside = float(np.median(spectrum.level[tone.first : tone.end]))
    reach = round(_ALONE_S / FRAME_S)
    sides = (
        spectrum.level[max(0, tone.first - reach) : tone.first],
        spectrum.level[tone.end : tone.end + reach],
    )
    return all(not len(side) or inside - float(side.min()) >= _ALONE_DB for side in sides)


def _music(
    spectrum: _Spectrum, tones: Sequence[_Tone], probability: NDArray[np.float32]
) -> list[tuple[float, float]]:
    """Stretches that sound on without a voice and have a tune."""
    voice = np.zeros(len(spectrum.level), np.float32)
    known = min(len(voice), len(probability))
    voice[:known] = probability[:known]
    tonal = (spectrum.tonal >= _TONAL_SHARE) & (voice < _VOICE)
    for tone in tones:
        # a note of a tune is shorter than a tone of the line
        if tone.length_s >= _SHORTEST_SIGNAL_S:
            tonal[tone.first : tone.end] = False
    fits = _share(tonal) >= _MUSIC_TONAL
    fits &= _share(voice >= _VOICE) <= _MUSIC_VOICED
    fits &= _share(spectrum.level > _AUDIBLE_DB) >= _MUSIC_SOUNDS
    place = np.flatnonzero(fits)
    spans = []
    for run in np.split(place, np.flatnonzero(np.diff(place) * FRAME_S > _MUSIC_JOIN_S) + 1):
        if len(run) * FRAME_S < _MUSIC_S:
            continue
        hertz = spectrum.hertz[run]
        if _spread(hertz[tonal[run]]) >= _MELODY_HZ and np.median(np.abs(np.diff(hertz))) <= _HELD_HZ:
            spans.append((float(run[0] * FRAME_S), float((run[-1] + 1) * FRAME_S)))
    return spans


def _spread(values: NDArray[np.float32]) -> float:
    """The middle four fifths of the values: a codec bends the edges of a tone."""
    low, high = np.percentile(values, (10, 90)) if len(values) else (0.0, 0.0)
    return float(high - low)


def _share(frames: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Part of the frames within half a second on both sides for which something holds."""
    sums = np.concatenate([[0], np.cumsum(frames)])
    at = np.arange(len(frames))
    first, end = np.maximum(at - _SECOND // 2, 0), np.minimum(at + _SECOND // 2 + 1, len(frames))
    return np.asarray((sums[end] - sums[first]) / (end - first), np.float64)


def _among(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _all(values: Sequence[float], bounds: tuple[float, float]) -> bool:
    return all(_among(value, bounds) for value in values)


def _lengths(tones: Sequence[_Tone], bounds: tuple[float, float]) -> bool:
    return _all([t.length_s for t in tones], bounds)
