"""Tables about trainees: where each stands, the funnel, attempts, coaching, breaches of the hot-lead gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from qcdesk.domain.chain import when
from qcdesk.domain.hot_leads import Breach
from qcdesk.domain.lifecycle import WAY, Stage, Trainee, is_staff
from qcdesk.reports.coached import Coached, coached
from qcdesk.reports.estimates import share_of
from qcdesk.reports.marks import Tally, marks_of, tallies
from qcdesk.reports.material import PeriodMaterial, ReviewedCall, counted
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Table
from qcdesk.scoring.statistics import FEWEST

_WEAKEST = 5
_TRAINED = (Stage.ROLEPLAY, Stage.FIELD, Stage.INTERNSHIP)


def way_table(material: PeriodMaterial, label: Mapping[str, str], cells: Cells) -> Table:
    """Where everybody on the way stands, what is missing, and how long it took to staff."""
    rules, today = material.around.rules, material.made_at.date()
    rows = tuple(
        (
            Cell(t.name),
            Cell(label[f"stage_{t.stage}"]),
            cells.whole(t.attempt),
            cells.whole(t.day(today, rules)) if t.stage in WAY[:-1] else Cell(""),
            Cell(_until(t, material, label, cells), tone="red" if _late(t, material) else ""),
            Cell(_state(t, label)),
            cells.whole(t.days_to_staff) if t.days_to_staff is not None else Cell(""),
        )
        for t in material.around.trainees
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["stage"], width=22),
        Column(label["attempt"], Kind.WHOLE, 10),
        Column(label["day"], Kind.WHOLE, 8),
        Column(label["until"], Kind.CODE, 14),
        Column(label["state"], Kind.LONG, 36),
        Column(label["days_to_staff"], Kind.WHOLE, 12),
    )
    return Table("way", label["way"], columns, rows, label["way_note"], empty=label["way_none"])


def breaches_table(
    found: Sequence[Breach], label: Mapping[str, str], cells: Cells, privacy: Privacy
) -> Table:
    """Hot leads that were handled by somebody who was not staff."""
    rows = tuple(
        (
            cells.whole(b.call.id),
            Cell(b.call.facts.sales_manager or "–"),
            cells.moment(b.call.facts.started_at),
            Cell(privacy.phone(b.call.facts.client_phone)),
            Cell(label[f"stage_{b.stage}"] if b.stage else label["stage_none"]),
        )
        for b in found
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["sales_manager"], width=28),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["phone"], Kind.CODE, 20),
        Column(label["stage"], width=22),
    )
    title, note, none = label["breaches"], label["breaches_note"], label["breaches_none"]
    return Table("breaches", title, columns, rows, note, empty=none)


def people_tables(
    material: PeriodMaterial, language: str, label: Mapping[str, str], cells: Cells
) -> tuple[Table, ...]:
    """What HR and coaches read: funnel, everybody's way, attempts, groups, sessions."""
    found = material.around.trainees
    return (
        _funnel(found, label, cells),
        way_table(material, label, cells),
        _attempts(found, label, cells),
        _groups(material, language, label, cells),
        _sessions(coached(material, language), label, cells),
    )


def _funnel(found: Sequence[Trainee], label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(label[f"stage_{stage}"]),
            cells.whole(sum(any(m.stage is stage for m in t.moves) for t in found)),
            cells.whole(sum(t.stage is stage for t in found)),
            cells.number(_days_in(found, stage)),
        )
        for stage in WAY
    )
    columns = (
        Column(label["stage"], width=24),
        Column(label["reached"], Kind.WHOLE, 12, name="reached"),
        Column(label["now"], Kind.WHOLE, 12, name="now"),
        Column(label["days_in_stage"], Kind.NUMBER, 16),
    )
    return Table("funnel", label["funnel"], columns, rows if found else (), empty=label["way_none"])


def _days_in(found: Iterable[Trainee], stage: Stage) -> float | None:
    """Median days between entering a stage and leaving it; of those who left it."""
    spent = [
        (after.at - move.at).total_seconds() / 86400
        for t in found
        for move, after in zip(t.moves, t.moves[1:], strict=False)
        if move.stage is stage
    ]
    return median(spent) if spent else None


