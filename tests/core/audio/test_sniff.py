"""A file is what its bytes say, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qcdesk.audio.sniff import container_of, mpeg_frame_bytes
from qcdesk.errors import AudioError
from tests.conftest import RATE, tone, write_wav


@pytest.mark.parametrize(
    ("ending", "options", "container"),
    [
        ("wav", {"format": "WAV", "subtype": "PCM_16"}, "wav"),
        ("wav", {"format": "WAV", "subtype": "ALAW"}, "wav"),
        ("flac", {"format": "FLAC"}, "flac"),
        ("ogg", {"format": "OGG", "subtype": "VORBIS"}, "ogg"),
        ("webm", {"format": "OGG", "subtype": "OPUS"}, "ogg"),
        ("txt", {"format": "MP3"}, "mp3"),
        ("aiff", {"format": "AIFF"}, "aiff"),
    ],
)
def test_real_recordings_are_known_by_their_bytes(
    tmp_path: Path, ending: str, options: dict[str, str], container: str
) -> None:
    path = tmp_path / f"call.{ending}"
    soundfile.write(path, tone(0.5), RATE, **options)
    assert container_of(path) == container


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ffconcat version 1.0\nfile other.wav\n",
        b"#EXTM3U\n#EXTINF:10,\nfile:///other.wav\n",
        b"<!DOCTYPE html><html><body>Log in</body></html>",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        "Просто текст, не звук".encode(),
        bytes(range(256)) * 4,
        b"\0" * 5000,
    ],
)
@pytest.mark.parametrize("ending", ["wav", "mp3"])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"call.{ending}"
    path.write_bytes(content)
    with pytest.raises(AudioError) as caught:
        container_of(path)
    assert caught.value.subject == str(path)
    assert caught.value.reason


def test_a_zip_named_wav_gets_advice(tmp_path: Path) -> None:
    path = tmp_path / "calls.wav"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("call.wav", b"x")
    with pytest.raises(AudioError) as caught:
        container_of(path)
    assert caught.value.remedy


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.wav"):
        with pytest.raises(AudioError) as caught:
            container_of(path)
        assert caught.value.subject == str(path)


def test_mp3_with_garbage_before_its_first_frame(tmp_path: Path) -> None:
    good = tmp_path / "good.mp3"
    soundfile.write(good, tone(1.0), RATE, format="MP3")
    bad = tmp_path / "bad.mp3"
    bad.write_bytes(bytes([0, 1, 2, 3]) * 50 + good.read_bytes())
    assert container_of(bad) == "mp3"


def test_length_of_mpeg_frames() -> None:
    # 128 kbit/s at 44.1 kHz of MPEG 1 layer III is the textbook 417 bytes, 16 kbit/s at 8 kHz is 144.
    assert mpeg_frame_bytes(bytes([0xFF, 0xFB, 0x90, 0x00])) == 417
    assert mpeg_frame_bytes(bytes([0xFF, 0xE3, 0x28, 0x00])) == 144
    assert mpeg_frame_bytes(b"\xff\xff\xff\xff") == 0


def test_silence_in_a_wav_is_still_a_wav(tmp_path: Path) -> None:
    assert container_of(write_wav(tmp_path / "silence.wav", np.zeros(RATE, np.float32))) == "wav"
