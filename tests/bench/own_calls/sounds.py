"""Sounds of a telephone line that are not speech: tones, music, noises; float32, (frames,), 8 kHz."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
RATE = 8000
BAND_HZ = (300, 3400)

_CHORDS = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62), (50, 53, 57), (52, 56, 59))
"""Notes of the hold music by MIDI number: an invented turn of minor and major."""


def level(sound: Sound, dbfs: float) -> Sound:
    """The sound with the given level of its root mean square; silence stays silence."""
    power = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    return (sound * (10 ** (dbfs / 20) / power)).astype(np.float32) if power > 0 else sound


def band(sound: Sound, low: float = BAND_HZ[0], high: float = BAND_HZ[1]) -> Sound:
    """Only what a telephone carries; the edges fall over 60 Hz so that they do not ring."""
    bins = np.fft.rfftfreq(len(sound), 1 / RATE)
    keep = np.clip((bins - low) / 60 + 1, 0, 1) * np.clip((high - bins) / 60 + 1, 0, 1)
    return np.fft.irfft(np.fft.rfft(sound) * keep, len(sound)).astype(np.float32)


def tone(seconds: float, hertz: float, on: float, off: float, dbfs: float = -20.0) -> Sound:
    """A tone that is on and off by turns, without clicks at its edges."""
    at = np.arange(round(seconds * RATE)) / RATE
    place = at % (on + off)
    edge = np.clip(np.minimum(place, on - place) / 0.005, 0, 1)
    return np.asarray(10 ** (dbfs / 20) * np.sqrt(2) * edge * np.sin(2 * np.pi * hertz * at), np.float32)


def ring(seconds: float) -> Sound:
    """Ring-back: 425 Hz, one second of five."""
    return tone(seconds, 425, 1, 4)


def busy(seconds: float) -> Sound:
    """Busy: 425 Hz, 0.35 s on and off."""
    return tone(seconds, 425, 0.35, 0.35)


def beep(seconds: float) -> Sound:
    """The signal after which a voicemail records."""
    return tone(seconds, 1000, seconds, 1.0)


def music(seconds: float, seed: int = 0) -> Sound:
    """Hold music: broken chords under a wandering melody, plucked partials."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(seconds * RATE) + RATE * 2, np.float32)
    step = 0.3
    for beat in range(int(seconds / step)):
        chord = _CHORDS[beat // 8 % len(_CHORDS)]
        notes = [chord[beat % 3]] + ([int(rng.choice(chord)) + 12] if rng.random() < 0.6 else [])
        for note in notes:
            at = np.arange(round(1.2 * RATE)) / RATE
            pitch = 440 * 2 ** ((note - 69) / 12)
            partials = [np.sin(2 * np.pi * pitch * n * at) / n**1.5 for n in range(1, 6)]
            start = round(beat * step * RATE)
            out[start : start + len(at)] += np.sum(partials, 0) * np.exp(-at * 3) * np.clip(at / 0.01, 0, 1)
    return level(out[: round(seconds * RATE)], -24)


def quiet(seconds: float) -> Sound:
    """Nobody speaks."""
    return np.zeros(round(seconds * RATE), np.float32)


def white(frames: int, rng: np.random.Generator) -> Sound:
    """White noise."""
    return rng.standard_normal(frames).astype(np.float32)


def pink(frames: int, rng: np.random.Generator) -> Sound:
    """Noise whose power falls with frequency."""
    bins = np.fft.rfftfreq(frames, 1 / RATE)
    shape = 1 / np.sqrt(np.maximum(bins, 20))
    return np.fft.irfft(np.fft.rfft(rng.standard_normal(frames)) * shape, frames).astype(np.float32)


def line(frames: int, rng: np.random.Generator) -> Sound:
    """Noise in the telephone band."""
    return band(white(frames, rng))


def crackle(frames: int, rng: np.random.Generator) -> Sound:
    """Rare short bursts on a quiet floor."""
    out = 0.01 * white(frames, rng)
    for start in rng.integers(0, max(1, frames - 80), frames * 6 // RATE):
        burst = rng.standard_normal(80) * np.exp(-np.arange(80) / 15)
        out[start : start + 80] += burst[: frames - start].astype(np.float32)
    return out


def hum(frames: int, rng: np.random.Generator) -> Sound:
    """Mains hum and its partials with a little noise."""
    at = np.arange(frames) / RATE
    partials = [np.sin(2 * np.pi * 50 * n * at + rng.uniform(0, 6)) / n for n in range(1, 15)]
    return np.asarray(np.sum(partials, 0) + 0.05 * rng.standard_normal(frames), np.float32)


def breath(frames: int, rng: np.random.Generator) -> Sound:
    """Noise that swells and falls every three or four seconds like somebody breathing into the phone."""
    at = np.arange(frames) / RATE
    slow = np.cumsum(1 + 0.3 * np.sin(2 * np.pi * at / 23)) / RATE
    swell = np.clip(np.sin(2 * np.pi * slow / 3.5), 0, 1) ** 1.5
    return np.asarray(band(white(frames, rng), 400, 1800) * (0.02 + swell), np.float32)


def clicks(frames: int, rng: np.random.Generator) -> Sound:
    """Digital silence with a click every few seconds."""
    out = np.zeros(frames, np.float32)
    for start in rng.integers(0, max(1, frames - 20), frames // (RATE * 4)):
        out[start : start + 12] = rng.uniform(0.1, 0.6) * (-1) ** np.arange(12)
    return out


NOISES: tuple[Callable[[int, np.random.Generator], Sound], ...] = (white, pink, line, crackle, hum, breath)


def noises(seconds: float, rng: np.random.Generator) -> Sound:
    """All noises by turns, each 20 s, at levels between −50 and −25 dBFS, the last third of each changing."""
    parts, frames = [], 20 * RATE
    for n in range(int(seconds // 20)):
        part = level(NOISES[n % len(NOISES)](frames, rng), float(rng.uniform(-50, -25)))
        change = np.interp(np.arange(frames), [0, frames * 2 // 3, frames], [1, 1, rng.uniform(0.2, 4)])
        parts.append((part * change).astype(np.float32))
    return np.concatenate(parts)
