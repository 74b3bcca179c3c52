"""One side of a recording louder than the other, or alone, at the recording's own rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from qcdesk.audio.balance import write_balanced
from qcdesk.errors import AudioError
from tests.conftest import tone, write_wav


@pytest.fixture
def call(tmp_path: Path) -> Path:
    sides = np.stack([tone(1.0, level=0.6), tone(1.0, level=0.2)], axis=1)
    return write_wav(tmp_path / "call.wav", sides)


def test_each_side_is_as_loud_as_wanted(call: Path, tmp_path: Path) -> None:
    before, rate = soundfile.read(call)
    write_balanced(call, (0.5, 2.0), tmp_path / "new.wav")
    after, new_rate = soundfile.read(tmp_path / "new.wav")
    assert (after.shape, new_rate) == (before.shape, rate)
    assert np.allclose(after, before * (0.5, 2.0), atol=1e-3)


def test_a_side_alone_is_heard_in_both_ears(call: Path, tmp_path: Path) -> None:
    before, _rate = soundfile.read(call)
    write_balanced(call, (0.0, 1.5), tmp_path / "new.wav")
    after, _rate = soundfile.read(tmp_path / "new.wav")
    assert after.ndim == 1
    assert np.allclose(after, before[:, 1] * 1.5, atol=1e-3)


def test_what_grows_too_loud_is_cut_off_and_does_not_turn_over(call: Path, tmp_path: Path) -> None:
    write_balanced(call, (2.0, 1.0), tmp_path / "new.wav")
    before, _rate = soundfile.read(call)
    after, _rate = soundfile.read(tmp_path / "new.wav")
    assert np.allclose(after[:, 0], np.clip(before[:, 0] * 2, -1, 1), atol=1e-3)


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(b"words, not sound")
    with pytest.raises(AudioError):
        write_balanced(tmp_path / "call.wav", (1.0, 0.0), tmp_path / "new.wav")
