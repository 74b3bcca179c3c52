"""Both Whisper engines on real weights and real sound: the same text, true word times, honest errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from rapidfuzz.distance import Levenshtein

from qcdesk.domain.recognition import Passage, Recognised, Search, Window
from qcdesk.engines import registry
from qcdesk.engines.base import SAMPLE_RATE, Engine, EngineOptions
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.store import ModelFiles, find
from qcdesk.errors import EngineError, ModelError

WHISPERS = [
    pytest.param(
        "faster-whisper", marks=pytest.mark.skipif(not find_spec("ctranslate2"), reason="not installed")
    ),
    pytest.param(
        "openai-whisper",
        marks=[pytest.mark.slow, pytest.mark.skipif(not find_spec("whisper"), reason="not installed")],
    ),
]
EXACT = EngineOptions(compute_type="float32", threads=2)
CAREFUL = Search(beam_size=3, fallback=True)


def heard(
    engine: Engine, windows: list[Window], search: Search = CAREFUL, prompt: str = ""
) -> list[Recognised]:
    """All results at once."""
    return list(engine.recognise([Passage(w, prompt) for w in windows], search))


@pytest.fixture(scope="module")
def call(samples_folder: Path) -> tuple[Window, list[dict[str, object]]]:
    """The left side of a sample call at 16 kHz, and what is said there."""
    path = sorted(samples_folder.glob("*.ogg"))[0]
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    truth = json.loads((samples_folder / "truth.json").read_text(encoding="utf-8"))[path.name]
    turns = [turn for turn in truth["turns"] if turn["channel"] == 0]
    return soxr.resample(sound[:, 0], rate, SAMPLE_RATE).astype(np.float32), turns


@pytest.fixture(scope="module")
def clip(call: tuple[Window, list[dict[str, object]]]) -> Window:
    """The first turns of the call, about eight seconds."""
    return _turn(call, 0)


@pytest.fixture(scope="module")
def fast(models: Path) -> Iterator[Engine]:
    """The fast engine with the base weights, as a user has it."""
    pytest.importorskip("ctranslate2")
    engine = registry.create("faster-whisper")
    engine.load(find("base", models, Form.CT2), EngineOptions(threads=2))
    yield engine
    engine.close()


def _turn(call: tuple[Window, list[dict[str, object]]], index: int) -> Window:
    sound, turns = call
    start, end = turns[index]["start"], turns[index]["end"]
    assert isinstance(start, float)
    assert isinstance(end, float)
    return sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]


def _letters(text: object) -> str:
    return "".join(c for c in str(text).lower().replace("ё", "е") if c.isalpha())


def _share_wrong(result: Recognised, said: object) -> float:
    return Levenshtein.normalized_distance(_letters(result.text), _letters(said))


def test_speech_is_understood_in_order(fast: Engine, call: tuple[Window, list[dict[str, object]]]) -> None:
    turns = call[1][:6]
    windows = [_turn(call, i) for i in range(len(turns))]
    results = heard(fast, [windows[0], np.zeros(0, np.float32), *windows[1:]])
    assert results.pop(1).text == ""
    wrong = [_share_wrong(result, turn["text"]) for result, turn in zip(results, turns, strict=True)]
    assert sum(wrong) / len(wrong) < 0.35
    for i, result in enumerate(results):
        others = [_share_wrong(result, t["text"]) for j, t in enumerate(turns) if j != i]
        assert wrong[i] < min(others)


def test_words_cover_the_text_in_true_time(fast: Engine, clip: Window) -> None:
    pause = np.zeros(3 * SAMPLE_RATE, np.float32)
    plain, late = heard(fast, [clip, np.concatenate([pause, clip])])
    for result in (plain, late):
        assert " ".join(w.text for w in result.words) == result.text
        assert all(0 <= w.confidence <= 1 for w in result.words)
        assert all(w.start <= w.end for w in result.words)
        assert all(a.start <= b.start for a, b in zip(result.words, result.words[1:], strict=False))
    assert plain.words[-1].end <= clip.size / SAMPLE_RATE
    assert late.words[1].start - plain.words[1].start == pytest.approx(3, abs=0.5)


def test_short_windows_are_not_told_twice(fast: Engine, call: tuple[Window, list[dict[str, object]]]) -> None:
    sound = _turn(call, 0)
    for seconds in (1.5, 2.5, 4.0):
        (result,) = heard(fast, [sound[: round(seconds * SAMPLE_RATE)]])
        assert len(result.text) < 25 * seconds


def test_the_same_sound_gives_the_same_text(fast: Engine) -> None:
    # Noise is decoded by chance; the draw is the same each time.
    noise = np.random.default_rng(3).normal(0, 0.1, 4 * SAMPLE_RATE).astype(np.float32)
    first, second = heard(fast, [noise])[0], heard(fast, [noise])[0]
    assert first == second


def test_options_are_honoured(models: Path, clip: Window) -> None:
    pytest.importorskip("ctranslate2")
    engine = registry.create("faster-whisper")
    engine.load(
        find("base", models, Form.CT2),
        EngineOptions(threads=2, word_times=False),
    )
    (result,) = heard(engine, [clip], Search(), "Тёплый дом")
    assert result.text
    assert result.words == ()
    engine.close()
    with pytest.raises(RuntimeError):
        heard(engine, [clip])


@pytest.mark.slow
def test_both_engines_give_the_same_text_from_the_same_weights(models: Path, clip: Window) -> None:
    pytest.importorskip("ctranslate2")
    pytest.importorskip("whisper")
    found: dict[str, Recognised] = {}
    for name in ("faster-whisper", "openai-whisper"):
        engine = registry.create(name)
        engine.load(find("base", models, Form.CT2), EXACT)
        (found[name],) = heard(engine, [clip])
        engine.close()
    fast, reference = found.values()
    assert fast.text
    assert fast.text == reference.text
    # The short vocabulary's tokens share what the others would have got.
    assert fast.average_log_probability == pytest.approx(reference.average_log_probability, abs=0.02)
    assert fast.no_speech_probability == pytest.approx(reference.no_speech_probability, abs=0.01)
    assert [w.text for w in fast.words] == [w.text for w in reference.words]
    for ours, theirs in zip(fast.words, reference.words, strict=True):
        assert ours.start == pytest.approx(theirs.start, abs=0.1)
        assert ours.confidence == pytest.approx(theirs.confidence, abs=0.05)


@pytest.mark.parametrize("name", WHISPERS)
def test_what_cannot_be_loaded_is_told(name: str, models: Path, tmp_path: Path) -> None:
    engine = registry.create(name)
    base = find("base", models, Form.CT2)
    with pytest.raises(EngineError):
        engine.load(base, EngineOptions(language="xx"))
    (tmp_path / "model.bin").write_bytes(b"not weights")
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError):
        engine.load(ModelFiles("x", tmp_path, Form.CT2), EXACT)
    with pytest.raises(ModelError):
        engine.load(ModelFiles("x", tmp_path / "nowhere", Form.CT2), EXACT)


def test_a_damaged_checkpoint_is_told(tmp_path: Path) -> None:
    pytest.importorskip("whisper")
    (tmp_path / "x.pt").write_bytes(b"not weights")
    with pytest.raises(ModelError):
        registry.create("openai-whisper").load(ModelFiles("x", tmp_path, Form.OPENAI), EXACT)


def test_a_folder_outside_ascii_is_loaded(models: Path, tmp_path: Path, clip: Window) -> None:
    pytest.importorskip("ctranslate2")
    folder = tmp_path / "Модели Антона"
    folder.symlink_to(find("base", models, Form.CT2).folder, target_is_directory=True)
    engine = registry.create("faster-whisper")
    engine.load(ModelFiles("base", folder, Form.CT2), EngineOptions(threads=2))
    assert heard(engine, [clip])[0].text
    engine.close()


def test_an_engine_refuses_work_before_it_is_loaded() -> None:
    for name, there in registry.available().items():
        if there:
            with pytest.raises(RuntimeError):
                registry.create(name).recognise([], CAREFUL)


@pytest.mark.slow
def test_the_short_vocabulary_hears_what_the_whole_one_hears(
    models: Path, clip: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ctranslate2")
    found = []
    for languages in (frozenset({"ru"}), frozenset()):
        monkeypatch.setattr("qcdesk.engines.short_vocabulary.LANGUAGES", languages)
        engine = registry.create("faster-whisper")
        engine.load(find("base", models, Form.CT2), EXACT)
        (result,) = heard(engine, [clip])
        engine.close()
        found.append(result)
    short, whole = found
    assert short.text == whole.text
    assert [w.text for w in short.words] == [w.text for w in whole.words]
    for ours, theirs in zip(short.words, whole.words, strict=True):
        assert ours.start == pytest.approx(theirs.start, abs=0.05)


@pytest.mark.slow
def test_a_prompt_in_another_alphabet_is_no_obstacle(models: Path, clip: Window) -> None:
    pytest.importorskip("ctranslate2")
    engine = registry.create("faster-whisper")
    engine.load(find("base", models, Form.CT2), EngineOptions(threads=2))
    (result,) = engine.recognise([Passage(clip, "Müller und Söhne 株式会社")], Search())
    assert result.text
    engine.close()
