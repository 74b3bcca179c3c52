"""Decoding to 16 kHz a channel: the right pitch, the right side, the right length, repaired samples."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.audio.peaks import peaks
from qcdesk.audio.streams import open_stream
from qcdesk.errors import AudioError
from tests.conftest import RATE, tone, write_wav


def pitch(samples: np.ndarray) -> float:
    """The strongest frequency, Hz."""
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * SAMPLE_RATE / len(samples))


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100, 96000])
def test_each_side_keeps_its_sound(tmp_path: Path, rate: int) -> None:
    sides = np.stack([tone(3.0, 440, rate), tone(3.0, 1000, rate)], axis=1)
    path = write_wav(tmp_path / "call.wav", sides, rate)
    with decoded(path) as sound:
        assert len(sound.channels) == 2
        assert sound.duration_s == pytest.approx(3.0, abs=0.01)
        assert pitch(sound.channels[0][:]) == pytest.approx(440, abs=2)
        assert pitch(sound.channels[1][:]) == pytest.approx(1000, abs=2)


def test_the_original_is_never_changed(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "call.wav", tone(1.0))
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    path.chmod(0o444)
    with decoded(path) as sound:
        assert sound.duration_s > 0
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before


def test_values_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    samples = tone(30.0)
    samples[RATE * 25 : RATE * 25 + 10] = np.nan
    with decoded(write_wav(tmp_path / "call.wav", samples, subtype="FLOAT")) as sound:
        assert sound.repaired > 0
        assert np.isfinite(sound.channels[0][:]).all()


def test_garbage_inside_an_mp3_loses_only_its_place(tmp_path: Path) -> None:
    path = tmp_path / "call.mp3"
    soundfile.write(path, tone(20.0), RATE, format="MP3")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 600] = bytes(range(200)) * 3
    path.write_bytes(content)
    with decoded(path) as sound:
        assert sound.duration_s > 17
        assert pitch(sound.channels[0][: 5 * SAMPLE_RATE]) == pytest.approx(440, abs=2)


def test_a_name_full_of_surprises(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "-звонок 📞\nвторая строка.wav", tone(1.0))
    with decoded(path) as sound:
        assert sound.duration_s == pytest.approx(1.0, abs=0.01)


def test_no_playlist_is_followed(tmp_path: Path) -> None:
    write_wav(tmp_path / "secret.wav", tone(1.0))
    playlist = tmp_path / "call.wav"
    playlist.write_text("ffconcat version 1.0\nfile secret.wav\n")
    with pytest.raises(AudioError), decoded(playlist):
        pass


def test_peaks_follow_the_loudness(tmp_path: Path) -> None:
    quiet_then_loud = np.concatenate([np.zeros(RATE, np.float32), tone(1.0, level=0.5)])
    outline = peaks(write_wav(tmp_path / "call.wav", quiet_then_loud), per_second=10)
    assert outline.shape == (20, 1, 2)
    assert abs(outline[:9]).max() <= 1
    assert outline[12:18, 0, 1].min() == pytest.approx(64, abs=3)
    assert outline[12:18, 0, 0].max() == pytest.approx(-64, abs=3)


def test_damage_anywhere_in_an_mp3_never_ends_the_call_early(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    path = tmp_path / "call.mp3"
    noise = (0.2 * random.standard_normal(RATE * 10)).astype(np.float32)
    soundfile.write(path, np.concatenate([tone(10.0), noise]), RATE, format="MP3")
    whole = path.read_bytes()
    for _ in range(20):
        content = bytearray(whole)
        size = int(random.integers(1, 2000))
        at = int(random.integers(500, len(content) - size))
        content[at : at + size] = random.bytes(size)
        path.write_bytes(content)
        with decoded(path) as sound:
            assert sound.duration_s > 17


def test_opus_gives_the_same_samples_in_blocks_as_at_once(samples_folder: Path) -> None:
    for path in sorted(samples_folder.glob("*.ogg")):
        at_once, _rate = soundfile.read(path, dtype="float32", always_2d=True)
        with open_stream(path, "ogg") as stream:
            in_blocks = np.concatenate(list(stream.blocks()))
        assert np.array_equal(in_blocks, at_once), path.name
