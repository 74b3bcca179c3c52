from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from qcdesk.audio.clips import Piece, cut
from qcdesk.errors import AudioError

RATE = 8000


def _recording(path: Path, seconds: float = 20.0) -> Path:
    """A low tone on the left and a higher one on the right, a little louder each second."""
    times = np.arange(int(seconds * RATE)) / RATE
    left = 0.2 * np.sin(2 * np.pi * 300 * times)
    right = 0.1 * np.sin(2 * np.pi * 1500 * times)
    soundfile.write(path, np.stack([left, right], axis=1), RATE, subtype="ALAW")
    return path


def _heard(content: bytes) -> NDArray[np.float32]:
    sound, rate = soundfile.read(BytesIO(content), dtype="float32")
    assert rate == 16000
    assert sound.ndim == 1
    return sound


def _level(sound: NDArray[np.float32], hertz: float) -> float:
    """How much of a tone there is."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) / len(sound)
    at = round(hertz * len(sound) / 16000)
    return float(spectrum[at - 3 : at + 4].max())


def test_a_clip_is_opus_of_the_asked_length(tmp_path: Path) -> None:
    path = _recording(tmp_path / "a.wav")
    one, two = cut(path, [Piece(2.0, 5.0), Piece(18.0, 25.0)])
    assert len(_heard(one)) / 16000 == pytest.approx(3.0, abs=0.05)
    assert len(_heard(two)) / 16000 == pytest.approx(2.0, abs=0.05)
    assert soundfile.info(BytesIO(one)).subtype == "OPUS"
    assert len(one) < 20_000


def test_nothing_of_either_voice_is_left_under_a_bleep(tmp_path: Path) -> None:
    path = _recording(tmp_path / "a.wav")
    sound = _heard(cut(path, [Piece(4.0, 10.0, ((6.0, 8.0),))])[0])
    around, under = sound[8000:24000], sound[int(2.2 * 16000) : int(3.8 * 16000)]
    for hertz in (300, 1500):
        assert _level(under, hertz) < _level(around, hertz) / 50
    assert _level(under, 880) > 10 * _level(around, 880)


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    path = _recording(tmp_path / "a.wav")
    assert cut(path, [Piece(1.0, 3.0)]) == cut(path, [Piece(1.0, 3.0)])


def test_a_clip_beyond_the_end_is_refused(tmp_path: Path) -> None:
    path = _recording(tmp_path / "a.wav", 3.0)
    with pytest.raises(AudioError):
        cut(path, [Piece(10.0, 12.0)])
