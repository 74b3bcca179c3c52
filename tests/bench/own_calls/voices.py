"""Speaks Russian text with festival's voice, in other pitches and paces; float32, (frames,), 8 kHz."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np
import soundfile
import soxr

from tests.bench.own_calls.sounds import RATE, Sound

VOICE = "voice_msu_ru_nsh_clunits"
"""The one Russian voice of festival; espeak-ng's are not intelligible to the base weights."""

BREAK_S = 0.28
"""Between two sentences of a turn."""

FLOOR = 10 ** (-45 / 20)
"""What is quieter than this below the loudest 10 ms of a sentence is no part of it."""


def sentences(text: str) -> list[str]:
    """The sentences of a turn."""
    return re.findall(r"[^.!?]+[.!?]*", text.strip())


def speak(texts: Iterable[str]) -> dict[str, Sound]:
    """Every sentence as festival says it at 16 kHz, without silence around; RuntimeError without festival."""
    if shutil.which("festival") is None:
        raise RuntimeError("festival and festvox-ru are needed")
    wanted = sorted(set(texts))
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "say.scm"
        lines = [f"({VOICE})"]
        for n, text in enumerate(wanted):
            plain = re.sub(r'["\\]', "", text).strip()
            lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{plain}")) "{name}/{n}.wav" \'riff)')
        script.write_text("\n".join(lines), "utf-8")
        subprocess.run(["festival", "--batch", str(script)], check=True, capture_output=True)
        return {text: cut(read(Path(name) / f"{n}.wav")) for n, text in enumerate(wanted)}


def read(path: Path) -> Sound:
    """A file of festival at 16 kHz."""
    samples, rate = soundfile.read(path, dtype="float32")
    return np.asarray(samples if rate == 2 * RATE else soxr.resample(samples, rate, 2 * RATE), np.float32)


def cut(sound: Sound, rate: int = 2 * RATE) -> Sound:
    """Without the silence at both ends, to 10 ms."""
    step = rate // 100
    frames = sound[: len(sound) // step * step].reshape(-1, step)
    power = np.sqrt(np.mean(frames**2, axis=1))
    loud = np.flatnonzero(power > FLOOR * power.max())
    return sound[loud[0] * step : (loud[-1] + 1) * step]


def voiced(sound: Sound, pitch: float, pace: float) -> Sound:
    """The sentence with another pitch (and size of throat) and pace, at 8 kHz."""
    shifted = soxr.resample(sound, 2 * RATE * pitch, 2 * RATE)
    return np.asarray(soxr.resample(tempo(shifted, pace / pitch), 2 * RATE, RATE), np.float32)


def tempo(sound: Sound, factor: float) -> Sound:
    """Faster by the factor at the same pitch."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=2 * RATE, format="flt", layout="mono", time_base=None)
    change, sink = graph.add("atempo", f"{factor:.4f}"), graph.add("abuffersink")
    source.link_to(change)
    change.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None, :]), format="flt", layout="mono")
    frame.sample_rate, frame.pts = 2 * RATE, 0
    source.push(frame)
    source.push(None)
    parts = []
    while True:
        try:
            parts.append(sink.pull().to_ndarray().reshape(-1))
        except (av.EOFError, av.BlockingIOError):
            break
    return np.concatenate(parts).astype(np.float32)


def turn(text: str, said: dict[str, Sound], voice: tuple[float, float]) -> Sound:
    """A whole turn: its sentences with breaks."""
    gap = np.zeros(round(BREAK_S * RATE), np.float32)
    parts: list[Sound] = []
    for sentence in sentences(text):
        parts += [gap, voiced(said[sentence], *voice)]
    return np.concatenate(parts[1:])
