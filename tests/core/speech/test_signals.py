"""Sounds of a telephone line: found through real codecs, and none in speech, humming and noise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.domain.transcript import Sound, SoundKind
from qcdesk.speech.activity import Stretch, probabilities
from qcdesk.speech.prepare import prepare
from qcdesk.speech.signals import Signal, signals, without_signals
from tests.conftest import tone, write_wav
from tests.core.speech.line import through

Samples = NDArray[np.float32]
CODECS = [("WAV", "PCM_16"), ("WAV", "ALAW"), ("WAV", "GSM610"), ("MP3", "MPEG_LAYER_III"), ("OGG", "VORBIS")]


def quiet(seconds: float) -> Samples:
    """A line on which nobody speaks."""
    made = np.random.default_rng(3).standard_normal(round(seconds * SAMPLE_RATE))
    return (0.0008 * made).astype(np.float32)


def cadence(on: float, off: float, times: int, hertz: float = 425, level: float = 0.1) -> Samples:
    """A tone that goes on and off."""
    once = np.concatenate(
        [tone(on, hertz, SAMPLE_RATE, level), np.zeros(round(off * SAMPLE_RATE), np.float32)]
    )
    return np.tile(once, times)


def on_line(sound: Samples, before: float = 1.5, after: float = 2.5) -> Samples:
    """The sound between stretches of silence, on a line with a little noise."""
    whole = np.pad(sound, (round(before * SAMPLE_RATE), round(after * SAMPLE_RATE)))
    return whole + quiet(len(whole) / SAMPLE_RATE)[: len(whole)]


def tune(seconds: float) -> Samples:
    """Music: chords of plucked strings, a chord every 0.6 s."""
    out = np.zeros(round(seconds * SAMPLE_RATE) + 2 * SAMPLE_RATE, np.float32)
    chords = ((220, 277, 330), (294, 370, 440), (330, 415, 494), (247, 311, 370))
    for beat in range(int(seconds / 0.6)):
        for number, note in enumerate(chords[beat // 2 % 4]):
            at = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
            string = sum(0.5**k * np.sin(2 * np.pi * note * k * at) for k in (1, 2, 3, 4))
            begin = round((beat * 0.6 + 0.1 * number) * SAMPLE_RATE)
            plucked = (0.12 * np.exp(-1.5 * at) * string).astype(np.float32)
            out[begin : begin + len(at)] += plucked[: len(out) - begin]
    return out[: round(seconds * SAMPLE_RATE)]


def hummed(seconds: float, hertz: float, waver: float, partials: int) -> Samples:
    """A note as a person hums it: the pitch wavers by a part of itself, the voice by a little."""
    rng = np.random.default_rng(5)
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    drift = np.interp(
        at,
        np.arange(0, seconds + 0.1, 0.1),
        rng.standard_normal(int(seconds * 10) + 2)[: len(np.arange(0, seconds + 0.1, 0.1))],
    )
    pitch = hertz * (1 + waver * (np.sin(2 * np.pi * 5.2 * at) + 0.5 * drift))
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    voice = sum(0.4**k * np.sin(k * phase) for k in range(1, partials + 1))
    swell = np.clip(np.minimum(at, seconds - at) / 0.1, 0, 1)
    return (0.3 * swell * (1 + 0.15 * drift) * voice).astype(np.float32)


def kinds(sound: Samples) -> list[SoundKind]:
    return [s.kind for s in signals(sound, probabilities(sound))]


SOUNDS = [
    (SoundKind.RING, cadence(1.0, 4.0, 3), 11.0),
    (SoundKind.RING, cadence(2.0, 4.0, 2, 440), 8.0),
    (SoundKind.RING, cadence(1.0, 4.0, 2) + cadence(1.0, 4.0, 2, 450), 6.0),
    (SoundKind.RING, cadence(1.0, 0.0, 1), 1.0),
    (SoundKind.BUSY, cadence(0.35, 0.35, 6), 3.85),
    (SoundKind.BUSY, cadence(0.5, 0.5, 4), 3.5),
    (SoundKind.BEEP, cadence(0.5, 0.0, 1, 1000), 0.5),
    (SoundKind.BEEP, cadence(1.2, 0.0, 1, 1400), 1.2),
]


@pytest.mark.parametrize(("container", "subtype"), CODECS)
@pytest.mark.parametrize(("kind", "sound", "length"), SOUNDS)
def test_a_tone_of_the_line_is_known_through_codecs(
    kind: SoundKind, sound: Samples, length: float, container: str, subtype: str
) -> None:
    line = through(on_line(sound), container, subtype)
    (found,) = signals(line, probabilities(line))
    assert found.kind is kind
    heard = found.sound(1)
    assert heard.channel == 1
    assert heard.end - heard.start == pytest.approx(length, abs=0.15)


@pytest.mark.parametrize(("container", "subtype"), CODECS)
def test_music_is_known_through_codecs(container: str, subtype: str) -> None:
    line = through(on_line(tune(12.0)), container, subtype)
    (found,) = signals(line, probabilities(line))
    assert found.kind is SoundKind.MUSIC
    assert found.sound(0).end - found.sound(0).start == pytest.approx(12.0, abs=2.0)


def test_one_call_has_several_sounds() -> None:
    call = np.concatenate(
        [on_line(cadence(1.0, 4.0, 2)), on_line(cadence(0.6, 0.0, 1, 1000)), on_line(cadence(0.4, 0.4, 5))]
    )
    assert kinds(call) == [SoundKind.RING, SoundKind.BEEP, SoundKind.BUSY]


@pytest.mark.parametrize(("container", "subtype"), [*CODECS[:4]])
def test_speech_has_no_sounds(samples_folder: Path, container: str, subtype: str) -> None:
    for path in sorted(samples_folder.glob("*.ogg")):
        with decoded(path) as call:
            sides = [c[:] for c in call.channels]
        for sound in (*sides, sides[0] + sides[1]):
            assert kinds(through(sound, container, subtype)) == []


@pytest.mark.parametrize("partials", [1, 2, 6])
@pytest.mark.parametrize("hertz", [120, 220, 425, 600])
@pytest.mark.parametrize("seconds", [0.7, 1.5, 6.0])
def test_a_hummed_note_and_a_long_vowel_are_a_voice(seconds: float, hertz: float, partials: int) -> None:
    assert kinds(on_line(hummed(seconds, hertz, 0.012, partials))) == []


@pytest.mark.parametrize(
    "sound",
    [
        quiet(20.0) * 20,
        sum(tone(20.0, 50 * n, SAMPLE_RATE, 0.2 / n) for n in range(1, 15)) + quiet(20.0),
        tone(20.0, 425, SAMPLE_RATE, 0.1) + quiet(20.0),
        np.zeros(5 * SAMPLE_RATE, np.float32),
        np.zeros(100, np.float32),
        np.zeros(0, np.float32),
    ],
    ids=["noise", "hum", "endless tone", "silence", "a moment", "nothing"],
)
def test_noise_hum_and_silence_are_no_sounds(sound: Samples) -> None:
    assert kinds(sound) == []


def test_a_tone_in_speech_is_found_and_the_speech_is_not_touched(samples_folder: Path) -> None:
    with decoded(sorted(samples_folder.glob("*.ogg"))[0]) as call:
        speech = call.channels[0][: 20 * SAMPLE_RATE]
    line = np.concatenate([on_line(cadence(1.0, 4.0, 2)), speech])
    (found,) = signals(line, probabilities(line))
    assert found.kind is SoundKind.RING


def test_voice_inside_a_sound_is_left_out() -> None:
    ring = Signal(SoundKind.RING, ((1.0, 2.0), (6.0, 7.0)))
    between, mostly, partly = Stretch(3.0, 5.0), Stretch(0.9, 2.1), Stretch(6.5, 9.0)
    assert without_signals([mostly, between, partly], [ring]) == [between, partly]
    assert ring.sound(1) == Sound(SoundKind.RING, 1, 1.0, 7.0)


def test_a_prepared_call_has_its_sounds_and_does_not_recognise_them(tmp_path: Path) -> None:
    left, right = on_line(cadence(1.0, 4.0, 2)), on_line(tune(10.0))
    path = write_wav(
        tmp_path / "call.wav", np.stack([left, right[: len(left)]], axis=1), SAMPLE_RATE, "FLOAT"
    )
    with decoded(path) as sound:
        ready = prepare(sound)
    assert [(s.kind, s.channel) for s in ready.sounds] == [(SoundKind.RING, 0), (SoundKind.MUSIC, 1)]
    assert ready.windows == []
