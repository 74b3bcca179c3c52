"""Gives the sample calls the words they were made from: they can be scored before any model is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from qcdesk.domain.call import Call
from qcdesk.domain.evidence import Names
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.assembly import transcript_of
from qcdesk.services.author import PROGRAM
from qcdesk.services.excluding import LeastTalk, no_bound, settle_exclusion
from qcdesk.storage import Database

WRITTEN = "written"
"""Named as the engine of such a transcript."""


def store_written(
    database: Database,
    calls: Iterable[Call],
    names_of: Callable[[Call], Names],
    folder: Path,
    least_talk: LeastTalk = no_bound,
) -> int:
    """Stores the written dialogues of sample calls as their transcripts; one that has a transcript keeps it.

    Args:
        folder: of the sample calls; `truth.json` in it tells the turns of each file.

    Returns:
        how many calls were given their words.
    """
    known = json.loads((folder / "truth.json").read_text("utf-8"))
    given = 0
    for call in calls:
        told = known.get(Path(call.path).name)
        with database.transaction() as tx:
            if told is None or tx.transcripts.current_id(call.id) is not None:
                continue
            heard = _heard(told, call)
            transcript = transcript_of(
                heard, "ru", call.manager_side, Matcher(names_of(call)), call.facts.direction
            )
            number = tx.transcripts.store(call.id, transcript, {"sample": True})
            tx.audit.append(PROGRAM, "call.sample_words", {"call": call.id, "transcript": number})
            settle_exclusion(tx, call.id, least_talk)
            given += 1
    return given


def _heard(told: dict[str, Any], call: Call) -> dict[str, Any]:
    turns = [
        {
            "index": index,
            "speaker": "unknown",
            "channel": turn["channel"],
            "start": turn["start"],
            "end": turn["end"],
            "text": turn["text"],
            "words": _spread(turn["text"], turn["start"], turn["end"]),
        }
        for index, turn in enumerate(told["turns"])
    ]
    voice = [[[t["start"], t["end"]] for t in turns if t["channel"] == c] for c in range(call.audio.channels)]
    return {
        "turns": turns,
        "removed": [],
        "voice": voice,
        "notes": [],
        "sounds": [],
        "engine": WRITTEN,
        "model": "",
        "audio_s": call.audio.duration_s,
        "speech_s": sum(end - start for channel in voice for start, end in channel),
        "seconds": 0.0,
    }


def _spread(text: str, start: float, end: float) -> list[dict[str, Any]]:
    """Words of a turn, each as long as its share of the letters."""
    words = text.split()
    letters = sum(len(word) for word in words) or 1
    out, at = [], start
    for word in words:
        lasts = (end - start) * len(word) / letters
        out.append({"start": at, "end": at + lasts, "text": word, "confidence": 1.0})
        at += lasts
    return out
