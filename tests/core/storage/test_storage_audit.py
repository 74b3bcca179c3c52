"""The journal shows every change that passed by the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from qcdesk.storage import Database, ProblemKind
from qcdesk.storage.audit import GENESIS, chained


@pytest.fixture
def journal(database: Database) -> Database:
    for n in range(5):
        with database.transaction() as store:
            store.audit.append("Проверяющий", "review.add", {"call": n, "итог": 100 / 3})
    return database


@pytest.fixture
def tamper(journal: Database, file) -> Callable[..., None]:
    """Changes the file as somebody with another program would, triggers dropped first."""

    def change(*statements: str) -> None:
        with closing(sqlite3.connect(file)) as other, other:
            for table, kind in (("audit", "update"), ("audit", "delete"), ("audit", "replace")):
                other.execute(f"DROP TRIGGER IF EXISTS {table}_no_{kind}")
            for statement in statements:
                other.execute(statement)

    return change


def verify(database: Database, anchors: dict[int, str] | None = None) -> int | None:
    with database.read() as stored:
        return stored.audit.verify(anchors)


def test_rows_are_linked_and_come_back(journal):
    with journal.read() as stored:
        rows = stored.audit.rows()
        assert stored.audit.head() == (5, rows[-1].hash)
        assert stored.audit.rows(after=3, limit=1) == rows[3:4]
        assert stored.audit.rows(action="other") == ()
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert [row.prev for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
    assert rows[2].hash == chained(rows[1].hash, rows[2].text)
    assert rows[2].body == {"call": 2, "итог": 100 / 3}
    told = json.loads(rows[2].text)
    assert (told["seq"], told["actor"], told["action"]) == (3, "Проверяющий", "review.add")
    assert datetime.fromisoformat(rows[2].at).utcoffset() == timedelta(0)
    assert verify(journal) is None


def test_an_empty_journal_is_whole(database):
    with database.read() as stored:
        assert stored.audit.head() == (0, GENESIS)
        assert stored.audit.verify() is None
        assert stored.audit.verify({0: GENESIS}) is None
        assert stored.audit.verify({0: "f" * 64}) == 0
        assert stored.audit.verify({1: "f" * 64}) == 1


def test_a_path_of_any_bytes_can_be_told(database):
    with database.transaction() as store:
        row = store.audit.append("\udcff", "intake.add", {"path": "/записи/\udcff.wav"})
    with database.read() as stored:
        assert stored.audit.rows() == (row,)
        assert stored.audit.verify() is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET body = replace(body, '\"call\":2', '\"call\":9') WHERE seq = 3", 3),
        ("UPDATE audit SET actor = 'Другой' WHERE seq = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 4", 4),
        ("UPDATE audit SET body = 'not json' WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("UPDATE audit SET prev = hash WHERE seq = 5", 5),
    ],
)
def test_an_edit_or_deletion_is_found(journal, tamper, change, broken):
    tamper(change)
    assert verify(journal) == broken
    found = {problem.kind: problem.subject for problem in journal.check()}
    assert found[ProblemKind.AUDIT_CHAIN] == str(broken)
    assert ProblemKind.TRIGGER_MISSING in found


def test_a_changed_order_is_found(journal, tamper):
    tamper(
        "UPDATE audit SET seq = 99 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 99",
    )
    assert verify(journal) == 2


def test_a_cut_end_shows_against_an_anchor_only(journal, tamper):
    with journal.read() as stored:
        anchors = {row.seq: row.hash for row in stored.audit.rows()}
    assert verify(journal, anchors) is None
    tamper("DELETE FROM audit WHERE seq > 3")
    assert verify(journal) is None
    assert verify(journal, {3: anchors[3]}) is None
    assert verify(journal, anchors) == 4
    assert verify(journal, {5: anchors[5]}) == 4


def test_a_journal_written_anew_shows_against_an_anchor(journal, tamper):
    with journal.read() as stored:
        old = {2: stored.audit.rows()[1].hash}
    tamper("DELETE FROM audit")
    for _ in range(5):
        with journal.transaction() as store:
            store.audit.append("Другой", "review.add", {})
    assert verify(journal) is None
    assert verify(journal, old) == 2


def test_a_printed_anchor_may_be_short_but_not_too_short(journal):
    with journal.read() as stored:
        printed = stored.audit.rows()[1].hash
    assert verify(journal, {2: printed[:16].upper()}) is None
    assert verify(journal, {2: printed[:15]}) == 2
    assert verify(journal, {2: ""}) == 2


def test_an_abandoned_transaction_leaves_no_row(journal):
    def abandon() -> None:
        with journal.transaction() as store:
            store.audit.append("П", "x", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        abandon()
    with journal.read() as stored:
        assert stored.audit.head()[0] == 5
