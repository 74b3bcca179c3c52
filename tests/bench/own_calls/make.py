"""Renders our own calls and their truth: `python -m tests.bench.own_calls.make FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.own_calls import calls, files, sounds, voices
from tests.bench.own_calls.sounds import RATE, Sound
from tests.bench.truth import SIDES
from tests.bench.words import words_of

SPEECHLESS: dict[str, tuple[Callable[[np.random.Generator], Sound], str]] = {
    "own90-noise": (lambda rng: sounds.noises(600, rng), "pcm"),
    "own91-music": (lambda rng: sounds.music(180, int(rng.integers(1000))), "ulaw"),
    "own92-ring": (lambda _: sounds.ring(60), "ulaw"),
    "own93-clicks": (lambda rng: sounds.clicks(120 * RATE, rng), "pcm"),
}
"""What nobody speaks in, and its codec."""


def main() -> None:
    """Renders everything into the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for part in ("audio", "truth"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    said = voices.speak(calls.wanted_sentences())
    for dialogue in calls.dialogues():
        render(folder, dialogue, said)
    for name, (sound, codec) in SPEECHLESS.items():
        render_speechless(folder, name, sound, codec)


def seeded(name: str) -> np.random.Generator:
    """The same chance for the same name."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def render(folder: Path, dialogue: dict[str, Any], said: dict[str, Sound]) -> None:
    """One dialogue: its recording and its truth."""
    rng, line = seeded(dialogue["id"]), dialogue["line"]
    laid = calls.lay(dialogue, said, rng)
    layout = line["layout"]
    sound = calls.layout_of(calls.line_of(laid, line, rng), layout)
    path = files.write(folder / "audio", dialogue["id"], sound, line["codec"])
    if layout == "swapped":
        for one in (*laid.turns, *laid.sounds):
            one["channel"] = 1 - one["channel"]
    if layout == "dead":  # what was lost is not to be found
        laid.turns = [t for t in laid.turns if t["channel"] == 0]
        laid.sounds = []
    keep(folder, path, sound, dialogue, laid)


def render_speechless(
    folder: Path, name: str, sound: Callable[[np.random.Generator], Sound], codec: str
) -> None:
    """A recording without speech in both channels, each by its own chance."""
    both = [sound(seeded(f"{name} {side}")) for side in SIDES]
    laid = calls.Laid(length=len(both[0]))
    told = {"id": name, "trade": "", "company": "Тишина", "manager": "Никто", "client": "",
            "line": {"codec": codec, "layout": "stereo", "noise": None, "gain": [0, 0]}}  # fmt: skip
    stacked = np.clip(np.stack(both, 1), -0.99, 0.99)
    path = files.write(folder / "audio", name, stacked, codec)
    keep(folder, path, stacked, told, laid)


def keep(folder: Path, path: Path, sound: Sound, dialogue: dict[str, Any], laid: calls.Laid) -> None:
    """Writes the truth of one recording."""
    line, where = dialogue["line"], f"audio/{path.name}"
    # Two equal channels are told as one: no side can be measured in them.
    channels = 1 if line["layout"] == "dual" else sound.shape[1]
    turns: list[dict[str, Any]] = [
        t | {"i": i, "channel": SIDES[t["channel"]]} for i, t in enumerate(laid.turns)
    ]
    truth = {
        "id": dialogue["id"],
        "set": "own",
        "call_type": dialogue["trade"],
        "manager": {"name": dialogue["manager"]},
        "client": {"name": dialogue["client"]},
        "company": dialogue["company"],
        "client_channel_lost": line["layout"] == "dead",
        "voices": dialogue.get("voices", {}),
        "turns": turns,
        "sounds": [s | {"channel": SIDES[s["channel"]]} for s in laid.sounds],
        "render_spec": {
            "sample_rate": RATE,
            "noise_db": line["noise"],
            "crosstalk_db": line.get("bleed"),
            "gain_db": line["gain"],
            "deliver": {"format": line["codec"], "channels": channels, "file": path.name},
        },
        "reference": reference(turns),
        "delivered": {
            "file": where,
            "format": line["codec"],
            "layout": line["layout"],
            "channels": channels,
            "sample_rate": RATE,
            "decoded_duration_s": len(sound) / RATE,
        },
    }
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / "truth" / f"{dialogue['id']}.json").write_text(text, "utf-8")


def reference(turns: list[dict[str, Any]]) -> dict[str, Any]:
    """The words of each side and of both, with the turn of each word."""
    out: dict[str, Any] = {}
    for side in (*SIDES, "mixed"):
        mine = [t for t in turns if side in (t["channel"], "mixed")]
        pairs = [(word, t["i"]) for t in mine for word in words_of(t["text"])]
        out[side] = {
            "text": " ".join(t["text"] for t in mine),
            "words": [word for word, _ in pairs],
            "word_turn": [i for _, i in pairs],
        }
    return out


if __name__ == "__main__":
    main()
