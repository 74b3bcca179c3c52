"""Writes the files of a period for each kind of reader."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from qcdesk.domain.events import Event, Progress
from qcdesk.domain.period import Period
from qcdesk.domain.rights import Action
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.intake.hashing import sha256_of
from qcdesk.reports.card import ManagerCard, call_card, card_privacy, manager_cards
from qcdesk.reports.export import (
    FORMATS,
    known_formats,
    write_handout,
    write_manager_card,
    write_owner_report,
)
from qcdesk.reports.folders import finished_folder
from qcdesk.reports.handouts import people_export, team_tasks
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from qcdesk.reports.privacy import Privacy
from qcdesk.services.author import author
from qcdesk.services.clipping import Cutter, MakeExecutor, Ordered
from qcdesk.services.gathering import ReportOptions, material
from qcdesk.services.rights import require
from qcdesk.storage import Database


class Audience(StrEnum):
    """Who reads a file; what is made for one kind of reader is never seen by another."""

    MANAGERS = "cards"
    OWNER = "owner"
    TEAM = "team"
    PEOPLE = "people"


_NEEDED = {
    Audience.MANAGERS: Action.REPORT_CARDS,
    Audience.OWNER: Action.REPORT_OWNER,
    Audience.TEAM: Action.REPORT_TEAM,
    Audience.PEOPLE: Action.REPORT_PEOPLE,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written.

    Attributes:
        folder: where the files stand when all of them are whole.
        names: sales managers whose cards are wanted; None: everyone with reviews in the period.
        call: the card of this one call is wanted; the period is its day.
    """

    audience: Audience
    period: Period
    folder: Path
    options: ReportOptions
    names: Sequence[str] | None = None
    formats: Sequence[str] = FORMATS
    call: int | None = None


def write(database: Database, wish: Wish, make_executor: MakeExecutor) -> Generator[Event, None, list[Path]]:
    """Writes the files for one kind of reader; until all are whole, none stands in the folder.

    Args:
        make_executor: makes what cuts the clips, in a process of its own.

    Returns:
        the files written.

    Raises:
        NotFound: a name has no calls in the period; the names that have are listed.
        InputError: an unknown format.
        ExportError: a file cannot be written.
    """
    gathered = _gathered(database, wish)
    with finished_folder(wish.folder) as folder:
        placed = folder.place((yield from _written(database, gathered, wish, folder.path, make_executor)))
    _remember(database, f"report.{wish.audience}", wish.period, placed)
    return placed


def preview(database: Database, wish: Wish, make_executor: MakeExecutor) -> Generator[Event, None, bytes]:
    """The first file of a wish on paper, as a PDF; no file is left, so the journal does not tell of it.

    Raises:
        NotFound: see `write`, or nobody's card is wanted.
        ExportError: there is no room to make it.
    """
    gathered = _gathered(database, wish)
    with tempfile.TemporaryDirectory(prefix="qcdesk-", ignore_cleanup_errors=True) as folder:
        paper = replace(wish, folder=Path(folder), formats=("pdf",))
        written = yield from _written(database, gathered, paper, paper.folder, make_executor)
        if not written:
            raise NotFound(wish.period.name, _("nobody was reviewed"), _("Choose another period"))
        return written[0].read_bytes()


def _gathered(database: Database, wish: Wish) -> PeriodMaterial:
    known_formats(wish.formats)
    require(database, _NEEDED[wish.audience])
    return material(database, wish.period, wish.options)


def _written(
    database: Database, gathered: PeriodMaterial, wish: Wish, folder: Path, make_executor: MakeExecutor
) -> Generator[Event, None, list[Path]]:
    """Writes the files into a folder where they need not stay."""
    cutter = Cutter(database, make_executor)
    finished = False
    try:
        writer = {
            Audience.MANAGERS: _write_cards,
            Audience.OWNER: _write_owner,
            Audience.TEAM: _write_handout,
            Audience.PEOPLE: _write_handout,
        }[wish.audience]
        written = yield from writer(gathered, wish, folder, cutter)
        finished = True
        return written
    finally:
        cutter.close(finished=finished)


