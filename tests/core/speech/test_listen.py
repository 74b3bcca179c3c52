"""Listening to a call: channels apart, times true, inventions set aside, unheard voice heard once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.domain.events import WindowHeard
from qcdesk.domain.recognition import Passage, Recognised, Search, SpokenWord
from qcdesk.speech.cleaning import LOOP, UNSURE
from qcdesk.speech.listen import Heard, Kept, listen
from qcdesk.speech.prepare import DEAD_RIGHT, DUAL_MONO, prepare
from tests.conftest import write_wav


@dataclass
class Scripted:
    """Says `text` over the whole of each window, and remembers how it was asked."""

    text: str = "да"
    confidence: float = 0.9
    only_first_s: float = 1e9
    likely: float = -0.1
    asked: list[tuple[str, Search]] = field(default_factory=list)

    def recognise(self, passages: Iterable[Passage], search: Search) -> Iterator[Recognised]:
        for passage in passages:
            self.asked.append((passage.prompt, search))
            yield self._said(len(passage.samples) / SAMPLE_RATE, search)

    def _said(self, seconds: float, search: Search) -> Recognised:
        end = seconds if search.fallback else min(seconds, self.only_first_s)
        parts = self.text.split() or [f"слово{i}" for i in range(int(end / 0.5))]
        count = max(len(parts), int(end / 0.5))
        step = end / count
        words = tuple(
            SpokenWord(i * step, (i + 0.8) * step, parts[i % len(parts)], self.confidence)
            for i in range(count)
        )
        return Recognised(" ".join(w.text for w in words), words, self.likely, 0.0, 1.0)


def run(
    path: Path, recogniser: Scripted, kept: Kept | None = None, told: list[WindowHeard] | None = None
) -> Heard:
    with decoded(path) as sound:
        work = listen(prepare(sound), recogniser, kept=kept)
        while True:
            try:
                event = next(work)
            except StopIteration as finished:
                heard: Heard = finished.value
                return heard
            if isinstance(event, WindowHeard) and told is not None:
                told.append(event)


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
    assert any(search.fallback for _prompt, search in recogniser.asked)
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


def test_only_doubted_windows_are_looked_at_once_more(recording: Path) -> None:
    sure, unsure = Scripted(""), Scripted("", likely=-0.9)
    assert run(recording, sure).careful == 0
    heard = run(recording, unsure)
    assert heard.careful == heard.windows == sum(heard.doubts.values())
    assert sum(search.fallback for _prompt, search in unsure.asked) == heard.windows


def test_what_was_heard_before_a_stop_is_not_recognised_again(recording: Path) -> None:
    told: list[WindowHeard] = []
    whole = run(recording, Scripted("", likely=-0.9), told=told)
    assert len(told) == 2 * whole.windows
    half = {event.key: event.result for event in told[: len(told) // 2]}
    second = Scripted("", likely=-0.9)
    resumed = run(recording, second, half)
    assert resumed.turns == whole.turns
    assert len(second.asked) == len(told) - len(half)
