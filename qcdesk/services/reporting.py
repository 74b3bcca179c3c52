"""Gathers the reviews of a period and writes the files for each kind of reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.department import Department
from qcdesk.domain.dispute import Dispute
from qcdesk.domain.events import Event, Progress
from qcdesk.domain.lifecycle import Rules
from qcdesk.domain.period import Period
from qcdesk.domain.review import Review
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
from qcdesk.reports.material import Disputes, ExcludedCall, PastPeriod, PeriodMaterial, ReviewedCall
from qcdesk.reports.owner import owner_report
from qcdesk.reports.privacy import Privacy
from qcdesk.services.around import around_of
from qcdesk.services.author import author
from qcdesk.services.clipping import Cutter, MakeExecutor, Ordered
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

DEPARTMENT, RULES = Department(2, 5), Rules()
_PAST = 4
"""Periods before the previous one that trends show."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What every report needs besides the reviews.

    Attributes:
        company: in the heading.
        weekly_plan: reviews planned for a sales manager a week; 0 for no plan.
        language: `ru` or `en`.
        masked: hide telephone numbers but for their last four digits.
        department: by its type and stage, which decide what tables there are. rules: of the internship.
        team_sees_marks: the owner lets the head of sales see the marks of single calls.
    """

    company: str
    weekly_plan: int
    language: str
    masked: bool = True
    team_sees_marks: bool = False
    department: Department = DEPARTMENT
    rules: Rules = RULES


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


def material(database: Database, period: Period, options: ReportOptions) -> PeriodMaterial:
    """All that the reports of the period are made from, read in one transaction."""
    with database.read() as tx:
        calls = tx.calls.all(period=period)
        versions: dict[str, Checklist] = {}
        reviewed = reviewed_calls(tx, tx.reviews.in_period(period), versions)
        previous = reviewed_calls(tx, tx.reviews.in_period(period.previous()), versions)
        history = _history(tx, period.previous(), versions)
        head = tx.audit.head()
        around = around_of(tx, calls, options.department, options.rules)
        staff = tuple(person.name for person in tx.people.all())
        disputes = tx.disputes.all()
    mine = {r.review.id for r in reviewed}
    objections = tuple(one for one in disputes if one.review_id in mine)
    counted = [c for c in calls if c.exclusion is None]
    population = Counter(c.facts.sales_manager or "" for c in counted)
    weeks = ((period.last - period.first).days + 1) / 7
    plan = (
        {name: min(round(options.weekly_plan * weeks), n) for name, n in population.items() if name}
        if options.weekly_plan
        else None
    )
    return PeriodMaterial(
        period=period,
        reviewed=reviewed,
        previous=previous,
        excluded=tuple(ExcludedCall(c, c.exclusion) for c in calls if c.exclusion is not None),
        population=population,
        plan=plan,
        audit_head=head,
        made_at=datetime.now().replace(microsecond=0),
        company=options.company,
        staff=staff,
        history=history,
        around=around,
        scored_calls=tuple(counted),
        disputes=_counted(objections) if disputes else None,
        objections=objections,
    )


def _counted(objections: Sequence[Dispute]) -> Disputes:
    upheld = sum(one.decision is not None and one.decision.upheld for one in objections)
    return Disputes(len(objections), upheld, sum(one.open for one in objections))


def _history(tx: Transaction, after: Period, versions: dict[str, Checklist]) -> tuple[PastPeriod, ...]:
    """The periods before, the oldest first, as far back as there are reviews one period after another."""
    found: list[PastPeriod] = []
    period = after.previous()
    while len(found) < _PAST and (reviews := tx.reviews.in_period(period)):
        found.append(PastPeriod(period, reviewed_calls(tx, reviews, versions)))
        period = period.previous()
    return tuple(reversed(found))


def reviewed_calls(
    tx: Transaction, reviews: Sequence[Review], versions: dict[str, Checklist]
) -> tuple[ReviewedCall, ...]:
    """The reviews with their calls and checklists; `versions` keeps the checklists that were read."""
    calls: dict[int, Call] = {}
    out = []
    for review in reviews:
        version = review.checklist_hash
        if version not in versions:
            versions[version] = from_json(tx.checklists.json_of(version))
        if review.call_id not in calls:
            calls[review.call_id] = tx.calls.by_id(review.call_id)
        out.append(ReviewedCall(calls[review.call_id], review, versions[version]))
    return tuple(out)


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
    known_formats(wish.formats)
    require(database, _NEEDED[wish.audience])
    gathered = material(database, wish.period, wish.options)
    cutter = Cutter(database, make_executor)
    finished = False
    try:
        writer = {
            Audience.MANAGERS: _write_cards,
            Audience.OWNER: _write_owner,
            Audience.TEAM: _write_handout,
            Audience.PEOPLE: _write_handout,
        }[wish.audience]
        with finished_folder(wish.folder) as folder:
            written = yield from writer(gathered, wish, folder.path, cutter)
            placed = folder.place(written)
        finished = True
    finally:
        cutter.close(finished=finished)
    _remember(database, f"report.{wish.audience}", wish.period, placed)
    return placed


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
