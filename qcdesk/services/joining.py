"""Brings a CRM table's facts to calls: new calls take them, older ones fill their gaps and keep the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qcdesk.domain import phone
from qcdesk.domain.call import Call, CallFacts, Direction
from qcdesk.intake.facts import NameFacts
from qcdesk.intake.join import JoinResult, Match, Recording, join, merge
from qcdesk.intake.table import Table
from qcdesk.services.author import author
from qcdesk.services.excluding import LeastTalk, settle_exclusion
from qcdesk.storage import Database, Transaction

_FACTS = tuple(field.name for field in fields(CallFacts) if field.name != "started_at_approximate")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact of which the table says something else than the archive, which kept what it had."""

    call_id: int
    fact: str
    kept: Any
    table: Any


def join_table(
    database: Database,
    table: Table,
    calls: Mapping[int, Call],
    named: Mapping[int, NameFacts],
    new: Collection[int],
    least_talk: LeastTalk,
) -> tuple[JoinResult, list[Conflict]]:
    """Joins a table with calls and stores what they learn from it.

    Args:
        calls: by number, each once.
        named: what the names of their files say, by number.
        new: numbers of the calls that were added just now; nobody can have corrected their facts yet.
        least_talk: seconds of speech below which a call is counted, not scored.
    """
    by_path = {Path(call.path): call for call in calls.values()}
    recordings = [Recording(path, named[c.id], c.audio.duration_s) for path, c in by_path.items()]
    joined = join(table, recordings)
    conflicts: list[Conflict] = []
    with database.transaction() as tx:
        for match in joined.matches:
            call = tx.calls.by_id(by_path[match.recording.path].id)
            if call.id not in new:
                conflicts += _conflicts(call, match.row.facts)
            _learn(tx, call, match, is_new=call.id in new)
            settle_exclusion(tx, call.id, least_talk)
    return joined, conflicts


def with_person(tx: Transaction, facts: CallFacts) -> CallFacts:
    """The facts with the sales manager from the directory by his extension, where nobody named him."""
    if facts.sales_manager or not facts.extension:
        return facts
    person = tx.people.by_extension(facts.extension)
    return merge(facts, CallFacts(sales_manager=person.name)) if person else facts


def _learn(tx: Transaction, call: Call, match: Match, *, is_new: bool) -> None:
    said = match.row.facts
    facts = with_person(tx, merge(said, call.facts) if is_new else merge(call.facts, said))
    if facts != call.facts:
        tx.calls.update_facts(call.id, facts)
        changes = {
            name: None if value is None else str(value)
            for name in _FACTS
            if (value := getattr(facts, name)) != getattr(call.facts, name)
        }
        told = {"call": call.id, "line": match.row.line, "by": str(match.by), "facts": changes}
        tx.audit.append(author(), "call.joined", told)
    if facts.sales_manager and (is_new or facts != call.facts):
        tx.people.upsert(facts.sales_manager, extension=_extension(tx, facts, is_new=is_new))


def _extension(tx: Transaction, facts: CallFacts, *, is_new: bool) -> str | None:
    """The extension to note with the sales manager; an older call takes nobody's away."""
    if not is_new and facts.extension and tx.people.by_extension(facts.extension):
        return None
    return facts.extension


def _conflicts(call: Call, said: CallFacts) -> Iterator[Conflict]:
    for name in _FACTS:
        kept, table = getattr(call.facts, name), getattr(said, name)
        if _unsaid(kept) or _unsaid(table) or kept == table:
            continue
        if name == "client_phone" and phone.key(kept) == phone.key(table):
            continue
        if name == "started_at" and _same_time(call.facts, said):
            continue
        yield Conflict(call.id, name, kept, table)


def _same_time(kept: CallFacts, said: CallFacts) -> bool:
    """Whether two different times may be of one call: one is not exact, and the exact one was taken."""
    if kept.started_at_approximate and not said.started_at_approximate:
        return True
    day = kept.started_at and said.started_at and kept.started_at.date() == said.started_at.date()
    return said.started_at_approximate and bool(day)


def _unsaid(value: object) -> bool:
    return value is None or value is Direction.UNKNOWN
