"""Listening to a call: channels apart, times true, inventions set aside, unheard voice heard once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.engines.base import Recognised, SpokenWord
from qcdesk.speech.cleaning import LOOP, UNSURE
from qcdesk.speech.listen import DEAD_RIGHT, DUAL_MONO, Heard, listen
from tests.conftest import write_wav


@dataclass
class Scripted:
    """Says `text` over the whole of each window, and remembers how often it was asked."""

    text: str = "да"
    confidence: float = 0.9
    only_first_s: float = 1e9
    passes: int = 0

    def recognise(self, windows: Sequence[NDArray[np.float32]]) -> list[Recognised]:
        self.passes += 1
        return [self._said(len(w) / SAMPLE_RATE) for w in windows]

    def _said(self, seconds: float) -> Recognised:
        end = min(seconds, self.only_first_s) if self.passes == 1 else seconds
        parts = self.text.split()
        count = max(len(parts), int(end / 0.5))
        step = end / count
        words = tuple(
            SpokenWord(i * step, (i + 0.8) * step, parts[i % len(parts)], self.confidence)
            for i in range(count)
        )
        return Recognised(self.text, words, -0.1, 0.0, 1.0)


def run(path: Path, recogniser: Scripted) -> Heard:
    with decoded(path) as sound:
        work: Iterator[object] = listen(sound, recogniser)
        while True:
            try:
                next(work)
            except StopIteration as finished:
                heard: Heard = finished.value
                return heard


@pytest.fixture
def recording(samples_folder: Path) -> Path:
    return sorted(samples_folder.glob("*.ogg"))[0]


def test_every_word_lies_inside_a_stretch_of_voice_of_its_channel(recording: Path) -> None:
    heard = run(recording, Scripted("раз два три четыре пять"))
    assert len(heard.voice) == 2
    for turn in heard.turns:
        for word in turn.words:
            inside = [(s - 0.21, e + 0.21) for s, e in heard.voice[turn.channel]]
            assert any(s <= word.start <= word.end <= e for s, e in inside)


def test_voice_in_which_the_model_stopped_early_is_heard_again(recording: Path) -> None:
    recogniser = Scripted("раз два три четыре пять", only_first_s=6.0)
    heard = run(recording, recogniser)
    assert recogniser.passes > 1
    assert heard.careful > 0
    for channel, voice in enumerate(heard.voice):
        words = [w for t in heard.turns if t.channel == channel for w in t.words]
        long = [(s, e) for s, e in voice if e - s > 1.5]
        assert all(any(s - 0.3 <= w.start <= e + 0.3 for w in words) for s, e in long)


def test_a_loop_is_set_aside_with_its_reason(recording: Path) -> None:
    heard = run(recording, Scripted("и вот так"))
    assert heard.removed
    assert {r.reason for r in heard.removed} == {LOOP}
    assert all(r.text and r.start < r.end for r in heard.removed)


def test_unsure_words_of_the_second_pass_are_set_aside(recording: Path) -> None:
    heard = run(recording, Scripted("раз два три четыре пять", confidence=0.2, only_first_s=3.0))
    assert UNSURE in {r.reason for r in heard.removed}


def test_one_sound_in_both_channels_is_recognised_once(recording: Path, tmp_path: Path) -> None:
    with decoded(recording) as sound:
        side = sound.channels[0][:]
    heard = run(write_wav(tmp_path / "dual.wav", np.stack([side, side], axis=1), SAMPLE_RATE), Scripted())
    assert DUAL_MONO in heard.notes
    assert len(heard.voice) == 1
    assert {t.channel for t in heard.turns} == {0}


def test_a_dead_side_is_noted_and_invents_nothing(recording: Path, tmp_path: Path) -> None:
    with decoded(recording) as sound:
        side = sound.channels[0][:]
    heard = run(write_wav(tmp_path / "dead.wav", np.stack([side, 0 * side], axis=1), SAMPLE_RATE), Scripted())
    assert DEAD_RIGHT in heard.notes
    assert heard.voice[1] == []
    assert {t.channel for t in heard.turns} == {0}


def test_exchanged_sides_give_the_same_words_in_the_other_channel(recording: Path, tmp_path: Path) -> None:
    with decoded(recording) as sound:
        both = np.stack([c[:] for c in sound.channels], axis=1)
    paths = [tmp_path / "as-is.wav", tmp_path / "swapped.wav"]
    for path, samples in zip(paths, (both, both[:, ::-1]), strict=True):
        soundfile.write(path, samples, SAMPLE_RATE, subtype="FLOAT")
    one, two = (run(path, Scripted()) for path in paths)
    assert one.voice == two.voice[::-1]
