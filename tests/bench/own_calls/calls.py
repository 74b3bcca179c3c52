"""Lays an invented dialogue on two channels and knows when everybody speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from tests.bench.own_calls import sounds, voices
from tests.bench.own_calls.sounds import RATE, Sound

DIALOGUES = Path(__file__).with_name("dialogues.yaml")
WHO = {"m": "manager", "c": "client", "s": "system"}
CHANNEL = {"m": 0, "c": 1, "s": 1}
MACHINE = (1.08, 0.98)
"""Voice of announcements."""

SPEECH_DBFS = -23.0
SOUNDS = {"ring": sounds.ring, "busy": sounds.busy, "beep": sounds.beep, "quiet": sounds.quiet}


@dataclass(slots=True)
class Laid:
    """Two channels at 8 kHz and what lies on them; seconds from the start."""

    channels: list[list[tuple[int, Sound]]] = field(default_factory=lambda: [[], []])
    turns: list[dict[str, Any]] = field(default_factory=list)
    sounds: list[dict[str, Any]] = field(default_factory=list)
    length: int = 0

    def put(self, channel: int, start: int, sound: Sound) -> int:
        """Adds a sound at a frame; returns the frame of its end."""
        self.channels[channel].append((start, sound))
        self.length = max(self.length, start + len(sound))
        return start + len(sound)

    def mixed(self, channel: int, tail_s: float = 0.7) -> Sound:
        """One channel as a whole."""
        out = np.zeros(self.length + round(tail_s * RATE), np.float32)
        for start, sound in self.channels[channel]:
            out[start : start + len(sound)] += sound
        return out


def dialogues() -> list[dict[str, Any]]:
    """The invented dialogues as they stand in the file."""
    with DIALOGUES.open(encoding="utf-8") as file:
        told: list[dict[str, Any]] = YAML(typ="safe").load(file)
    return told


def wanted_sentences() -> list[str]:
    """Everything that has to be spoken."""
    texts = [str(text) for d in dialogues() for t in d["turns"] for key, text in t.items() if key[0] in WHO
             and key not in SOUNDS and key != "music"]  # fmt: skip
    return [s for text in texts for s in voices.sentences(text)]


def lay(dialogue: dict[str, Any], said: dict[str, Sound], rng: np.random.Generator) -> Laid:
    """Places turns and sounds in time with pauses, interruptions and short answers."""
    laid, cursor = Laid(), round(0.5 * RATE)
    for turn in dialogue["turns"]:
        ((key, value),) = turn.items()
        if key in SOUNDS or key == "music":
            cursor = lay_sound(laid, key, float(value), cursor + RATE // 4, rng)
        else:
            cursor = lay_turn(laid, dialogue, key, str(value), cursor, said, rng)
    laid.turns.sort(key=lambda t: t["start"])
    for i, told in enumerate(laid.turns):
        told["i"] = i
    return laid


def lay_sound(laid: Laid, key: str, seconds: float, start: int, rng: np.random.Generator) -> int:
    """A sound on the client's side."""
    sound = sounds.music(seconds, int(rng.integers(1000))) if key == "music" else SOUNDS[key](seconds)
    end = laid.put(1, start, sound)
    laid.sounds.append({"kind": key, "channel": 1, "start": start / RATE, "end": end / RATE})
    return end


def lay_turn(
    laid: Laid,
    dialogue: dict[str, Any],
    key: str,
    text: str,
    cursor: int,
    said: dict[str, Sound],
    rng: np.random.Generator,
) -> int:
    """One turn on its side; returns the frame where the conversation goes on."""
    side, manner = key[0], key[1:]
    voice = MACHINE if side == "s" else tuple(dialogue["voices"][side])
    gain = dialogue["line"]["gain"][CHANNEL[side]] + rng.uniform(-1.5, 1.5)
    spoken = sounds.level(sounds.band(voices.turn(text, said, voice)), SPEECH_DBFS + gain)
    start = begin(laid, manner, cursor, len(spoken), rng)
    own = [t["end"] for t in laid.turns if t["channel"] == CHANNEL[side]]
    start = max(start, round((max(own, default=0.0) + 0.1) * RATE))
    end = laid.put(CHANNEL[side], start, spoken)
    laid.turns.append({"who": WHO[side], "channel": CHANNEL[side], "text": text,
                       "start": start / RATE, "end": end / RATE})  # fmt: skip
    return max(cursor, end)


def begin(laid: Laid, manner: str, cursor: int, length: int, rng: np.random.Generator) -> int:
    """Where a turn begins: after a pause, before the other's end, or in the middle of the other's turn."""
    if manner == "!":
        return cursor - round(rng.uniform(0.3, 0.9) * RATE)
    if manner == "~":
        last = laid.turns[-1]
        middle: float = (last["start"] + last["end"]) / 2
        return round(middle * RATE) - length // 2
    long_pause = rng.random() < 0.1
    return cursor + round((rng.uniform(1.5, 3.0) if long_pause else rng.uniform(0.15, 0.8)) * RATE)


def line_of(laid: Laid, line: dict[str, Any], rng: np.random.Generator) -> Sound:
    """Both channels with bleed and noise, as the line carries them; (frames, 2)."""
    clean = [laid.mixed(0), laid.mixed(1)]
    bleed = 10 ** (line.get("bleed", -np.inf) / 20)
    late = round(0.004 * RATE)
    out = []
    for own, other in ((0, 1), (1, 0)):
        heard = np.concatenate([np.zeros(late, np.float32), clean[other][:-late]])
        noise = sounds.level(sounds.line(len(clean[own]), rng), line["noise"])
        out.append(clean[own] + bleed * heard + noise)
    return np.asarray(np.clip(np.stack(out, 1), -0.99, 0.99), np.float32)


def layout_of(both: Sound, layout: str) -> Sound:
    """The channels as they are delivered: stereo, mono, dual, swapped or dead (the client's side is lost)."""
    if layout == "mono":
        return np.asarray(both.mean(1, keepdims=True), np.float32)
    if layout == "dual":
        return np.repeat(both.mean(1, keepdims=True), 2, axis=1).astype(np.float32)
    if layout == "swapped":
        return both[:, ::-1].copy()
    if layout == "dead":
        return np.asarray(both * np.array([1, 0]), np.float32)
    return both
