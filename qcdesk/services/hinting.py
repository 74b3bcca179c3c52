"""Hints for a call: computed from its transcript once a checklist version, stored apart from answers."""

from __future__ import annotations

from qcdesk.domain.checklist import Checklist, canonical_json, content_hash
from qcdesk.domain.evidence import Hint, Names
from qcdesk.errors import NotFound
from qcdesk.evidence.hints import hints
from qcdesk.i18n import _
from qcdesk.storage import Database


def hints_of(database: Database, call_id: int, checklist: Checklist, names: Names) -> tuple[Hint, ...]:
    """The hints of a call by a checklist; computed when they are not stored yet.

    Raises:
        NotFound: no such call, or it is not transcribed.
    """
    version = content_hash(checklist)
    with database.read() as tx:
        tx.calls.by_id(call_id)
        transcript = tx.transcripts.current(call_id)
        stored = tx.hints.load(call_id, version)
    if transcript is None:
        what = _("the call is not transcribed yet")
        raise NotFound(str(call_id), what, _("Run: qcdesk transcribe {id}").format(id=call_id))
    if stored is not None:
        return stored
    found = hints(checklist, transcript.turns, transcript.metrics, names)
    with database.transaction() as tx:
        tx.checklists.keep(checklist, canonical_json(checklist), version)
        tx.hints.store(call_id, version, found)
    return found
