"""What detectors are told of a call, and what they find in it or in a given text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Transcript
from qcdesk.errors import NotFound
from qcdesk.evidence.detectors.detect import Finding, detect
from qcdesk.evidence.detectors.given import read_text
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.learning.model import Model
from qcdesk.evidence.vocabulary import NAMES, vocabulary
from qcdesk.i18n import _
from qcdesk.storage import Database

Found = tuple[Transcript, dict[str, Finding]]


def names_of(database: Database, common: Names, call: Call) -> Names:
    """The names that may be said in a call.

    Args:
        common: those of all calls: companies, products, competitors.
    """
    with database.read() as tx:
        staff = tuple(p.name for p in tx.people.all())
    own = (call.facts.company,) if call.facts.company else ()
    return replace(
        common,
        companies=tuple(dict.fromkeys([*own, *common.companies])),
        staff=staff,
        sales_manager=call.facts.sales_manager,
        client=call.facts.client_name,
    )


def facts_of(call: Call, names: Names, lists: Path) -> Facts:
    """What detectors are told of a call.

    Args:
        lists: folder of the company's own lists of phrases.
    """
    own = {name: vocabulary(name, lists) for name in NAMES}
    return Facts(names, own, call.facts.direction, call.facts.role)


def detect_call(database: Database, call_id: int, facts: Facts, model: Model) -> Found:
    """A transcript with everything that is looked for in it.

    Raises:
        NotFound: no such call, or it is not transcribed.
    """
    with database.read() as tx:
        tx.calls.by_id(call_id)
        transcript = tx.transcripts.current(call_id)
    if transcript is None:
        what = _("the call is not transcribed yet")
        raise NotFound(str(call_id), what, _("Run: qcdesk transcribe {id}").format(id=call_id))
    return transcript, detect(transcript, facts, model)


def detect_text(file: Path, lists: Path, model: Model) -> Found:
    """Everything that is looked for in the text of a call, given as a JSON file.

    Raises:
        InputError: the file is not such a text.
    """
    transcript, facts = read_text(file)
    own = {name: vocabulary(name, lists) for name in NAMES}
    return transcript, detect(transcript, replace(facts, vocabularies=own), model)
