"""Keeps reviews in work: a small file a call, a line for every change, on the disk before the next key."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qcdesk.domain.draft import Draft, Mark, Step, begun
from qcdesk.domain.evidence import Quote
from qcdesk.domain.review import Answer

_NOTHING = Draft()


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts of this computer's reviewer.

    A line that was cut short by a loss of power is left out, the ones before it stay. Nothing is rewritten:
    a step that was undone stays in the file.

    Args:
        folder: made at the first use.
    """

    folder: Path

    def load(self, call_id: int, basis: str) -> Draft | None:
        """The draft of a call; None when nothing is in work on this basis.

        Args:
            basis: the version of the checklist and the review that is corrected, by `basis_of`.
        """
        lines = self._lines(call_id)
        if not lines or lines[0].get("basis") != basis:
            return None
        draft = begun([_answer(a) for a in lines[0]["from"]], *lines[0]["next"])
        for line in lines[1:]:
            step = Step(line["criterion"], _mark(line["now"]), draft.mark(line["criterion"]), line["undo"])
            draft = draft.after(step)
        return draft

    def begin(self, call_id: int, basis: str, start: Draft = _NOTHING) -> Draft:
        """A new draft that begins with what `start` holds; an older draft of the call is forgotten."""
        step = (start.next_step, start.next_step_due)
        head = {"basis": basis, "from": [asdict(a) for a in start.answers()], "next": step}
        self.folder.mkdir(parents=True, exist_ok=True)
        self._file(call_id).unlink(missing_ok=True)
        self._append(call_id, head)
        return begun(start.answers(), *step)

    def keep(self, call_id: int, step: Step) -> None:
        """Writes a step down; it is on the disk when this returns."""
        line = {"criterion": step.criterion, "now": asdict(step.now), "undo": step.undo}
        self._append(call_id, line)

    def forget(self, call_id: int) -> None:
        """Drops the draft: its review is stored."""
        self._file(call_id).unlink(missing_ok=True)

    def _file(self, call_id: int) -> Path:
        return self.folder / f"{call_id}.jsonl"

    def _append(self, call_id: int, line: dict[str, Any]) -> None:
        with self._file(call_id).open("a", encoding="utf-8", newline="\n") as stream:
            # A new line first: the last one may have been cut short.
            stream.write(("\n" if stream.tell() else "") + json.dumps(line, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())

    def _lines(self, call_id: int) -> list[dict[str, Any]]:
        try:
            text = self._file(call_id).read_text("utf-8", "replace")
        except FileNotFoundError:
            return []
        return [found for line in text.splitlines() if line and (found := _parsed(line)) is not None]


def basis_of(checklist_hash: str, corrects: int | None) -> str:
    """What a draft rests on: another version of the checklist or another review in force needs another."""
    return f"{checklist_hash}:{corrects or 0}"


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _mark(plain: dict[str, Any]) -> Mark:
    return Mark(**{**plain, "quotes": tuple(Quote(**q) for q in plain["quotes"])})


def _answer(plain: dict[str, Any]) -> Answer:
    return Answer(**{**plain, "quotes": tuple(Quote(**q) for q in plain["quotes"])})
