"""Calls with exact truth, for measuring; they lie beside the project and never in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import SHARED_CALLS

SIDES = ("left", "right")
DEVELOPMENT = SHARED_CALLS / "dev"


@dataclass(frozen=True, slots=True)
class TrueTurn:
    """A turn as it was spoken: channel 0 or 1, seconds, text; `who` is manager, client or system."""

    channel: int
    who: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class TrueCall:
    """A delivered recording and its truth; `words` are the reference words of left, right and mixed."""

    name: str
    path: Path
    channels: int
    turns: tuple[TrueTurn, ...]
    words: dict[str, list[str]]
    word_turns: dict[str, list[int]]
    company: str
    names: tuple[str, str]


def calls(folder: Path = DEVELOPMENT) -> Iterator[TrueCall]:
    """All calls of the folder, by name; none where the folder is absent."""
    for file in sorted((folder / "truth").glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        reference = told["reference"]
        yield TrueCall(
            name=told["id"],
            path=folder / told["delivered"]["file"],
            channels=told["delivered"]["channels"],
            turns=tuple(
                TrueTurn(SIDES.index(t["channel"]), t["who"], t["start"], t["end"], t["text"])
                for t in told["turns"]
            ),
            words={side: reference[side]["words"] for side in (*SIDES, "mixed") if side in reference},
            word_turns={side: reference[side]["word_turn"] for side in SIDES if side in reference},
            company=told["company"],
            names=(told["manager"]["name"], told["client"]["name"] or ""),
        )