def _attempts(found: Sequence[Trainee], label: Mapping[str, str], cells: Cells) -> Table:
    every = [a for t in found for a in t.attestations]
    rows = []
    for attempt in sorted({a.attempt for a in every}):
        own = [a for a in every if a.attempt == attempt]
        share = share_of(sum(a.passed for a in own), len(own))
        marks = [a.mean for a in own if a.mean is not None]
        rows.append(
            (
                cells.whole(attempt),
                cells.whole(len(own)),
                cells.whole(sum(a.passed for a in own)),
                cells.percent(share.value),
                cells.percent(share.low),
                cells.percent(share.high),
                cells.number(sum(marks) / len(marks) if marks else None),
            )
        )
    columns = (
        Column(label["attempt"], Kind.WHOLE, 10),
        Column(label["roleplays"], Kind.WHOLE, 12),
        Column(label["passed"], Kind.WHOLE, 10),
        Column(label["share"], Kind.PERCENT, 10),
        Column(label["from"], Kind.PERCENT, 9),
        Column(label["to"], Kind.PERCENT, 9),
        Column(label["mean_mark"], Kind.NUMBER, 12),
    )
    return Table("attempts", label["attempts_title"], columns, tuple(rows), empty=label["roleplays_none"])


def _groups(material: PeriodMaterial, language: str, label: Mapping[str, str], cells: Cells) -> Table:
    """The weakest criteria of trainees and of staff; nobody is named."""
    known = {t.name: t for t in material.around.trainees}
    groups: dict[str, list[ReviewedCall]] = {"group_trainees": [], "group_staff": []}
    for item in counted(material.reviewed):
        staff = is_staff(known.get(item.sales_manager), when(item.call))
        groups["group_staff" if staff else "group_trainees"].append(item)
    rows = tuple(
        (
            Cell(label[name]),
            Cell(t.criterion.title.to(language)),
            Cell(t.section.title.to(language)),
            cells.percent(t.fraction),
            cells.whole(t.applicable),
        )
        for name, items in groups.items()
        for t in _weakest(items)
    )
    columns = (
        Column(label["group"], width=16),
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["section"], width=24),
        Column(label["fulfilled"], Kind.PERCENT, 12),
        Column(label["applicable"], Kind.WHOLE, 12),
    )
    return Table("groups", label["groups_title"], columns, rows, empty=label["none"])


def _weakest(items: Iterable[ReviewedCall]) -> list[Tally]:
    found = [t for t in tallies(marks_of(items)) if t.applicable >= FEWEST and t.missed]
    return sorted(found, key=lambda t: t.fraction)[:_WEAKEST]


def _sessions(found: Sequence[Coached], label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(c.name),
            Cell(cells.wording.day(c.day)),
            Cell(c.criterion),
            Cell(cells.wording.counted_share(c.before)),
            Cell(cells.wording.counted_share(c.after)),
            Cell(cells.wording.share(c.by_chance) if c.by_chance else ""),
            cells.verdict(c.verdict) if c.verdict else Cell(""),
        )
        for c in found
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["day_of_session"], Kind.CODE, 14),
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["before_session"], width=22),
        Column(label["after_session"], width=22),
        Column(label["by_chance"], width=22),
        Column(label["verdict"], width=14),
    )
    note, none = label["coaching_note"], label["coaching_none"]
    return Table("coaching", label["coaching"], columns, rows, note, empty=none)


def _state(trainee: Trainee, label: Mapping[str, str]) -> str:
    if trainee.next is None:
        return ""
    if trainee.ready:
        return label["ready"].format(stage=label[f"stage_{trainee.next}"])
    return label["lacks"].format(what=", ".join(label[f"missing_{what}"] for what in trainee.missing))


def _late(trainee: Trainee, material: PeriodMaterial) -> bool:
    return trainee.overdue(material.made_at.date(), material.around.rules)


def _until(trainee: Trainee, material: PeriodMaterial, label: Mapping[str, str], cells: Cells) -> str:
    last = trainee.deadline(material.around.rules)
    if last is None:
        return ""
    shown = cells.wording.day(last)
    return f"{shown}, {label['overdue']}" if _late(trainee, material) else shown
