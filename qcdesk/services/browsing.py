"""Looks through the archive: which calls, in which order, what their lines show, what was said where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qcdesk.checklists.stored import from_json
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.listing import CallLine, CallQuery, Said, View
from qcdesk.storage import Database


def call_ids(database: Database, query: CallQuery) -> list[int]:
    """Numbers of the calls that are wanted, in order."""
    with database.read() as tx:
        ids = tx.listing.ids(query)
        if query.zone is None and not query.critical:
            return ids
        results = tx.listing.results()
        zones = {v: from_json(tx.checklists.json_of(v)).zones for v in {r.checklist_hash for r in results}}
    wanted = {
        result.call_id
        for result in results
        if (query.zone is None or zones[result.checklist_hash].of(result.final) is query.zone)
        and (result.criticals or not query.critical)
    }
    return [id for id in ids if id in wanted]


def call_lines(database: Database, ids: Sequence[int]) -> list[CallLine]:
    """The calls of these numbers as a list shows them."""
    with database.read() as tx:
        lines = tx.listing.lines(ids)
        zones = {v: from_json(tx.checklists.json_of(v)).zones for v in {x.checklist_hash for x in lines} if v}
    return [
        line if line.final is None else replace(line, zone=zones[line.checklist_hash].of(line.final))
        for line in lines
    ]


def counts(database: Database) -> dict[View, int]:
    """How many calls each view holds."""
    with database.read() as tx:
        return tx.listing.counts()


def sales_managers(database: Database) -> list[str]:
    """Names of everyone who has calls."""
    with database.read() as tx:
        return tx.listing.sales_managers()


def checklists(database: Database) -> list[Checklist]:
    """The checklists that reviews used, by id, in the version that was used last."""
    with database.read() as tx:
        return [from_json(tx.checklists.json_of(hash)) for _id, hash in tx.listing.checklists()]


def said(database: Database, call_ids: Sequence[int], text: str) -> list[Said]:
    """The first turn of each of these calls in which the text was said."""
    with database.read() as tx:
        return tx.listing.said(call_ids, text)


def has_calls(database: Database) -> bool:
    """Whether there is any call."""
    return bool(counts(database)[View.ALL])
