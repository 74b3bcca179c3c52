"""The calls behind the figures as tables, with the places that figures lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from qcdesk.domain.call import Exclusion
from qcdesk.reports.behind import Listed, MissedCall
from qcdesk.reports.card_tables import said
from qcdesk.reports.marks import Key
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Table
from qcdesk.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Places:
    """Names of places in a file: plain words, whatever people and criteria are called."""

    people: Mapping[str, str]
    criteria: Mapping[Key, str]
    reasons: Mapping[Exclusion, str] = field(default_factory=dict)

    def person(self, name: str) -> str:
        """Where the calls of a sales manager begin; empty where he has none."""
        return self.people.get(name, "")

    def missed(self, key: Key) -> str:
        """Where the calls begin that missed a criterion; empty where none did."""
        return self.criteria.get(key, "")

    def reason(self, reason: Exclusion) -> str:
        """Where the calls begin that were not scored for this reason."""
        return self.reasons.get(reason, "")


def places_of(report: OwnerReport) -> Places:
    """The places of a report, numbered in its own order."""
    people = dict.fromkeys(c.sales_manager for c in report.behind.calls)
    criteria = dict.fromkeys(m.key for m in report.behind.missed)
    return Places(
        {name: f"person-{n}" for n, name in enumerate(people, 1)},
        {key: f"missed-{n}" for n, key in enumerate(criteria, 1)},
        {reason: f"reason-{n}" for n, (reason, _count) in enumerate(report.excluded, 1)},
    )


def call_place(call: int) -> str:
    """The place of one call."""
    return f"call-{call}"


def behind_tables(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording
) -> tuple[Table, ...]:
    """The tables, in the order of the report."""
    cells = Cells(wording)
    return (
        _missed(report, places, label, cells),
        calls_behind(report.behind.calls, report.behind.missed_in(), places, label, wording),
        _not_scored(report, places, label, cells),
    )


def calls_behind(
    calls: Sequence[Listed],
    missed: Mapping[int, Sequence[MissedCall]],
    places: Places,
    label: Mapping[str, str],
    wording: Wording,
    *,
    named: bool = True,
) -> Table:
    """Calls with their results and what each missed; `named` adds whose they are."""
    cells = Cells(wording)
    rows = tuple(
        (
            cells.whole(c.line.call),
            *([Cell(c.sales_manager)] if named else []),
            cells.moment(c.line.when),
            Cell(c.line.phone),
            cells.number(c.line.raw),
            cells.number(c.line.final),
            Cell("; ".join(c.line.criticals), tone="red" if c.line.criticals else ""),
            Cell("; ".join(_missed_words(m, wording) for m in missed.get(c.line.call, ()))),
        )
        for c in calls
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        *([Column(label["sales_manager"], width=28)] if named else []),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["phone"], Kind.CODE, 19),
        Column(label["raw"], Kind.NUMBER, 11),
        Column(label["final"], Kind.NUMBER, 11),
        Column(label["criticals"], Kind.LONG, 40),
        Column(label["missed_what"], Kind.LONG, 60),
    )
    ids = _ids([(places.person(c.sales_manager), call_place(c.line.call)) for c in calls])
    return Table("calls", label["calls"], columns, rows, label["calls_note"], ids=ids)


def _missed_words(item: MissedCall, wording: Wording) -> str:
    at = f" ({wording.clock(item.example.quotes[0].at)})" if item.example.quotes else ""
    return f"{item.title}{at}"


def _missed(report: OwnerReport, places: Places, label: Mapping[str, str], cells: Cells) -> Table:
    # tens of thousands of rows say the same few things: each is one cell in memory
    text, moment = cache(Cell), cache(cells.moment)
    number = cache(lambda call: cells.whole(call, to=call_place(call)))
    rows = tuple(
        (
            text(m.title),
            number(m.example.call),
            moment(m.example.when),
            text(m.sales_manager),
            text(said(m.example, label, cells.wording)),
            text(m.example.comment),
        )
        for m in report.behind.missed
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 46),
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["sales_manager"], width=28),
        Column(label["quote"], Kind.LONG, 46),
        Column(label["comment"], Kind.LONG, 40),
    )
    ids = _ids([(places.missed(m.key), "") for m in report.behind.missed])
    return Table("missed", label["missed_calls"], columns, rows, ids=ids, empty=label["none"])


def _not_scored(report: OwnerReport, places: Places, label: Mapping[str, str], cells: Cells) -> Table:
    rows = tuple(
        (
            cells.whole(c.line.call),
            cells.moment(c.line.when),
            Cell(c.sales_manager),
            Cell(c.line.phone),
            Cell(cells.wording.clock(c.line.duration_s)),
            Cell(cells.wording.exclusion(c.reason)),
        )
        for c in report.behind.not_scored
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["sales_manager"], width=28),
        Column(label["phone"], Kind.CODE, 19),
        Column(label["length"], width=9),
        Column(label["reason"], width=30),
    )
    ids = _ids([(places.reason(c.reason), call_place(c.line.call)) for c in report.behind.not_scored])
    return Table("not_scored", label["excluded_calls"], columns, rows, ids=ids, empty=label["none"])


def _ids(rows: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The names of each row's places: of a group at its first row only."""
    known: set[str] = set()
    found = []
    for names in rows:
        found.append(tuple(name for name in names if name and name not in known))
        known.update(names)
    return tuple(found)
