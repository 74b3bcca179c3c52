"""Examples for learning: sentences that count and near misses for each key, and whole marked calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qcdesk.domain.transcript import Speaker
from qcdesk.errors import ChecklistError
from qcdesk.evidence.folding import sentences
from qcdesk.i18n import _

_MARKS = re.compile(r"\[([a-z_ ]+)\]")
_SPEAKERS = {"m": Speaker.SALES_MANAGER, "c": Speaker.CLIENT, "s": Speaker.SYSTEM}
_SIDES = ("М", "К")


@dataclass(frozen=True, slots=True)
class Example:
    """One line of a bank: whether it counts, what is judged, what was said before and after."""

    counts: bool
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class MarkedTurn:
    """A turn of a written call; `marks` holds for each of its sentences the keys it proves."""

    speaker: Speaker
    text: str
    marks: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class MarkedCall:
    """A written call: facts of its head (`type`, `role`, `company` …) and its turns."""

    name: str
    facts: dict[str, str]
    turns: tuple[MarkedTurn, ...]
    answers: dict[str, str] = field(default_factory=dict)


def read_bank(path: Path) -> list[Example]:
    """The examples of one key: `+ counts`, `- near miss`, with `К: before ||` in front where it matters.

    Raises:
        ChecklistError: a line has no sign, with its number.
    """
    return list(_examples(path))


def _examples(path: Path) -> Iterator[Example]:
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if stripped[0] not in "+-":
            reason = _("a line begins with + (counts) or - (does not)")
            raise ChecklistError(str(path), reason, _("Correct the line or delete it"), line=number)
        parts = [part.strip() for part in stripped[1:].split("||")]
        sides = [part.partition(":")[0].strip() in _SIDES for part in parts]
        judged = next((n for n, named in enumerate(sides) if not named), len(parts) - 1)
        before = " ".join(_bare(part) for part in parts[:judged])
        after = " ".join(_bare(part) for part in parts[judged + 1 :])
        yield Example(stripped[0] == "+", _bare(parts[judged]), before, after)


def _bare(part: str) -> str:
    side, colon, said = part.partition(":")
    return said.strip() if colon and side.strip() in _SIDES else part


def read_call(path: Path) -> MarkedCall:
    """A written call: head, a line `---`, turns with marks in square brackets after the sentences."""
    head, _line, talk = path.read_text("utf-8-sig").partition("\n---")
    facts = {k.strip(): v.strip() for k, c, v in (line.partition(":") for line in head.splitlines()) if c}
    answers = dict(pair.strip().split("=", 1) for pair in facts.pop("answers", "").split(",") if "=" in pair)
    turns = tuple(_turn(line) for line in talk.splitlines() if line[:2] in ("m:", "c:", "s:"))
    return MarkedCall(path.stem, facts, turns, answers)


def _turn(line: str) -> MarkedTurn:
    """Marks stand after the sentence they belong to; a mark covers the text since the mark before it."""
    body = line[2:].strip()
    text, placed, last = "", [], 0
    for mark in _MARKS.finditer(body):
        text = f"{text}{body[last : mark.start()].rstrip()}"
        placed.append((len(text), mark.group(1).split()))
        last = mark.end()
    text += body[last:].rstrip()
    text = text.strip()
    marks: list[set[str]] = [set() for _span in sentences(text)]
    for place, names in placed:
        at = [n for n, (start, _end) in enumerate(sentences(text)) if start < place]
        if at:
            marks[at[-1]].update(names)
    return MarkedTurn(_SPEAKERS[line[0]], text, tuple(frozenset(m) for m in marks))
