"""The owner's report as tables, for a page and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qcdesk.reports.agreeing_tables import agreement_table
from qcdesk.reports.behind_tables import Places, behind_tables, places_of
from qcdesk.reports.card_tables import incidents_table
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.labels import owner_labels
from qcdesk.reports.material import REGULAR
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.owner_more import more_tables
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Medium, Table, pairs
from qcdesk.reports.wording import Wording

_PAGE_CRITERIA = 12


def owner_tables(report: OwnerReport) -> dict[str, Table]:
    """All tables of the report by id, in the order of the report."""
    label, wording = owner_labels(report.language), Wording(report.language)
    places = places_of(report)
    cells = Cells(wording)
    critical = tuple(i for i in report.incidents if i.critical)
    flags = tuple(i for i in report.incidents if not i.critical)
    tables = (
        _summary(report, label, wording, cells),
        _people(report, places, label, wording, cells),
        _criteria(report, places, label, cells),
        incidents_table(critical, "criticals", label["critical_details"], label, wording, named=True),
        incidents_table(flags, "flags", label["flags"], label, wording, named=True),
        _coverage(report, places, label, cells),
        _excluded(report, places, label, wording, cells),
        _reviewers(report, label, cells),
        _apart(report, label, wording, cells),
        agreement_table(report, label, wording),
        _unsaid(report, label),
        pairs("rule", label["rule"], (label["name"], label["text"]), _rule(report)),
        _example(report, label, cells),
        _versions(report, label, cells),
    )
    return {
        t.id: t
        for t in (
            *tables,
            *more_tables(report, places, label, wording),
            *behind_tables(report, places, label, wording),
        )
    }


def audit_sentence(report: OwnerReport) -> str:
    """Where the journal of changes stood when the report was made: row and first 16 digits of its hash."""
    row, hash_ = report.audit_head
    return owner_labels(report.language)["audit_note"].format(seq=row, hash=hash_[:16])


def verify_sentence(report: OwnerReport) -> str:
    """How anybody checks that the file and the marks behind it are what they were."""
    row, hash_ = report.audit_head
    return owner_labels(report.language)["verify_steps"].format(seq=row, hash=hash_[:16])


def _summary(report: OwnerReport, label: Mapping[str, str], wording: Wording, cells: Cells) -> Table:
    totals = report.totals
    coverage = totals.reviewed / totals.calls if totals.calls else None
    head = [
        (label["company"], report.company),
        (label["period"], wording.days(report.period)),
        (label["made"], wording.moment(report.made_at)),
    ]
    rows: list[tuple[Cell, ...]] = [(Cell(name), Cell(text), *(Cell(""),) * 5) for name, text in head]
    rows.append(
        _figure(label["overall"], totals.result, totals.result_before, totals.result_change, cells, 1)
    )
    rows.append(_figure(label["clean"], totals.clean, totals.clean_before, totals.clean_change, cells, 100))
    rows.append(
        (
            Cell(label["coverage"]),
            cells.percent(coverage),
            *(Cell(""),) * 3,
            cells.whole(totals.reviewed),
            cells.whole(totals.calls),
        )
    )
    if totals.planned is not None:
        rows.append((Cell(label["planned"]), cells.whole(totals.planned), *(Cell(""),) * 5))
    rows.append((Cell(label["audit"]), Cell(audit_sentence(report)), *(Cell(""),) * 5))
    columns = (
        Column(label["summary"], width=32),
        Column(label["result"], Kind.LONG, 40),
        Column(label["interval"], width=14),
        Column(label["before"], width=14),
        Column(label["change"], width=16),
        Column(label["calls_reviewed"], Kind.WHOLE, 14),
        Column(label["calls_all"], Kind.WHOLE, 12),
    )
    return Table("summary", label["summary"], columns, tuple(rows))


def _figure(
    name: str, now: Estimate, before: Estimate, change: str, cells: Cells, scale: int
) -> tuple[Cell, ...]:
    shown = cells.wording.result if scale == 1 else cells.wording.share
    value = cells.number(now.value) if scale == 1 else cells.percent(now.value)
    return (
        Cell(name),
        value,
        Cell(shown(now)),
        Cell(shown(before)),
        cells.verdict(change),
        cells.whole(now.n),
        cells.whole(now.population),
    )


def _people(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording, cells: Cells
) -> Table:
    rows = tuple(
        (
            Cell(p.name, to=places.person(p.name)),
            cells.zone(p.zone, p.zone_proven),
            Cell(wording.result(p.result), bar=p.result),
            cells.number(p.result.value),
            cells.number(p.result.low),
            cells.number(p.result.high),
            cells.of(p.result.n, p.result.population, places.person(p.name)),
            cells.whole(p.result.population),
            cells.rounded(p.before.value),
            cells.verdict(p.change),
            Cell(wording.group(p.group)),
            cells.of(p.with_critical, p.result.n, places.person(p.name) if p.with_critical else "")
            if p.result.n
            else cells.whole(None),
        )
        for p in report.people
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["zone"], width=22),
        Column(label["result"], medium=Medium.PAGE),
        Column(label["result"], Kind.NUMBER, 11, Medium.SHEET),
        Column(label["from"], Kind.NUMBER, 9, Medium.SHEET),
        Column(label["to"], Kind.NUMBER, 9, Medium.SHEET),
        Column(label["calls_reviewed"], Kind.WHOLE, 12),
        Column(label["calls_all"], Kind.WHOLE, 12, Medium.SHEET),
        Column(label["before"], Kind.NUMBER, 10),
        Column(label["change"], width=16),
        Column(label["against_team"], width=20),
        Column(label["calls_with_critical"], Kind.WHOLE, 14),
    )
    return Table("people", label["people"], columns, rows, note=label["people_note"])


def _criteria(report: OwnerReport, places: Places, label: Mapping[str, str], cells: Cells) -> Table:
    many = len({c.checklist for c in report.criteria}) > 1
    rows = tuple(
        (
            Cell(c.title),
            Cell(f"{c.checklist} · {c.section}" if many else c.section),
            cells.percent(c.fraction),
            replace(
                cells.of(c.missed, c.applicable, places.missed((c.checklist_id, c.criterion))),
                note=cells.wording.share(c.miss),
            ),
            cells.whole(c.applicable),
            cells.percent(c.miss.low),
            cells.percent(c.miss.high),
            cells.of(c.failing, c.people),
            Cell(label["few_data"], tone="few")
            if c.few
            else Cell(label["system_cause"] if c.system_cause else ""),
        )
        for c in report.criteria
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["section"], width=34),
        Column(label["fulfilled"], Kind.PERCENT, 12),
        Column(label["missed"], Kind.WHOLE, 12),
        Column(label["applicable"], Kind.WHOLE, 12, Medium.SHEET),
        Column(label["from"], Kind.PERCENT, 9, Medium.SHEET),
        Column(label["to"], Kind.PERCENT, 9, Medium.SHEET),
        Column(label["people_failing"], Kind.WHOLE, 14),
        Column(label["remark"], width=18),
    )
    title, note = label["weakest"], label["criteria_note"]
    return Table("criteria", title, columns, rows, note, page_rows=_PAGE_CRITERIA)


def _coverage(report: OwnerReport, places: Places, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            Cell(c.name),
            cells.whole(c.calls),
            cells.whole(c.planned),
            cells.whole(c.done, places.person(c.name)),
            cells.percent(c.coverage),
            cells.whole(c.targeted),
            cells.percent(c.targeted_share),
            cells.whole(c.excluded),
        )
        for c in report.coverage
    )
    columns = (
        Column(label["sales_manager"], width=28),
        Column(label["calls_all"], Kind.WHOLE, 13),
        Column(label["planned"], Kind.WHOLE, 13),
        Column(label["done"], Kind.WHOLE, 12),
        Column(label["coverage"], Kind.PERCENT, 11),
        Column(label["targeted_reviews"], Kind.WHOLE, 12),
        Column(label["targeted_share"], Kind.PERCENT, 16),
        Column(label["not_scored"], Kind.WHOLE, 12),
    )
    return Table("coverage", label["plan"], columns, rows, note=label["plan_note"])


def _excluded(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording, cells: Cells
) -> Table:
    rows = tuple(
        (Cell(wording.exclusion(reason)), cells.whole(n, places.reason(reason)))
        for reason, n in report.excluded
    )
    columns = Column(label["reason"], width=30), Column(label["number"], Kind.WHOLE, 10)
    return Table("excluded", label["excluded"], columns, rows, note=label["excluded_note"])


def _reviewers(report: OwnerReport, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple((Cell(name), cells.whole(n)) for name, n in report.reviewers)
    columns = Column(label["reviewer"], width=30), Column(label["reviews"], Kind.WHOLE, 10)
    return Table("reviewers", label["reviewers"], columns, rows)


def _apart(report: OwnerReport, label: Mapping[str, str], wording: Wording, cells: Cells) -> Table:
    rows = tuple(
        (Cell(label["no_result"] if purpose == REGULAR else wording.purpose(purpose)), cells.whole(n))
        for purpose, n in report.apart
    )
    columns = Column(label["purpose"], width=30), Column(label["reviews"], Kind.WHOLE, 10)
    return Table("apart", label["apart"], columns, rows)


def _unsaid(report: OwnerReport, label: Mapping[str, str]) -> Table:
    sentences = report.unsaid or (label["unsaid_none"],)
    return Table(
        "unsaid",
        label["unsaid"],
        (Column(label["text"], Kind.LONG, 110),),
        tuple((Cell(s),) for s in sentences),
    )


def _rule(report: OwnerReport) -> list[tuple[str, str]]:
    return [*report.rule.methods, *(("", term) for term in report.rule.terms)]


def _example(report: OwnerReport, label: Mapping[str, str], cells: Cells) -> Table:
    columns = (
        Column(label["section"], width=34),
        Column(label["weight"], Kind.NUMBER, 10),
        Column(label["earned"], Kind.NUMBER, 12),
        Column(label["possible"], Kind.NUMBER, 12),
        Column(label["fraction"], Kind.PERCENT, 12),
    )
    if report.example is None:
        return Table("example", label["example"], columns, ())
    rows = tuple(
        (
            Cell(x.title),
            cells.number(x.weight),
            cells.number(x.earned),
            cells.number(x.possible),
            cells.percent(x.fraction),
        )
        for x in report.example.lines
    )
    note = f"{label['call']} {report.example.call}: {report.example.arithmetic}"
    return Table("example", label["example"], columns, rows, note=note)


def _versions(report: OwnerReport, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple((Cell(v.title), Cell(v.id), Cell(v.hash), cells.whole(v.reviews)) for v in report.versions)
    columns = (
        Column(label["checklist"], width=46),
        Column(label["name"], width=22),
        Column(label["version"], width=16),
        Column(label["reviews"], Kind.WHOLE, 10),
    )
    return Table("versions", label["versions"], columns, rows)
