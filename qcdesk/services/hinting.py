"""Hints for a call: computed once for what they follow from, stored apart from answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache

from qcdesk import __version__
from qcdesk.domain.checklist import Checklist, canonical_json, content_hash
from qcdesk.domain.evidence import Hint, Names
from qcdesk.errors import NotFound
from qcdesk.evidence.checking import checked_hints
from qcdesk.evidence.hints import hints
from qcdesk.evidence.lexicon import SHIPPED
from qcdesk.i18n import _
from qcdesk.storage import Database


def hints_of(database: Database, call_id: int, checklist: Checklist, names: Names) -> tuple[Hint, ...]:
    """The hints of a call by a checklist.

    They are computed anew when transcript, checklist, names, lexicon or program have changed since.

    Raises:
        NotFound: no such call, or it is not transcribed.
    """
    version, basis = content_hash(checklist), basis_of(names)
    with database.read() as tx:
        tx.calls.by_id(call_id)
        transcript, read = tx.transcripts.current(call_id), tx.transcripts.current_id(call_id)
        stored = tx.hints.load(read, version, basis) if read is not None else None
    if transcript is None or read is None:
        what = _("the call is not transcribed yet")
        raise NotFound(str(call_id), what, _("Run: qcdesk transcribe {id}").format(id=call_id))
    if stored is not None:
        return stored
    found = hints(
        checklist,
        transcript.turns,
        transcript.metrics,
        names,
        speakers_estimated=transcript.speakers_estimated,
    )
    found = checked_hints(found, checklist, transcript)
    with database.transaction() as tx:
        tx.checklists.keep(checklist, canonical_json(checklist), version)
        tx.hints.store(read, version, basis, found)
    return found


def basis_of(names: Names) -> str:
    """SHA-256 of what hints follow from besides transcript and checklist, hexadecimal."""
    told = json.dumps([asdict(names), _lexicon(), __version__], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _lexicon() -> str:
    return hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
