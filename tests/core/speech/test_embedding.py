"""The voice encoder: one voice lies together, bands are the known ones, damaged weights are refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.errors import ModelDamaged, ModelMissing
from qcdesk.speech.voices.embedding import SHA256, SIZE, WEIGHTS, embeddings, mels
from tests.conftest import tone


def test_a_tone_is_strongest_in_the_bands_about_it() -> None:
    low, high = (mels(tone(1.0, hertz, SAMPLE_RATE)).mean(0) for hertz in (300.0, 3000.0))
    assert low.shape == (40,)
    # The scale is even below 1 kHz, and 1.1 of its units lie between two of the bands.
    assert (int(np.argmax(low)), int(np.argmax(high))) == (3, 27)


def test_rows_are_of_unit_length_and_the_same_each_time(samples_folder: Path) -> None:
    recording = sorted(samples_folder.glob("*.ogg"))[0]
    spans = [(1.0, 2.6), (1.0, 1.5), (7.0, 8.0)]
    with decoded(recording) as sound:
        one, two = (embeddings(sound.channels[0], spans) for _time in range(2))
    assert one.shape == (3, SIZE)
    assert np.linalg.norm(one, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.array_equal(one, two)


def test_no_span_gives_no_row() -> None:
    assert embeddings(np.zeros(SAMPLE_RATE, np.float32), []).shape == (0, SIZE)


def test_silence_gives_a_row_and_no_error() -> None:
    assert np.isfinite(embeddings(np.zeros(SAMPLE_RATE, np.float32), [(0.0, 0.5), (0.9, 1.5)])).all()


def test_rows_of_one_voice_are_nearer_than_those_of_two(samples_folder: Path) -> None:
    recording = sorted(samples_folder.glob("*.ogg"))[0]
    turns = json.loads((samples_folder / "truth.json").read_text("utf-8"))[recording.name]["turns"]
    long = [t for t in turns if t["end"] - t["start"] > 1.8]
    of = np.array([t["channel"] for t in long])
    with decoded(recording) as sound:
        mixed = sound.channels[0][:] + sound.channels[1][:]
    rows = embeddings(mixed, [(t["start"], t["end"]) for t in long])
    alike = rows @ rows.T
    same = of[:, None] == of[None]
    np.fill_diagonal(same, False)
    other = of[:, None] != of[None]
    assert alike[same].mean() > alike[other].mean() + 0.1


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    content = bytearray(WEIGHTS.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "encoder.onnx"
    damaged.write_bytes(content)
    with pytest.raises(ModelDamaged) as refused:
        embeddings(np.zeros(SAMPLE_RATE, np.float32), [(0.0, 0.5)], damaged)
    assert refused.value.expected == SHA256
    assert refused.value.actual != SHA256


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        embeddings(np.zeros(SAMPLE_RATE, np.float32), [(0.0, 0.5)], tmp_path / "encoder.onnx")
