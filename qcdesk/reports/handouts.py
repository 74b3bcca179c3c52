"""Files for the head of sales and for HR and coaches: what each needs, and no marks of single calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from qcdesk.domain.period import Period
from qcdesk.reports.card import ManagerCard
from qcdesk.reports.labels_handouts import handout_labels
from qcdesk.reports.labels_life import life_labels
from qcdesk.reports.life_tables import people_tables
from qcdesk.reports.marks import Tally, failing, marks_of, system_causes, tallies
from qcdesk.reports.material import PeriodMaterial, counted
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Table
from qcdesk.reports.training import trainee_rows
from qcdesk.reports.wording import Wording
from qcdesk.scoring.statistics import FEWEST

_WEAKEST = 10


@dataclass(frozen=True, slots=True)
class Handout:
    """A file of tables for one kind of reader.

    Attributes:
        audience: `team` or `people`.
        title: what the document is.
        intro: sentences above the tables.
        english: the same tables in English, which name the columns of the JSON file.
    """

    audience: str
    language: str
    title: str
    company: str
    period: Period
    made_at: datetime
    intro: tuple[str, ...]
    tables: tuple[Table, ...]
    english: tuple[Table, ...]


def team_tasks(
    material: PeriodMaterial, cards: Iterable[ManagerCard], language: str, *, marks: bool = False
) -> Handout:
    """Tasks of the team for the head of sales: who does what by when, and the weakest criteria.

    Args:
        cards: of everyone, made for the same language.
        marks: the owner released the marks of single calls; else there is no score in the file at all.
    """
    label, shown = handout_labels(language), sorted(cards, key=lambda c: c.sales_manager)

    def tables(spoken: str) -> tuple[Table, ...]:
        words, cells = handout_labels(spoken), Cells(Wording(spoken))
        found = (_tasks(shown, words), _weakest(material, spoken, words, cells))
        return (*found, _marks(shown, words, cells)) if marks else found

    intro = (label["team_intro"], *(() if marks else (label["team_no_marks"],)))
    return _handout("team", label["team_document"], material, language, intro, tables)


def people_export(material: PeriodMaterial, language: str) -> Handout:
    """What HR and coaches need: trainees by name, weakest criteria without any name, no marks of calls."""
    label = handout_labels(language)

    def tables(spoken: str) -> tuple[Table, ...]:
        words, cells = handout_labels(spoken), Cells(Wording(spoken))
        people = people_tables(material, spoken, words | life_labels(spoken), cells)
        return *people, _trainees(material, words, cells), _weakest(material, spoken, words, cells)

    return _handout("people", label["people_document"], material, language, (label["people_intro"],), tables)


def _handout(
    audience: str,
    title: str,
    material: PeriodMaterial,
    language: str,
    intro: tuple[str, ...],
    tables: Callable[[str], tuple[Table, ...]],
) -> Handout:
    return Handout(
        audience=audience,
        language=language,
        title=title,
        company=material.company,
        period=material.period,
        made_at=material.made_at,
        intro=intro,
        tables=tables(language),
        english=tables("en"),
    )


def _tasks(cards: Iterable[ManagerCard], label: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            Cell(c.sales_manager),
            Cell(c.next_step.text),
            Cell(c.next_step.due),
            Cell(c.next_step.recheck),
            Cell("; ".join(i.title for i in c.improve)),
        )
        for c in cards
        if c.next_step
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["task"], Kind.LONG, 60),
        Column(label["due"], Kind.CODE, 14),
        Column(label["recheck"], Kind.CODE, 14),
        Column(label["themes"], Kind.LONG, 50),
    )
    return Table("tasks", label["tasks"], columns, rows, empty=label["none"])


def _weakest(material: PeriodMaterial, language: str, label: Mapping[str, str], cells: Cells) -> Table:
    """Criteria of the whole team, the weakest first, now and in the period before; nobody is named."""
    now = marks_of(counted(material.reviewed))
    before = {t.key: t for t in tallies(marks_of(counted(material.previous)))}
    system = system_causes(now)
    known = sorted((t for t in tallies(now) if t.applicable >= FEWEST), key=lambda t: t.fraction)
    rows = tuple(
        _weak(t, before.get(t.key), t.key in system, language, label, cells) for t in known[:_WEAKEST]
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["section"], width=24),
        Column(label["fulfilled"], Kind.PERCENT, 12),
        Column(label["before"], Kind.PERCENT, 12),
        Column(label["applicable"], Kind.WHOLE, 12),
        Column(label["people_failing"], Kind.WHOLE, 14),
        Column(label["remark"], width=18),
    )
    return Table("criteria", label["weakest"], columns, rows, empty=label["none"])


def _weak(
    tally: Tally, before: Tally | None, system: bool, language: str, label: Mapping[str, str], cells: Cells
) -> tuple[Cell, ...]:
    people = tally.missed_by_person()
    return (
        Cell(tally.criterion.title.to(language)),
        Cell(tally.section.title.to(language)),
        cells.percent(tally.fraction),
        cells.percent(before.fraction if before and before.applicable >= FEWEST else None),
        cells.whole(tally.applicable),
        cells.of(failing(people), len(people)),
        Cell(label["system_cause"] if system else ""),
    )


def _marks(cards: Iterable[ManagerCard], label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(card.sales_manager),
            cells.whole(call.call),
            cells.moment(call.when),
            cells.number(call.final),
            Cell("; ".join(call.criticals)),
        )
        for card in cards
        for call in card.calls
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["final"], Kind.NUMBER, 11),
        Column(label["criticals"], Kind.LONG, 40),
    )
    return Table("marks", label["marks"], columns, rows, empty=label["none"])


def _trainees(material: PeriodMaterial, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(t.name),
            cells.whole(t.attempts),
            cells.moment(t.when),
            Cell("" if t.passed is None else label["yes"] if t.passed else label["no"]),
        )
        for t in trainee_rows(material)
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["attempts"], Kind.WHOLE, 10),
        Column(label["last_attempt"], Kind.MOMENT, 17),
        Column(label["passed"], width=10),
    )
    return Table("trainees", label["trainees"], columns, rows, empty=label["trainees_none"])