def _write_cards(
    gathered: PeriodMaterial, wish: Wish, folder: Path, cutter: Cutter
) -> Generator[Event, None, list[Path]]:
    options = wish.options
    if wish.call is not None:
        cards: Sequence[ManagerCard] = [call_card(gathered, wish.call, options.language, options.masked)]
    else:
        names = _wanted_names(gathered, wish)
        nameless = [r.call.id for r in gathered.reviewed if not r.sales_manager]
        if nameless and not any(names):
            what = _("nobody knows whose the reviewed calls are: {calls}")
            remedy = _("Give their extension a name: qcdesk people NAME --extension NUMBER")
            raise NotFound(wish.period.name, what.format(calls=", ".join(map(str, nameless[:5]))), remedy)
        cards = manager_cards(gathered, options.language, options.masked, names=names)
    written: list[Path] = []
    for done, (card, clips) in enumerate(_ahead(gathered, cards, options, cutter)):
        yield Progress(done, len(cards), card.sales_manager)
        heard = replace(card, clips=cutter.take(clips))
        written += write_manager_card(heard, folder, wish.formats, taken=[p.name for p in written])
    yield Progress(len(cards), len(cards))
    return written


def _wanted_names(gathered: PeriodMaterial, wish: Wish) -> Sequence[str]:
    everyone = sorted({r.sales_manager for r in gathered.reviewed if r.sales_manager})
    known = {*everyone, *(n for n in gathered.population if n)}
    for name in wish.names or ():
        if name not in known:
            what = _("no calls of this sales manager in {period}").format(period=wish.period.name)
            raise NotFound(name, what, _("Possible: {names}").format(names=", ".join(sorted(known)) or "—"))
    return wish.names if wish.names is not None else everyone


def _ahead(
    gathered: PeriodMaterial, cards: Sequence[ManagerCard], options: ReportOptions, cutter: Cutter
) -> Iterator[tuple[ManagerCard, Ordered]]:
    """Cards with their clips on the way: those of the next card are cut while this one is written."""
    waiting: tuple[ManagerCard, Ordered] | None = None
    for card in cards:
        privacy = card_privacy(gathered, card.sales_manager, options.language, options.masked)
        coming = card, cutter.order(card.wanted(), privacy)
        if waiting:
            yield waiting
        waiting = coming
    if waiting:
        yield waiting


def _write_owner(
    gathered: PeriodMaterial, wish: Wish, folder: Path, cutter: Cutter
) -> Generator[Event, None, list[Path]]:
    yield Progress(0, 1, gathered.company)
    report = owner_report(gathered, wish.options.language, masked=wish.options.masked)
    clips = cutter.take(cutter.order(report.wanted(), Privacy(wish.options.masked)))
    written = write_owner_report(replace(report, clips=clips), folder, wish.formats)
    yield Progress(1, 1)
    return written


def day_of(database: Database, call: int) -> Period:
    """The day of a call, as the period of its card.

    Raises:
        NotFound: no such call.
    """
    with database.read() as tx:
        found = tx.calls.by_id(call)
    day = (found.facts.started_at or found.added_at or datetime.now()).date()
    return Period(f"{day} {call}", day, day)


def _write_handout(
    gathered: PeriodMaterial, wish: Wish, folder: Path, _cutter: Cutter
) -> Generator[Event, None, list[Path]]:
    yield Progress(0, 1, gathered.company)
    options = wish.options
    if wish.audience is Audience.TEAM:
        cards = manager_cards(gathered, options.language, options.masked)
        made = team_tasks(gathered, cards, options.language, marks=options.team_sees_marks)
    else:
        made = people_export(gathered, options.language)
    written = write_handout(made, folder, wish.formats)
    yield Progress(1, 1)
    return written


def _remember(database: Database, action: str, period: Period, written: Sequence[Path]) -> None:
    files = [{"name": path.name, "sha256": sha256_of(path)} for path in written]
    with database.transaction() as tx:
        tx.audit.append(author(), action, {"period": period.name, "files": files})
