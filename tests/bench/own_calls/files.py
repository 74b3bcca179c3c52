"""Writes a recording in the codecs of telephone exchanges."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import soundfile

from tests.bench.own_calls.sounds import RATE, Sound

SUBTYPES = {"pcm": ("wav", "PCM_16"), "ulaw": ("wav", "ULAW"), "gsm": ("wav", "PCM_16")}
MP3_BITS = 16_000
OPUS_BITS = 12_000


def write(folder: Path, name: str, sound: Sound, codec: str) -> Path:
    """Writes (frames, channels) at 8 kHz; GSM in two channels is kept as the PCM it decodes to."""
    if codec in SUBTYPES:
        ending, subtype = SUBTYPES[codec]
        path = folder / f"{name}.{ending}"
        if codec == "gsm" and sound.shape[1] == 1:
            subtype = "GSM610"
        elif codec == "gsm":
            sound = np.stack([through_gsm(sound[:, c]) for c in range(sound.shape[1])], 1)
        soundfile.write(path, sound, RATE, subtype=subtype, format="WAV")
        return path
    ending, coder, bits = ("mp3", "libmp3lame", MP3_BITS) if codec == "mp3" else ("ogg", "libopus", OPUS_BITS)
    path = folder / f"{name}.{ending}"
    encode(path, sound, coder, bits * sound.shape[1])
    return path


def through_gsm(sound: Sound) -> Sound:
    """One channel after GSM 6.10."""
    kept = io.BytesIO()
    soundfile.write(kept, sound, RATE, subtype="GSM610", format="WAV")
    kept.seek(0)
    heard: Sound = soundfile.read(kept, dtype="float32")[0]
    return heard[: len(sound)]


def encode(path: Path, sound: Sound, coder: str, bits: int) -> None:
    """Writes a lossy file."""
    layout = "stereo" if sound.shape[1] == 2 else "mono"
    whole = np.round(sound * 32767).astype(np.int16)
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(coder, rate=RATE)
        stream.layout, stream.bit_rate = layout, bits
        for at in range(0, len(whole), RATE):
            samples = np.ascontiguousarray(whole[at : at + RATE].reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
            frame.sample_rate, frame.pts = RATE, at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
