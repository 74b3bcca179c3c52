"""Gathers what a person who leaves must hand on, from that person's calls alone."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.domain.chain import when
from qcdesk.domain.events import Event, Progress
from qcdesk.domain.evidence import Quote
from qcdesk.domain.handover import Fate, Handover, History
from qcdesk.domain.period import Period
from qcdesk.domain.rights import Action
from qcdesk.errors import NotFound
from qcdesk.evidence.handing import promises
from qcdesk.evidence.matcher import Detector
from qcdesk.i18n import _
from qcdesk.reports.continuity import ClientLine, Continuity, SaidLine, continuity_handout
from qcdesk.reports.export import FORMATS, known_formats, write_handout
from qcdesk.reports.folders import finished_folder
from qcdesk.services.detecting import Found
from qcdesk.services.leads import histories
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

_FINISHED = (Fate.SALE, Fate.LOST)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who leaves, and how his calls are understood.

    Attributes:
        detect: finds everything that is looked for in a call.
        patterns: finds the patterns of the lexicon with the names of a call.
    """

    name: str
    company: str
    detect: Callable[[Call], Found]
    patterns: Callable[[Call], Detector]


def write_continuity(
    database: Database, leaver: Leaver, folder: Path, language: str, formats: Sequence[str] = FORMATS
) -> Generator[Event, None, list[Path]]:
    """Writes the file for whoever takes over.

    Raises:
        NotFound: there are no calls of that person.
        AccessRefused: it is made by the owner or quality control, since it holds clients' numbers.
    """
    known_formats(formats)
    who = require(database, Action.REPORT_OWNER)
    value = yield from gather(database, leaver)
    with finished_folder(folder) as place:
        written = write_handout(continuity_handout(value, language), place.path, formats)
        placed = place.place(written)
    with database.transaction() as tx:
        told = {"sales_manager": leaver.name, "files": [path.name for path in placed]}
        tx.audit.append(who, "report.continuity", told)
    return placed


def gather(database: Database, leaver: Leaver) -> Generator[Event, None, Continuity]:
    """Everything that is taken from one person's calls."""
    with database.read() as tx:
        calls = tx.calls.all(sales_manager=leaver.name)
        if not calls:
            raise NotFound(leaver.name, _("there are no calls of this person"), _names(tx))
        all_own = [h for h in histories(tx) if leaver.name in h.chain.people]
        steps = _steps(tx, calls)
        read = {call.id for call in calls if tx.transcripts.current_id(call.id) is not None}
    clients = {call.id: _client(h) for h in all_own for call in h.chain.calls}
    agreed: list[SaidLine] = []
    promised: list[SaidLine] = []
    for done, call in enumerate(calls):
        yield Progress(done, len(calls), leaver.name)
        if call.id not in read:
            continue
        transcript, found = leaver.detect(call)
        step = found["next_step_agreed"]
        name = clients.get(call.id, "")
        agreed += _lines(call, name, step.quotes if step.answer == "yes" else ())
        promised += _lines(call, name, promises(transcript, leaver.patterns(call)))
    yield Progress(len(calls), len(calls), leaver.name)
    return Continuity(
        person=leaver.name,
        company=leaver.company,
        period=_span(calls),
        made_at=datetime.now().replace(microsecond=0),
        clients=tuple(_line(h, leaver.name) for h in all_own),
        agreed=tuple(sorted(agreed, key=lambda s: (s.when, s.at), reverse=True)),
        promised=tuple(sorted(promised, key=lambda s: (s.when, s.at), reverse=True)),
        passed=tuple(h for one in all_own for h in one.handovers if _unfinished(h, leaver.name)),
        steps=steps,
        unread=len(calls) - len(read),
    )


def _line(history: History, name: str) -> ClientLine:
    own = [call for call in history.chain.calls if call.facts.sales_manager == name]
    return ClientLine(
        name=history.chain.name,
        phone=_phone(history),
        calls=len(own),
        last=when(own[-1]),
        status=history.chain.status,
        sold=history.sale.at if history.sale else None,
        others=tuple(other for other in history.chain.people if other != name),
    )


def _phone(history: History) -> str:
    """The client's number as it was written last."""
    numbers = (call.facts.client_phone for call in reversed(history.chain.calls))
    return next(filter(None, numbers), "")


def _client(history: History) -> str:
    return history.chain.name or _phone(history)


def _lines(call: Call, client: str, quotes: Sequence[Quote]) -> list[SaidLine]:
    return [SaidLine(client, call.id, when(call), quote.start, quote.text) for quote in quotes]


def _unfinished(one: Handover, name: str) -> bool:
    return name in (one.caller, one.receiver) and one.fate not in _FINISHED


def _steps(tx: Transaction, calls: Sequence[Call]) -> tuple[tuple[str, str, int], ...]:
    """What was agreed with quality control, the last review of each call."""
    found = [tx.reviews.in_force(call.id) for call in calls]
    return tuple((r.next_step, r.next_step_due, r.call_id) for r in found if r is not None and r.next_step)


def _span(calls: Sequence[Call]) -> Period:
    days: list[date] = [when(call).date() for call in calls]
    return Period(f"{min(days)}..{max(days)}", min(days), max(days))


def _names(tx: Transaction) -> str:
    known = sorted({call.facts.sales_manager for call in tx.calls.all() if call.facts.sales_manager})
    return _("Possible: {names}").format(names=", ".join(known) or "—")
