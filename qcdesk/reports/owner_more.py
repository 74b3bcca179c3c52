"""More tables of the owner's report: the department's work, the heat map, trends, trainees, hand-overs."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.reports.agreeing_tables import agreement_words
from qcdesk.reports.behind_tables import Places
from qcdesk.reports.heat import HeatCell
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Medium, Table
from qcdesk.reports.wording import SPACE, Wording
from qcdesk.reports.work import Work

_DAY, _MOST_HOURS = 24.0, 72.0
_SHADES = (0.9, 0.75, 0.6, 0.4)


def work_rows(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> list[tuple[str, str]]:
    """What the department did, as names and texts, for page one."""
    work = report.work
    plan = wording.of(work.done, work.planned) if work.planned is not None else label["work_no_plan"]
    hours = _wait(work.hours, label, wording).replace(" ", SPACE)
    if work.in_time.n:
        hours += f" · {label['n_calls'].format(n=work.in_time.n)}"
    rows = [
        (label["work_plan"], plan),
        (label["work_hours"], hours),
        (label["work_in_time"], wording.counted_share(work.in_time)),
        (label["work_targeted"], wording.counted_share(work.targeted)),
        (label["work_proved"], wording.counted_share(work.proved)),
        *_listened(work, label, wording),
        (label["work_agreement"], agreement_words(report, label, wording)),
        (label["work_disputes"], label["disputes_unknown"]),
    ]
    if work.disputes is not None:
        told = work.disputes
        rows[-1] = (
            label["work_disputes"],
            label["disputes_of"].format(raised=told.raised, upheld=told.upheld, open=told.open),
        )
    return rows


def _listened(work: Work, label: Mapping[str, str], wording: Wording) -> list[tuple[str, str]]:
    """How much of the calls was played; nothing where nobody counted."""
    if work.listened is None:
        return []
    said = f"{wording.percent(work.listened)} · {label['n_calls'].format(n=work.listened_n)}"
    return [(label["work_listened"], said.replace(" ", SPACE))]


def _wait(hours: float | None, label: Mapping[str, str], wording: Wording) -> str:
    """Hours, or days where there are many of them."""
    if hours is None:
        return wording.number(None)
    if hours < _MOST_HOURS:
        return label["hours"].format(n=wording.number(hours, 0))
    return label["days"].format(n=wording.number(hours / _DAY, 0))


def more_tables(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording
) -> tuple[Table, ...]:
    """The tables, in the order of the report."""
    cells = Cells(wording)
    return (
        _work(report, label, wording),
        _groups(report, places, label, wording, cells),
        _heat(report, places, label, cells),
        _trend(report, label, cells),
        _trainees(report, label, cells),
        *report.around,
        _changes(report, label),
    )


def _work(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> Table:
    columns = Column(label["name"], width=40), Column(label["text"], width=30)
    rows = tuple((Cell(name), Cell(text)) for name, text in work_rows(report, label, wording))
    return Table("work", label["work"], columns, rows)


def _groups(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording, cells: Cells
) -> Table:
    rows = tuple(
        (
            Cell(wording.group(group)),
            Cell(p.name, to=places.person(p.name)),
            cells.number(p.result.value),
            cells.number(p.result.low),
            cells.number(p.result.high),
            cells.whole(p.result.n),
            cells.whole(p.result.population),
        )
        for group, people in report.groups
        for p in people
    )
    columns = (
        Column(label["against_team"], width=20),
        Column(label["sales_manager"], width=28),
        Column(label["result"], Kind.NUMBER, 11),
        Column(label["from"], Kind.NUMBER, 9),
        Column(label["to"], Kind.NUMBER, 9),
        Column(label["calls_reviewed"], Kind.WHOLE, 12),
        Column(label["calls_all"], Kind.WHOLE, 12),
    )
    return Table("groups", label["groups"], columns, rows, note=label["groups_note"])


def _heat(report: OwnerReport, places: Places, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(name, to=places.person(name)),
            *(_heat_cell(c, cells) for c in found),
            *(cells.whole(c.n) for c in found),
        )
        for name, found in report.heat.rows
    )
    columns = (
        Column(label["sales_manager"], width=28),
        *(Column(t, Kind.PERCENT, 14, name=f"criterion_{i}") for i, t in enumerate(report.heat.titles, 1)),
        *(
            Column(f"{label['number']}: {t}", Kind.WHOLE, 14, Medium.SHEET, f"criterion_{i}_calls")
            for i, t in enumerate(report.heat.titles, 1)
        ),
    )
    return Table("heat", label["heat"], columns, rows if report.heat.titles else (), note=label["heat_note"])


def _heat_cell(cell: HeatCell, cells: Cells) -> Cell:
    if cell.fraction is None:
        return Cell("")
    shown = cells.percent(cell.fraction)
    text = shown.text.removesuffix("%").rstrip()
    tone = f"heat{_shade(cell.fraction)}"
    return Cell(f"({text})" if cell.few else text, shown.value, tone=tone, note=str(cell.n))


def _shade(fraction: float) -> int:
    """0 where nearly all is fulfilled, 4 where little is."""
    return sum(fraction < border for border in _SHADES)


def _trend(report: OwnerReport, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(p.period.name),
            cells.number(p.result.value),
            cells.number(p.result.low),
            cells.number(p.result.high),
            cells.percent(p.clean.value),
            cells.percent(p.clean.low),
            cells.percent(p.clean.high),
            cells.whole(p.result.n),
        )
        for p in report.trend
    )
    columns = (
        Column(label["period"], width=24),
        Column(label["overall"], Kind.NUMBER, 12),
        Column(label["from"], Kind.NUMBER, 9),
        Column(label["to"], Kind.NUMBER, 9),
        Column(label["clean"], Kind.PERCENT, 16),
        Column(label["from"], Kind.PERCENT, 9),
        Column(label["to"], Kind.PERCENT, 9),
        Column(label["calls_reviewed"], Kind.WHOLE, 12),
    )
    return Table("trend", label["trend"], columns, rows, note=label["trend_note"])


def _trainees(report: OwnerReport, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(t.name),
            cells.whole(t.attempts),
            cells.moment(t.when),
            cells.number(t.last),
            Cell("" if t.passed is None else label["yes"] if t.passed else label["no"]),
        )
        for t in report.trainees
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["attempts"], Kind.WHOLE, 10),
        Column(label["last_attempt"], Kind.MOMENT, 17),
        Column(label["result"], Kind.NUMBER, 11),
        Column(label["passed"], width=10),
    )
    return Table("trainees", label["trainees"], columns, rows, empty=label["trainees_none"])


def _changes(report: OwnerReport, label: Mapping[str, str]) -> Table:
    rows = tuple((Cell(c.checklist), Cell(c.before), Cell(c.after), Cell(c.text)) for c in report.changes)
    columns = (
        Column(label["checklist"], Kind.LONG, 40),
        Column(label["version_before"], Kind.CODE, 16),
        Column(label["version"], Kind.CODE, 16),
        Column(label["what"], Kind.LONG, 60),
    )
    return Table("changes", label["changes"], columns, rows, empty=label["changes_none"])
