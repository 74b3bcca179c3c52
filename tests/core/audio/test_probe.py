"""Facts of recordings, and clear errors for those that are none."""

from __future__ import annotations

import os
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from qcdesk.audio.probe import probe
from qcdesk.errors import AudioError
from tests.conftest import RATE, tone, write_wav


@pytest.mark.parametrize(
    "subtype", ["PCM_16", "PCM_U8", "PCM_24", "FLOAT", "ALAW", "ULAW", "GSM610", "IMA_ADPCM"]
)
def test_wav_codecs(tmp_path: Path, subtype: str) -> None:
    facts = probe(write_wav(tmp_path / "call.wav", tone(2.0), subtype=subtype))
    assert facts.container == "wav"
    assert facts.channels == 1
    assert facts.sample_rate == RATE
    assert facts.duration_s == pytest.approx(2.0, abs=0.1)


def encode(
    path: Path, container: str, codec: str, seconds: float = 2.0, rate: int = RATE, layout: str = "mono"
) -> Path:
    """A real recording by FFmpeg, with the container it is given."""
    channels = 2 if layout == "stereo" else 1
    samples = np.repeat(tone(seconds, rate=rate)[np.newaxis], channels, axis=0)
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = 32000
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate)
        for piece in resampler.resample(frame):
            fifo.write(piece)
        size = stream.codec_context.frame_size or 1024
        while (piece := fifo.read(size)) or (piece := fifo.read(0, partial=True)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "container", "codec", "rate"),
    [
        ("call.m4a", "mp4", "aac", 16000),
        ("call.wma", "asf", "wmav2", 16000),
        ("call.webm", "webm", "libopus", 48000),
        ("call.aac", "adts", "aac", 16000),
        ("call.wav", "wav", "g726", 8000),
    ],
)
def test_what_only_ffmpeg_reads(tmp_path: Path, name: str, container: str, codec: str, rate: int) -> None:
    facts = probe(encode(tmp_path / name, container, codec, rate=rate))
    assert facts.duration_s == pytest.approx(2.0, abs=0.2)
    assert facts.channels == 1


def test_the_sound_of_a_video_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with av.open(str(path), "w", format="mp4") as out:
        video = out.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        audio = out.add_stream("aac", rate=16000, layout="mono")
        for _ in range(20):
            out.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        samples = tone(2.0, rate=16000)
        for at in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(
                samples[np.newaxis, at : at + 1024], format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = 16000, at
            out.mux(audio.encode(frame))
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    assert probe(path).duration_s == pytest.approx(2.0, abs=0.2)


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    with av.open(str(path), "w", format="mp4") as out:
        video = out.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            out.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        out.mux(video.encode(None))
    with pytest.raises(AudioError):
        probe(path)


def test_high_resolution(tmp_path: Path) -> None:
    facts = probe(write_wav(tmp_path / "hi.wav", tone(1.0, rate=96000), rate=96000, subtype="PCM_24"))
    assert facts.sample_rate == 96000


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(1, np.float32),
        np.zeros((RATE, 3), np.float32),
        np.full(RATE, np.nan, np.float32),
        np.concatenate([tone(0.5), [np.inf], tone(0.5)]).astype(np.float32),
    ],
    ids=["one-sample", "three-channels", "nan", "infinite"],
)
def test_sound_that_cannot_be_a_call(tmp_path: Path, samples: np.ndarray) -> None:
    path = write_wav(tmp_path / "bad.wav", samples, subtype="FLOAT")
    with pytest.raises(AudioError) as caught:
        probe(path)
    assert caught.value.subject == str(path)


def test_a_header_that_claims_terabytes_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((tone(2.0) * 32767).astype("<i2").tobytes())
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(content)
    assert probe(path).duration_s == pytest.approx(2.0, abs=0.05)


def believed(path: Path) -> float:
    """Seconds of a damaged recording, 0 where it was refused with an error that names it."""
    try:
        return probe(path).duration_s
    except AudioError as refused:
        return 0.0 if refused.subject == str(path) else float("nan")


def test_a_flac_that_claims_a_million_hours_is_decoded_to_learn_its_length(tmp_path: Path) -> None:
    path = tmp_path / "call.flac"
    soundfile.write(path, tone(2.0), RATE, format="FLAC")
    content = bytearray(path.read_bytes())
    content[21] |= 0x0F  # the upper four of the 36 bits that hold the number of samples
    content[22:26] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert believed(path) == pytest.approx(2.0, abs=0.05)


def test_truncated_recordings_either_give_what_is_there_or_a_clear_error(tmp_path: Path) -> None:
    for ending, options in {
        "wav": {"format": "WAV"},
        "mp3": {"format": "MP3"},
        "ogg": {"format": "OGG"},
        "flac": {"format": "FLAC"},
    }.items():
        path = tmp_path / f"call.{ending}"
        soundfile.write(path, tone(4.0), RATE, **options)
        whole = path.read_bytes()
        for share in (0.02, 0.3, 0.9):
            path.write_bytes(whole[: int(len(whole) * share)])
            assert believed(path) <= 4.2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "closed.wav", tone(1.0))
    path.chmod(0)
    with pytest.raises(AudioError):
        probe(path)
