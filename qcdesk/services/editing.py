"""Corrects what a turn says: a person's words in force, the recognised ones kept."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from qcdesk.domain.rights import Action
from qcdesk.domain.transcript import Transcript, Turn, Word
from qcdesk.errors import InputError, NotFound
from qcdesk.i18n import _
from qcdesk.services.rights import require
from qcdesk.storage import Database

_EDITED = "edited"


def edit_turn(database: Database, call_id: int, index: int, text: str, by: str = "") -> Transcript:
    """Stores the transcript anew with another text in one turn; the one before stays in the archive.

    Raises:
        NotFound: no such call, no transcript, or no such turn.
        InputError: the text is empty.
    """
    said = " ".join(text.split())
    if not said:
        raise InputError(_("text of a turn"), _("must not be empty"), _("Write what is heard"))
    who = require(database, Action.CALLS, by)
    with database.transaction() as tx:
        old = tx.transcripts.current(call_id)
        if old is None or all(t.index != index for t in old.turns):
            raise NotFound(str(call_id), _("the call has no such turn"), _("Open the call again"))
        turns = tuple(retold(t, said) if t.index == index else t for t in old.turns)
        before = next(t.text for t in old.turns if t.index == index)
        made_from = dict(tx.transcripts.made_from(call_id) or {})
        edited: dict[str, Any] = {str(index): before} | made_from.get(_EDITED, {})
        new = replace(old, turns=turns)
        number = tx.transcripts.store(call_id, new, made_from | {_EDITED: edited})
        told = {"call": call_id, "transcript": number, "turn": index, "before": before, "after": said}
        tx.audit.append(who, "transcript.edited", told)
        return new


def recognised(database: Database, call_id: int) -> dict[int, str]:
    """What recognition said in the turns that people have edited since, by the turn's index."""
    with database.read() as tx:
        made_from = tx.transcripts.made_from(call_id) or {}
    return {int(index): text for index, text in made_from.get(_EDITED, {}).items()}


def retold(turn: Turn, text: str) -> Turn:
    """The turn with another text; words that stayed keep their times, new ones share what lies between."""
    new = text.split()
    old = list(turn.words)
    words: list[Word] = []
    matcher = SequenceMatcher(None, [w.text for w in old], new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            words += old[a:b]
        elif old:
            start = old[a].start if a < b else (old[a - 1].end if a else turn.start)
            end = old[b - 1].end if a < b else (old[a].start if a < len(old) else turn.end)
            step = max(0.0, end - start) / max(1, d - c)
            words += [
                Word(start + i * step, start + (i + 1) * step, said, 1.0) for i, said in enumerate(new[c:d])
            ]
    return replace(turn, text=text, words=tuple(words))
