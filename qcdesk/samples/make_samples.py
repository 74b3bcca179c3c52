"""Speaks the sample calls of dialogues.yaml and writes them as stereo telephone recordings with their truth.

Left is the sales manager, right the client. Needs Debian's festival, festvox-ru and sox, and of Python's
packages av, numpy and ruamel.yaml. The same versions of these give the same bytes each time:

    python make_samples.py [folder to write to]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

HERE = Path(__file__).parent
RATE = 8_000
FESTIVAL_VOICE = "(voice_msu_ru_nsh_clunits)"
SPEECH_DBFS = -23.0
NOISE_DBFS = -55.0
LIMIT = 0.9
LEAD_S = 0.6
TAIL_S = 0.8
MARGIN_S = 0.03
QUIET_DBFS = -45.0
BIT_RATE = 20_000
CHANNELS = {"sales_manager": 0, "client": 1}

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person's voice is bent away from the only Russian voice there is.

    Attributes:
        pitch: shift of pitch and timbre, cents.
        tempo: speed without change of pitch; 1 is the voice's own.
        treble: gain of the high tones, dB.
    """

    pitch: float
    tempo: float
    treble: float


@dataclass(frozen=True, slots=True)
class Line:
    """One turn as written: the pause before it in seconds (negative: it starts over the last words)."""

    speaker: str
    text: str
    gap: float


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One call as written; `voices` by speaker."""

    file: str
    voices: dict[str, Voice]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn as it sounds: seconds from the start of the recording."""

    speaker: str
    channel: int
    start: float
    end: float
    text: str


def load(path: Path) -> list[Dialogue]:
    """The dialogues of a YAML file."""
    content: dict[str, Any] = YAML(typ="safe").load(path)
    return [
        Dialogue(
            file=call["file"],
            voices={name: Voice(**voice) for name, voice in call["voices"].items()},
            lines=tuple(Line(who, text, gap) for who, gap, text in call["lines"]),
        )
        for call in content["calls"]
    ]


def speak(text: str, voice: Voice, scratch: Path) -> Samples:
    """One turn, as the telephone passes it: (n,) at 8 kHz, trimmed, at the level of speech.

    The slope below 250 Hz is gentle on purpose: a steep cut at 300 Hz makes voice activity detectors lose
    a low male voice altogether.
    """
    written, spoken = scratch / "turn.txt", scratch / "turn.wav"
    written.write_text(text, encoding="utf-8")
    subprocess.run(
        ["text2wave", "-eval", FESTIVAL_VOICE, str(written), "-o", str(spoken)],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    bend = ["pitch", f"{voice.pitch}", "tempo", "-s", f"{voice.tempo}", "treble", f"{voice.treble}", "2k"]
    line = ["highpass", "250", "lowpass", "3400", "rate", str(RATE)]
    sox = ["sox", "-R", "-V1", str(spoken), "-t", "f32", "-L", "-", "gain", "-9", *bend, *line]
    raw = subprocess.run(sox, check=True, stdout=subprocess.PIPE).stdout
    return level(trim(np.frombuffer(raw, dtype="<f4").astype(np.float32)))


def trim(samples: Samples) -> Samples:
    """Without the synthesiser's silence before and after, up to a small margin."""
    floor = float(np.abs(samples).max()) * 10 ** (QUIET_DBFS / 20)
    loud = np.flatnonzero(np.abs(samples) > floor)
    margin = int(MARGIN_S * RATE)
    kept: Samples = samples[max(int(loud[0]) - margin, 0) : int(loud[-1]) + margin]
    return kept


def level(samples: Samples) -> Samples:
    """At the mean level of speech, with peaks limited."""
    rms = float(np.sqrt(np.mean(np.square(samples))))
    levelled: Samples = np.clip(samples * (10 ** (SPEECH_DBFS / 20) / rms), -LIMIT, LIMIT).astype(np.float32)
    return levelled


def perform(dialogue: Dialogue, scratch: Path) -> tuple[Samples, list[Spoken]]:
    """The whole call: (n, 2) at 8 kHz, and its turns with times."""
    placed: list[tuple[Spoken, Samples]] = []
    latest = LEAD_S
    for line in dialogue.lines:
        voice = speak(line.text, dialogue.voices[line.speaker], scratch)
        start = max(latest + line.gap, 0.0)
        end = start + len(voice) / RATE
        channel = CHANNELS[line.speaker]
        placed.append((Spoken(line.speaker, channel, round(start, 2), round(end, 2), line.text), voice))
        latest = max(latest, end)
    stereo = np.zeros((int((latest + TAIL_S) * RATE), 2), dtype=np.float32)
    for turn, voice in placed:
        first = int(turn.start * RATE)
        stereo[first : first + len(voice), turn.channel] += voice
    noise = np.random.default_rng(len(dialogue.lines)).normal(0.0, 10 ** (NOISE_DBFS / 20), stereo.shape)
    return np.clip(stereo + noise, -1.0, 1.0).astype(np.float32), [turn for turn, _ in placed]


def encode(stereo: Samples, path: Path) -> None:
    """Writes (n, 2) at 8 kHz as Ogg Opus.

    The speech mode keeps the channels apart even at this bit rate, the music mode would mix them to mono;
    without the flag the container's stream number would be random.
    """
    import av

    codec = {"application": "voip", "frame_duration": "40", "compression_level": "10"}
    pcm = np.round(stereo * 32_767).astype("<i2").reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="stereo")
    frame.sample_rate = RATE
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=RATE, options=codec)
        stream.layout, stream.format, stream.bit_rate = "stereo", "s16", BIT_RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)


def main(target: Path) -> None:
    """Writes every sample call and `truth.json` into a folder."""
    truth: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for dialogue in load(HERE / "dialogues.yaml"):
            stereo, turns = perform(dialogue, Path(scratch))
            encode(stereo, target / dialogue.file)
            truth[dialogue.file] = {
                "duration_s": round(len(stereo) / RATE, 2),
                "turns": [asdict(turn) for turn in turns],
            }
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (target / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
