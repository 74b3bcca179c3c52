"""The agreement of reviewers as a table and as words for page one."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.reports.agreeing import AgreementRow
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Medium, Table
from qcdesk.reports.wording import SPACE, Wording

_NAMES = {"ac1": "AC1", "alpha": "α"}


def agreement_words(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> str:
    """How well two reviewers agree, for page one; that no call was judged twice, where none was."""
    if not report.agreeing.between:
        return label["agreement_none"]
    whole = report.agreeing.between[0]
    told = wording.counted_share(whole.percent)
    return told if whole.coefficient is None else f"{told} · {_coefficient(whole, label, wording)}"


def agreement_table(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> Table:
    """All answers first, then by criterion; one reviewer with himself last."""
    cells, found = Cells(wording), report.agreeing
    named = [(r.title or label["agreement_all"], r) for r in found.between]
    if found.within:
        named.append((label["agreement_within"], found.within))
    rows = tuple(
        (
            Cell(title),
            cells.whole(r.calls),
            cells.whole(r.percent.n),
            Cell(wording.share(r.percent)),
            cells.percent(r.percent.value),
            cells.percent(r.percent.low),
            cells.percent(r.percent.high),
            Cell(_coefficient(r, label, wording), tone="few" if r.too_few else ""),
            Cell("" if r.coefficient is None else wording.number(r.coefficient, 2), r.coefficient),
        )
        for title, r in named
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["double_scored"], Kind.WHOLE, 12),
        Column(label["double_answers"], Kind.WHOLE, 12),
        Column(label["agreed"], Kind.CODE, 16, Medium.PAGE),
        Column(label["agreed"], Kind.PERCENT, 12, Medium.SHEET),
        Column(label["from"], Kind.PERCENT, 9, Medium.SHEET),
        Column(label["to"], Kind.PERCENT, 9, Medium.SHEET),
        Column(label["beyond_chance"], Kind.CODE, 22),
        Column(label["coefficient"], Kind.NUMBER, 12, Medium.SHEET),
    )
    note = label["agreement_note"]
    return Table("agreement", label["agreement"], columns, rows, note, empty=label["agreement_none"])


def _coefficient(row: AgreementRow, label: Mapping[str, str], wording: Wording) -> str:
    if row.coefficient is None:
        return label["few_data"] if row.too_few else wording.number(None)
    shown = f"{_NAMES[row.name]}{SPACE}{wording.number(row.coefficient, 2)}"
    if row.interval is None:
        return shown
    low, high = wording.number(row.interval.low, 2), wording.number(row.interval.high, 2)
    return f"{shown}{SPACE}({low}–{high})"
