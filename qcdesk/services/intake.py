"""Takes recordings into the archive: found, examined, named, joined with a table; originals stay whole."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qcdesk.domain.call import AudioFacts, Call, Direction, Exclusion, Side
from qcdesk.domain.events import Event, ItemDone, ItemFailed, Progress
from qcdesk.domain.rights import Action
from qcdesk.errors import QcdeskError
from qcdesk.intake.discover import discover
from qcdesk.intake.facts import NameFacts
from qcdesk.intake.found import Failure, Found
from qcdesk.intake.join import JoinResult
from qcdesk.intake.names import facts_from_name, with_file_time
from qcdesk.intake.table import Table
from qcdesk.intake.template import NameTemplate
from qcdesk.services import units
from qcdesk.services.author import PROGRAM, author
from qcdesk.services.excluding import EXCLUDED, LeastTalk, no_bound
from qcdesk.services.joining import Conflict, join_table, with_person
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

_IN_FLIGHT = 16


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """How recordings are read.

    Attributes:
        unpack_to: where recordings of a ZIP are kept.
        templates: of file names, tried before the built-in patterns.
        side: the sales manager's channel in all these recordings; None: by folder, else by content.
        table: a CRM table to join.
        least_talk: seconds of speech below which a call is counted, not scored.
    """

    unpack_to: Path
    templates: tuple[NameTemplate, ...] = ()
    side: Side | None = None
    table: Table | None = None
    least_talk: LeastTalk = no_bound


@dataclass(slots=True)
class Intake:
    """What became of the files: new calls, calls that were there already, files that failed.

    Attributes:
        conflicts: facts of calls that were there already, of which the table says something else.
    """

    added: list[Call] = field(default_factory=list)
    duplicates: list[tuple[str, Call]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    table: Table | None = None
    joined: JoinResult | None = None
    conflicts: list[Conflict] = field(default_factory=list)


def add(
    database: Database, paths: Sequence[Path], options: IntakeOptions, make_executor: Callable[[], Executor]
) -> Generator[Event, None, Intake]:
    """Adds recordings; each is stored at once, so an interrupted intake can simply be repeated.

    A bad file fails alone. The same sound is added once, whatever it is called; where its file was moved,
    the archive follows. With a table, new calls take its facts, older ones fill their gaps.
    """
    require(database, Action.CALLS)
    out = Intake()
    executor = make_executor()
    named: dict[int, NameFacts] = {}
    finished = False
    try:
        found = list(_found(paths, options.unpack_to, out))
        waiting: list[tuple[Found, Future[Any]]] = []
        for done, item in enumerate(found):
            waiting.append((item, executor.submit(units.examine, str(item.path))))
            if len(waiting) >= _IN_FLIGHT:
                yield _store(database, *waiting.pop(0), options, out, named)
                yield Progress(done + 1 - len(waiting), len(found), str(item.path))
        for item, future in waiting:
            yield _store(database, item, future, options, out, named)
        yield Progress(len(found), len(found))
        finished = True
    finally:
        executor.shutdown(wait=finished, cancel_futures=not finished)
    if options.table is not None:
        _join(database, options.table, options.least_talk, out, named)
    return out


def _join(
    database: Database, table: Table, least_talk: LeastTalk, out: Intake, named: dict[int, NameFacts]
) -> None:
    new = {call.id for call in out.added}
    calls = {c.id: c for c in [*out.added, *(call for _path, call in out.duplicates)]}
    out.table = table
    out.joined, out.conflicts = join_table(database, table, calls, named, new, least_talk)
    with database.read() as tx:
        out.added = [tx.calls.by_id(call.id) for call in out.added]
        out.duplicates = [(path, tx.calls.by_id(call.id)) for path, call in out.duplicates]


def _found(paths: Sequence[Path], unpack_to: Path, out: Intake) -> Generator[Found, None, None]:
    for item in discover(paths, unpack_to):
        if isinstance(item, Failure):
            out.failed.append((str(item.path), str(item.error)))
        else:
            yield item


def _store(
    database: Database,
    item: Found,
    future: Future[Any],
    options: IntakeOptions,
    out: Intake,
    named: dict[int, NameFacts],
) -> Event:
    path = item.path
    try:
        examined = future.result()
        name = facts_from_name(path, options.templates)
        with database.transaction() as tx:
            known = tx.calls.by_hash(examined["sha256"])
            if known is not None:
                known = _followed(tx, known, path)
                out.duplicates.append((str(path), known))
                named[known.id] = facts_from_name(Path(known.path), options.templates)
                return ItemDone(str(path))
            call = _insert(tx, path, examined, name, options)
    except QcdeskError as error:
        out.failed.append((str(path), str(error)))
        return ItemFailed(str(path), str(error))
    out.added.append(call)
    named[call.id] = name
    return ItemDone(str(path))


def _insert(
    tx: Transaction, path: Path, examined: dict[str, Any], name: NameFacts, options: IntakeOptions
) -> Call:
    facts = with_person(tx, with_file_time(name.facts, path))
    side = options.side or tx.sources.side_for(str(path))
    internal = Exclusion.INTERNAL if facts.direction is Direction.INTERNAL else None
    call = tx.calls.add(str(path), examined["sha256"], AudioFacts(**examined["audio"]), facts, side, internal)
    tx.audit.append(author(), "call.added", {"call": call.id, "sha256": call.sha256})
    if internal:
        tx.audit.append(PROGRAM, EXCLUDED, {"call": call.id, "reason": str(internal)})
    return call


def _followed(tx: Transaction, known: Call, path: Path) -> Call:
    """The call, whose recording is looked for at the new place when it is no longer at the old one."""
    if Path(known.path).exists():
        return known
    told = {"call": known.id, "from": known.path, "to": str(path)}
    tx.audit.append(author(), "call.moved", told)
    return tx.calls.set_path(known.id, str(path))
