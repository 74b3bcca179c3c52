"""Voice activity: real speech is found where it is, silence, tones and noise are not speech."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.speech.activity import FRAME_S, ActivityOptions, Stretch, padded, probabilities, stretches
from tests.conftest import tone


def test_real_speech_is_found_where_it_is(samples_folder: Path) -> None:
    truth = json.loads((samples_folder / "truth.json").read_text("utf-8"))
    recording = sorted(samples_folder.glob("*.ogg"))[0]
    turns = truth[recording.name]["turns"]
    with decoded(recording) as sound:
        found = stretches(probabilities(sound.channels[0]), ActivityOptions())
    own = [t for t in turns if t["speaker"] == "sales_manager"]
    heard = sum(any(s.start < (t["start"] + t["end"]) / 2 < s.end for s in found) for t in own)
    assert heard >= 0.9 * len(own)
    spoken = sum(t["end"] - t["start"] for t in own)
    assert 0.6 * spoken < sum(s.length for s in found) < 1.4 * spoken


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(20 * SAMPLE_RATE, np.float32),
        tone(20, 425, SAMPLE_RATE),
        (0.05 * np.random.default_rng(1).standard_normal(20 * SAMPLE_RATE)).astype(np.float32),
    ],
    ids=["silence", "ring-back", "noise"],
)
def test_what_is_no_speech(samples: np.ndarray) -> None:
    assert stretches(probabilities(samples), ActivityOptions()) == []


def test_a_long_recording_is_read_in_pieces_with_the_same_result(samples_folder: Path) -> None:
    recording = sorted(samples_folder.glob("*.ogg"))[0]
    with decoded(recording) as sound:
        once = sound.channels[0][:]
    long = np.concatenate([np.zeros(230 * SAMPLE_RATE, np.float32), once])
    apart = stretches(probabilities(once), ActivityOptions())
    inside = stretches(probabilities(long), ActivityOptions())
    shifted = [(s.start + 230, s.end + 230) for s in apart]
    common = sum(max(0.0, min(s.end, b) - max(s.start, a)) for s in inside for a, b in shifted)
    assert common > 0.9 * sum(s.length for s in apart)


def frames(*parts: tuple[float, float]) -> np.ndarray:
    """Probabilities: (value, seconds) after one another."""
    return np.concatenate([np.full(round(s / FRAME_S), p, np.float32) for p, s in parts])


def test_hysteresis_joins_and_drops() -> None:
    plain = ActivityOptions()
    voice = frames((0.0, 0.96), (0.9, 0.96), (0.4, 0.32), (0.9, 0.96), (0.0, 0.96), (0.9, 0.096), (0.0, 0.96))
    assert stretches(voice, plain) == [Stretch(pytest.approx(0.96, abs=0.04), pytest.approx(3.2, abs=0.04))]


def test_pads_join_what_touches_and_never_leave_the_recording() -> None:
    found = padded([Stretch(0.1, 1.0), Stretch(1.3, 1.9), Stretch(2.5, 3.0)], 0.2, 1.95)
    assert found == [Stretch(0.0, 1.95)]


def test_nothing_in_nothing() -> None:
    assert stretches(probabilities(np.zeros(0, np.float32)), ActivityOptions()) == []
