"""Hints for a call: computed once for what they follow from, stored apart from answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache

from qcdesk import __version__
from qcdesk.domain.checklist import Checklist, canonical_json, content_hash
from qcdesk.domain.evidence import Hint
from qcdesk.errors import NotFound
from qcdesk.evidence.checking import checked_hints
from qcdesk.evidence.detectors.detect import Search
from qcdesk.evidence.detectors.finder import Finder
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.hints import hints
from qcdesk.evidence.learning.model import Model, load
from qcdesk.evidence.lexicon import SHIPPED
from qcdesk.evidence.matcher import Matcher
from qcdesk.i18n import _
from qcdesk.storage import Database


def hints_of(
    database: Database, call_id: int, checklist: Checklist, facts: Facts, model: Model | None = None
) -> tuple[Hint, ...]:
    """The hints of a call by a checklist.

    Args:
        model: the company's own; the shipped one unless given.

    They are computed anew when transcript, checklist, facts, lexicon, model or program have changed since.

    Raises:
        NotFound: no such call, or it is not transcribed.
    """
    version, basis = content_hash(checklist), basis_of(facts, model)
    with database.read() as tx:
        tx.calls.by_id(call_id)
        read = tx.transcripts.current_id(call_id)
        stored = tx.hints.load(read, version, basis) if read is not None else None
        transcript = tx.transcripts.current(call_id) if stored is None else None
    if stored is not None:
        return stored
    if transcript is None or read is None:
        what = _("the call is not transcribed yet")
        raise NotFound(str(call_id), what, _("Run: qcdesk transcribe {id}").format(id=call_id))
    found = hints(
        checklist,
        transcript.turns,
        transcript.metrics,
        facts.names,
        Finder(Search(transcript.turns, facts, model), Matcher(facts.names)),
        speakers_estimated=transcript.speakers_estimated,
    )
    found = checked_hints(found, checklist, transcript)
    with database.transaction() as tx:
        tx.checklists.keep(checklist, canonical_json(checklist), version)
        tx.hints.store(read, version, basis, found)
    return found


def basis_of(facts: Facts, model: Model | None = None) -> str:
    """SHA-256 of what hints follow from besides transcript and checklist, hexadecimal."""
    listed = {name: [one.text for one in phrases] for name, phrases in facts.vocabularies.items()}
    program = [_lexicon(), (model or load()).digest, __version__]
    told = json.dumps(
        [asdict(facts.names), listed, facts.direction, facts.role, *program],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _lexicon() -> str:
    return hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
