"""The calls behind the figures as a page shows them: each sales manager's, and each criterion's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qcdesk.reports.behind import Listed, MissedCall
from qcdesk.reports.behind_tables import Places, calls_behind, places_of
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.people import PersonRow
from qcdesk.reports.tables import Table
from qcdesk.reports.wording import Wording

_MOST_CALLS = 3000
_FEWEST_OF_ONE = 5
_MOST_OF_CRITERION = 12
_NOBODY = Places({}, {})


@dataclass(frozen=True, slots=True)
class PersonCalls:
    """One sales manager's calls; `total` of them, of which a long report shows the graver ones."""

    place: str
    name: str
    row: PersonRow | None
    total: int
    table: Table


@dataclass(frozen=True, slots=True)
class CriterionCalls:
    """The calls that missed one criterion; `total` of them, those with words to read first."""

    place: str
    title: str
    total: int
    calls: tuple[MissedCall, ...]


@dataclass(frozen=True, slots=True)
class BehindPage:
    """What a page shows.

    Attributes:
        anchors: every place on the page that a figure may lead to.
    """

    places: Places
    people: tuple[PersonCalls, ...]
    criteria: tuple[CriterionCalls, ...]
    anchors: frozenset[str]


def behind_page(
    report: OwnerReport, tables: Mapping[str, Table], label: Mapping[str, str], wording: Wording
) -> BehindPage:
    """The calls behind the figures of a report; `tables` are those the page shows beside them."""
    places = places_of(report)
    people = _people(report, places, label, wording)
    criteria = _criteria(report, places)
    shown = [*(p.table for p in people), tables["not_scored"]]
    anchors = {id for table in shown for ids in table.ids for id in ids}
    anchors |= {p.place for p in people} | {c.place for c in criteria}
    return BehindPage(places, people, criteria, frozenset(anchors))


def _people(
    report: OwnerReport, places: Places, label: Mapping[str, str], wording: Wording
) -> tuple[PersonCalls, ...]:
    by_person: dict[str, list[Listed]] = defaultdict(list)
    for call in report.behind.calls:
        by_person[call.sales_manager].append(call)
    most = max(_FEWEST_OF_ONE, _MOST_CALLS // max(len(by_person), 1))
    rows = {row.name: row for row in report.people}
    missed = report.behind.missed_in()
    made = []
    for name, calls in by_person.items():
        kept = sorted(calls, key=lambda c: (not c.line.criticals, -len(missed.get(c.line.call, ()))))[:most]
        shown = [c for c in calls if c in kept] if len(calls) > most else calls
        table = calls_behind(shown, missed, _NOBODY, label, wording, named=False)
        titled = replace(table, title=name or label["nobody"], note="")
        made.append(PersonCalls(places.person(name), name, rows.get(name), len(calls), titled))
    return tuple(made)


def _criteria(report: OwnerReport, places: Places) -> tuple[CriterionCalls, ...]:
    by_key: dict[tuple[str, str], list[MissedCall]] = defaultdict(list)
    for item in report.behind.missed:
        by_key[item.key].append(item)
    return tuple(
        CriterionCalls(places.missed(key), items[0].title, len(items), _telling(items))
        for key, items in by_key.items()
    )


def _telling(items: Sequence[MissedCall]) -> tuple[MissedCall, ...]:
    return tuple(sorted(items, key=lambda m: not m.example.quotes)[:_MOST_OF_CRITERION])
