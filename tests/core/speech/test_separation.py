"""Two voices in one channel: told apart where there are two, one left alone, the same each time."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.domain.transcript import Word
from qcdesk.speech.activity import ActivityOptions, Stretch, probabilities, stretches
from qcdesk.speech.prepare import prepare
from qcdesk.speech.separation import Voices, separate
from tests.conftest import write_wav
from tests.core.speech.test_listen import Scripted, run

Sound = NDArray[np.float32]
NUMBERS = range(3)


def call(folder: Path, number: int) -> tuple[list[Sound], list[dict[str, float]]]:
    """The channels of a sample call and its true turns."""
    recording = sorted(folder.glob("*.ogg"))[number]
    with decoded(recording) as sound:
        channels = [c[:] for c in sound.channels]
    return channels, json.loads((folder / "truth.json").read_text("utf-8"))[recording.name]["turns"]


def voice_of(sound: Sound) -> list[Stretch]:
    return stretches(probabilities(sound), ActivityOptions())


def spoken(turns: list[dict[str, float]]) -> tuple[list[Word], list[int]]:
    """The turns as words of like length, and who said each."""
    words, who = [], []
    for turn in turns:
        parts = str(turn["text"]).split()
        step = (turn["end"] - turn["start"]) / len(parts)
        words += [
            Word(turn["start"] + i * step, turn["start"] + (i + 0.9) * step, part, 0.9)
            for i, part in enumerate(parts)
        ]
        who += [int(turn["channel"])] * len(parts)
    return words, who


def apart(folder: Path, number: int) -> tuple[Voices, list[Word], list[int]]:
    (left, right), turns = call(folder, number)
    words, who = spoken(sorted(turns, key=lambda t: t["start"]))
    order = sorted(range(len(words)), key=lambda i: words[i].start)
    words, who = [words[i] for i in order], [who[i] for i in order]
    mixed = left + right
    found = separate(mixed, voice_of(mixed), words)
    assert found is not None
    return found, words, who


@pytest.mark.parametrize("number", NUMBERS)
def test_two_voices_get_their_words(samples_folder: Path, number: int) -> None:
    found, words, who = apart(samples_folder, number)
    assert sorted([*found.words[0], *found.words[1]], key=lambda w: w.start) == words
    first = set(map(id, found.words[0]))
    right = np.mean([(id(w) in first) == (speaker == who[0]) for w, speaker in zip(words, who, strict=True)])
    assert right > 0.93


@pytest.mark.parametrize("number", NUMBERS)
def test_no_voice_is_lost_doubled_or_in_both(samples_folder: Path, number: int) -> None:
    found, _words, _who = apart(samples_folder, number)
    (left, right), _turns = call(samples_folder, number)
    spans = sorted([*found.voice[0], *found.voice[1]])
    assert spans[0] == found.voice[0][0]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    whole = sum(s.length for s in voice_of(left + right))
    assert sum(e - s for s, e in spans) == pytest.approx(whole)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("side", [0, 1])
def test_one_voice_stays_one(samples_folder: Path, number: int, side: int) -> None:
    sound = call(samples_folder, number)[0][side]
    assert separate(sound, voice_of(sound), []) is None


def test_noise_does_not_make_two_of_one(samples_folder: Path) -> None:
    sound = call(samples_folder, 0)[0][0]
    noise = np.random.default_rng(3).normal(0, 0.01, len(sound)).astype(np.float32)
    assert separate(sound + noise, voice_of(sound), []) is None


def test_the_same_call_gives_the_same_voices(samples_folder: Path) -> None:
    assert apart(samples_folder, 1)[0] == apart(samples_folder, 1)[0]


def test_nothing_said_is_no_voice() -> None:
    silence = np.zeros(SAMPLE_RATE * 3, np.float32)
    assert separate(silence, [], []) is None
    assert separate(silence, [Stretch(0.5, 1.0)], []) is None


def test_a_mono_call_is_heard_as_two_and_says_so(samples_folder: Path, tmp_path: Path) -> None:
    (left, right), turns = call(samples_folder, 2)
    heard = run(
        write_wav(tmp_path / "mono.wav", left + right, SAMPLE_RATE), Scripted("раз два три четыре пять")
    )
    assert heard.speakers_estimated
    assert len(heard.voice) == 2
    assert {t.channel for t in heard.turns} == {0, 1}
    truth = [t for t in turns if t["end"] - t["start"] > 2]
    for turn in truth:
        middle = (turn["start"] + turn["end"]) / 2
        voice = int(turn["channel"] != turns[0]["channel"])
        assert any(s <= middle <= e for s, e in heard.voice[voice])


def test_two_channels_are_not_estimated(samples_folder: Path) -> None:
    recording = sorted(samples_folder.glob("*.ogg"))[0]
    assert not run(recording, Scripted("раз два три четыре пять")).speakers_estimated
    with decoded(recording) as sound:
        assert len(prepare(sound).channels) == 2
