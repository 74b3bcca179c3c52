"""Channels: one sound twice, a dead side, two sides; with real voices through real codecs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.speech.channels import is_dead, is_dual_mono
from qcdesk.speech.prepare import DEAD_RIGHT, DUAL_MONO, Prepared, prepare
from tests.conftest import tone, write_wav
from tests.core.speech.line import through

Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def sides(samples_folder: Path) -> tuple[Sound, Sound]:
    with decoded(sorted(samples_folder.glob("*.ogg"))[0]) as sound:
        left, right = (c[:] for c in sound.channels)
    return left, right


@pytest.fixture(scope="module")
def mixed(sides: tuple[Sound, Sound]) -> Sound:
    return sides[0] + sides[1]


def prepared(folder: Path, left: Sound, right: Sound) -> Prepared:
    path = write_wav(folder / "call.wav", np.stack([left, right], axis=1), SAMPLE_RATE, "FLOAT")
    with decoded(path) as sound:
        return prepare(sound)


def noise(seconds: float, level: float) -> Sound:
    made = np.random.default_rng(1).standard_normal(int(seconds * SAMPLE_RATE))
    return (level * made).astype(np.float32)


def hum(seconds: float) -> Sound:
    return tone(seconds, 50, SAMPLE_RATE, 0.01) + tone(seconds, 150, SAMPLE_RATE, 0.004)


def test_the_same_sound_at_another_level_is_dual_mono() -> None:
    side = tone(2.0, rate=SAMPLE_RATE)
    assert is_dual_mono(side, 0.5 * side)


def test_the_same_sound_inverted_is_dual_mono(mixed: Sound) -> None:
    assert is_dual_mono(mixed, -0.7 * mixed)


@pytest.mark.parametrize(
    ("container", "subtype"),
    [("WAV", "GSM610"), ("WAV", "ULAW"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III")],
)
def test_one_sound_through_two_codecs_is_dual_mono(mixed: Sound, container: str, subtype: str) -> None:
    late = np.roll(through(0.6 * mixed, container, subtype), 250)
    assert is_dual_mono(through(mixed, "WAV", "ALAW"), late)


def test_two_sides_are_not(sides: tuple[Sound, Sound]) -> None:
    assert not is_dual_mono(*sides)
    assert not is_dual_mono(tone(2.0, 440, SAMPLE_RATE), tone(2.0, 700, SAMPLE_RATE))
    assert not is_dual_mono(tone(2.0, 440, SAMPLE_RATE), np.zeros(2 * SAMPLE_RATE, np.float32))


@pytest.mark.parametrize("leak", [0.1, 0.3, 0.5])
def test_two_sides_that_leak_both_ways_are_not(sides: tuple[Sound, Sound], leak: float) -> None:
    left, right = sides
    assert not is_dual_mono(left + leak * right, right + leak * left)


def test_a_common_offset_does_not_make_two_sides_one(sides: tuple[Sound, Sound]) -> None:
    left, right = sides
    assert not is_dual_mono(left + 0.3, right + 0.3)


def test_one_sound_twice_is_prepared_once(mixed: Sound, tmp_path: Path) -> None:
    call = prepared(tmp_path, through(mixed, "WAV", "ALAW"), -through(mixed, "WAV", "GSM610"))
    assert DUAL_MONO in call.notes
    assert len(call.voice) == 1


@pytest.mark.parametrize(
    "side",
    [
        pytest.param(lambda s: np.zeros(int(s * SAMPLE_RATE), np.float32), id="silence"),
        pytest.param(lambda s: np.full(int(s * SAMPLE_RATE), 0.2, np.float32), id="offset"),
        pytest.param(lambda s: noise(s, 0.003), id="noise"),
        pytest.param(hum, id="hum"),
        pytest.param(lambda s: hum(s) + noise(s, 0.001) + np.float32(0.1), id="all"),
    ],
)
def test_a_side_without_anybody_is_dead(side, sides: tuple[Sound, Sound], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    silent = side(len(sides[0]) / SAMPLE_RATE)[: len(sides[0])]
    silent = np.pad(silent, (0, len(sides[0]) - len(silent)), mode="edge")
    assert is_dead(silent)
    call = prepared(tmp_path, sides[0], silent)
    assert DEAD_RIGHT in call.notes
    assert call.voice[0]
    assert call.voice[1] == []


def test_a_much_quieter_side_is_alive(sides: tuple[Sound, Sound], tmp_path: Path) -> None:
    quiet = (
        sides[1] * np.float32(10 ** (-30 / 20)) + noise(len(sides[1]) / SAMPLE_RATE, 1e-4)[: len(sides[1])]
    )
    assert not is_dead(quiet)
    call = prepared(tmp_path, sides[0], quiet)
    full = prepared(tmp_path, *sides)
    lengths = [sum(s.length for s in made.voice[1]) for made in (call, full)]
    assert call.notes == []
    assert lengths[0] > 0.9 * lengths[1]


def test_a_side_that_says_one_word_is_alive(sides: tuple[Sound, Sound]) -> None:
    side = noise(300.0, 0.001)
    side[: 2 * SAMPLE_RATE] += tone(2.0, 300, SAMPLE_RATE, 0.1)
    assert not is_dead(side)
