"""Tables of what happens around the calls, for the owner."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.domain.handover import Handover, Verdict
from qcdesk.reports.around import Around, PassingRow, account_rows, passing_rows
from qcdesk.reports.labels_clients import answer_of, client_labels
from qcdesk.reports.labels_life import life_labels
from qcdesk.reports.life_tables import breaches_table, way_table
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Medium, Table
from qcdesk.reports.wording import Wording

_RULED = ("complete", "truthful", "in_time", "used")


def around_tables(material: PeriodMaterial, language: str, privacy: Privacy) -> tuple[Table, ...]:
    """The tables that a department of this type and stage has."""
    label = client_labels(language) | life_labels(language)
    cells, around = Cells(Wording(language)), material.around
    out = [breaches_table(around.breaches, label, cells, privacy), way_table(material, label, cells)]
    if around.department.hands_over:
        out += _handed(around, label, cells, privacy)
    if around.department.keeps_clients_apart:
        out += [_accounts(material, label, cells), _leaving(around, label, cells, privacy)]
    return tuple(out)


def _handed(around: Around, label: Mapping[str, str], cells: Cells, privacy: Privacy) -> list[Table]:
    found = around.handovers
    by_caller = passing_rows(found, lambda h: h.caller)
    by_receiver = passing_rows(found, lambda h: h.receiver)
    return [
        _passing("handovers_callers", label["by_caller"], by_caller, label, cells),
        _passing("handovers", label["by_receiver"], by_receiver, label, cells),
        _each(found, label, cells, privacy),
    ]


def _passing(
    id: str, title: str, found: tuple[PassingRow, ...], label: Mapping[str, str], cells: Cells
) -> Table:
    """A page shows what belongs together in one cell; a sheet has a column for each number."""
    rows = tuple(
        (
            Cell(row.name or "–"),
            *(cells.whole(n) for n in (row.leads, row.accepted)),
            _together(row.grounded, row.groundless, row.unruled),
            *(cells.whole(n) for n in (row.grounded, row.groundless, row.unruled, row.unanswered)),
            cells.number(row.hours),
            _together(row.sales, row.lost, row.in_work, row.not_called),
            *(cells.whole(n) for n in (row.sales, row.lost, row.in_work, row.not_called)),
            _together(row.incomplete, row.late, row.unused),
            *(cells.whole(n) for n in (row.incomplete, row.late, row.unused)),
        )
        for row in found
    )
    columns = (
        Column(label["sales_manager"], width=28),
        *_counts(label, Medium.EVERYWHERE, "leads", "answer_accepted"),
        Column(label["rejected_page"], Kind.CODE, 16, Medium.PAGE),
        *_counts(label, Medium.SHEET, "answer_rejected_yes", "answer_rejected_no", "answer_rejected_unknown"),
        *_counts(label, Medium.EVERYWHERE, "answer_none"),
        Column(label["hours"], Kind.NUMBER, 12, name="hours"),
        Column(label["fate_page"], Kind.CODE, 18, Medium.PAGE),
        *_counts(label, Medium.SHEET, "fate_sale", "fate_lost", "fate_in_work", "fate_not_called"),
        Column(label["ruled_page"], Kind.CODE, 16, Medium.PAGE),
        *_counts(label, Medium.SHEET, "incomplete", "late", "unused"),
    )
    return Table(id, title, columns, rows, label["handovers_note"], empty=label["handovers_none"])


def _together(*numbers: int) -> Cell:
    return Cell(" / ".join(map(str, numbers)))


def _counts(label: Mapping[str, str], medium: Medium, *names: str) -> tuple[Column, ...]:
    return tuple(Column(label[name], Kind.WHOLE, 14, medium, name) for name in names)


def _each(found: tuple[Handover, ...], label: Mapping[str, str], cells: Cells, privacy: Privacy) -> Table:
    rows = tuple(
        (
            cells.whole(h.given.id),
            cells.whole(h.taken.id) if h.taken else Cell(""),
            Cell(privacy.text(h.client_name) or privacy.phone(h.given.facts.client_phone)),
            Cell(h.caller),
            Cell(h.receiver),
            Cell(label[answer_of(h)], note=privacy.text(h.reply.reason) if h.reply else ""),
            cells.number(h.hours),
            Cell(label[f"fate_{h.fate}"]),
            Cell(_ruled(h, label), note=privacy.text(h.ruling.comment) if h.ruling else ""),
        )
        for h in found
    )
    columns = (
        Column(label["call_given"], Kind.WHOLE, 10),
        Column(label["call_taken"], Kind.WHOLE, 10),
        Column(label["client"], width=24),
        Column(label["caller"], width=24),
        Column(label["receiver"], width=24),
        Column(label["answer"], Kind.LONG, 26),
        Column(label["hours"], Kind.NUMBER, 12, name="hours"),
        Column(label["fate"], width=14),
        Column(label["ruling"], Kind.LONG, 40),
    )
    return Table("handovers_each", label["each"], columns, rows, page_rows=40, empty=label["handovers_none"])


def _ruled(one: Handover, label: Mapping[str, str]) -> str:
    """What was ruled, in a line; empty where nobody ruled."""
    if one.ruling is None:
        return ""
    answers = [(name, getattr(one.ruling, name)) for name in _RULED]
    told = [(name, value) for name, value in answers if value is not Verdict.UNKNOWN]
    return "; ".join(f"{label[f'question_{n}']}: {label[f'verdict_{v}']}" for n, v in told)


def _accounts(material: PeriodMaterial, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(row.name or "–"),
            *(
                cells.whole(n)
                for n in (row.clients, row.calls, row.repeats, row.leaving, row.reviewed, row.out_of_role)
            ),
        )
        for row in account_rows(material.around, material.scored_calls)
    )
    counts = ("clients", "calls", "repeats", "leaving", "leaving_reviewed", "out_of_role")
    columns = (
        Column(label["sales_manager"], width=28),
        *(Column(label[name], Kind.WHOLE, 14, name=name) for name in counts),
    )
    return Table("accounts", label["accounts"], columns, rows, label["accounts_note"], empty=label["none"])


def _leaving(around: Around, label: Mapping[str, str], cells: Cells, privacy: Privacy) -> Table:
    rows = tuple(
        (
            cells.whole(one.call.id),
            Cell(one.call.facts.sales_manager or "–"),
            cells.moment(one.call.facts.started_at),
            Cell(cells.wording.clock(one.quotes[0].start)),
            Cell(privacy.text(one.quotes[0].text)),
            Cell(label["verdict_yes"] if one.reviewed else label["verdict_no"]),
        )
        for one in around.leaving
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["sales_manager"], width=28),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["at"], Kind.CODE, 9),
        Column(label["words"], Kind.LONG, 60),
        Column(label["leaving_reviewed"], width=12),
    )
    return Table("leaving", label["leaving_title"], columns, rows, page_rows=20, empty=label["none"])
