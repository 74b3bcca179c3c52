"""Locked, full, read-only and changed databases; rows that are never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from qcdesk.domain.call import CallFacts
from qcdesk.domain.checklist import canonical_json
from qcdesk.errors import DatabaseDamaged, NotFound, StorageError
from qcdesk.storage import Database, Problem, ProblemKind
from qcdesk.storage.border import storage_error
from qcdesk.storage.tables import APPEND_ONLY


@contextmanager
def every_connection(statement: str) -> Iterator[None]:
    """Each new connection of this process begins with the statement."""

    def run(connection, _record):
        connection.execute(statement)

    event.listen(Pool, "connect", run)
    try:
        yield
    finally:
        event.remove(Pool, "connect", run)


@pytest.fixture
def filled(database, sample):
    with database.transaction() as store:
        sample.fill_record(store)
    return database


def test_a_full_disk_stores_nothing_and_loses_nothing(file, sample):
    Database.open(file).close()
    stored = 0

    def store_one(database: Database) -> None:
        with database.transaction() as store:
            store.transcripts.store(sample.add_call(store).id, sample.transcript(turns=20))

    def store_on(database: Database) -> None:
        nonlocal stored
        while True:
            store_one(database)
            stored += 1

    with every_connection("PRAGMA max_page_count=80"), Database.open(file) as database:
        with pytest.raises(StorageError) as refused:
            store_on(database)
        assert refused.value.remedy
        with database.read() as view:
            assert len(view.calls.all()) == stored
    with Database.open(file) as database:
        store_one(database)
        assert database.check() == []
        with database.read() as view:
            assert len(view.calls.all()) == stored + 1
    assert stored > 0


def test_a_database_locked_by_another_program(file, sample, monkeypatch):
    monkeypatch.setattr("qcdesk.storage.engine._BUSY_MS", 50)
    with Database.open(file) as database, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError), database.transaction():
            pytest.fail("the block must not be entered")
        other.execute("ROLLBACK")
        with database.transaction() as store:
            sample.add_call(store)


def test_a_reader_cannot_store(database, sample):
    with pytest.raises(StorageError), database.read() as stored:
        sample.add_call(stored)
    with database.transaction() as store:
        sample.add_call(store)


def test_a_view_does_not_change_while_it_is_read(file, sample):
    with Database.open(file) as database:
        with database.transaction() as store:
            call_id = sample.add_call(store).id
        with database.read() as first, database.read() as second:
            assert first.calls.all() == second.calls.all() == [first.calls.by_id(call_id)]


def test_a_file_that_cannot_be_written(file):
    Database.open(file).close()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as other:
        with pytest.raises(sqlite3.OperationalError) as refused:
            other.execute("DELETE FROM call")
        error = storage_error(refused.value, str(file), lambda: None)
    assert type(error) is StorageError
    assert str(file) in error.what
    assert error.remedy


def test_a_file_replaced_by_rubbish_while_it_is_open(file, sample):
    with Database.open(file) as database:
        with database.transaction() as store:
            sample.add_call(store)
        file.write_bytes(b"rubbish" * 4096)
        with pytest.raises(DatabaseDamaged), database.read() as stored:
            stored.calls.all()
        assert [problem.kind for problem in database.check()] == [ProblemKind.INTEGRITY]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "replace"])
def test_rows_of_record_are_never_changed(filled, file, table, change):
    with closing(sqlite3.connect(file)) as other:
        before = other.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        column = other.execute(f"PRAGMA table_info({table})").fetchone()[1]
        if change == "replace":
            statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
        else:
            statement = change.format(table, column, column)
        with pytest.raises(sqlite3.IntegrityError):
            other.execute(statement)
        other.rollback()
        assert before
        assert other.execute(f"SELECT * FROM {table}").fetchall() == before  # noqa: S608


def test_the_border_names_a_change_of_a_row_of_record(filled, file):
    with closing(sqlite3.connect(file)) as other, pytest.raises(sqlite3.IntegrityError) as refused:
        other.execute("DELETE FROM review")
    assert type(storage_error(refused.value, str(file), lambda: None)) is StorageError


def test_the_check_finds_what_passed_by_the_program(filled, file, sample):
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("DROP TRIGGER checklist_version_no_update")
        other.execute("UPDATE checklist_version SET canonical_json = '{}'")
        other.execute("DELETE FROM call")
    problems = filled.check()
    kinds = [problem.kind for problem in problems]
    assert Problem(ProblemKind.TRIGGER_MISSING, "checklist_version_no_update") in problems
    assert ProblemKind.CHECKLIST_CHANGED in kinds
    assert ProblemKind.FOREIGN_KEY in kinds
    assert ProblemKind.AUDIT_CHAIN not in kinds


def test_a_trigger_of_the_same_name_that_guards_nothing_is_found(filled, file):
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("DROP TRIGGER review_no_update")
        other.execute("CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT 1; END")
    assert filled.check() == [Problem(ProblemKind.TRIGGER_CHANGED, "review_no_update")]


def test_a_number_that_no_row_can_have_is_not_there(filled, file):
    with pytest.raises(NotFound), filled.read() as stored:
        stored.transcripts.current(2**64)


FORGED = {
    "score": "UPDATE review SET score = replace(score, '0.0', '99.0')",
    "reviewer": "UPDATE review SET reviewer = 'Другой'",
    "date": "UPDATE review SET created_at = '2020-01-01 00:00:00.000000'",
    "no date": "UPDATE review SET created_at = 'вчера'",
    "no number": "UPDATE review SET score = '[]'",
    "facts": 'UPDATE review SET extra = \'{"role":"sales"}\'',
    "answer": "UPDATE answer SET value = '\"yes\"' WHERE place = 0",
    "quote": "UPDATE answer SET quotes = '[]' WHERE place = 0",
    "one answer less": "DELETE FROM answer WHERE place = 3",
    "deleted": ("DELETE FROM dispute_decision; DELETE FROM dispute; DELETE FROM answer; DELETE FROM review"),
    "added": (
        "INSERT INTO review SELECT 77, call_id, transcript_id, checklist_id, checklist_hash, reviewer, "
        "score, created_at, purpose, replaces, reason, next_step, next_step_due, extra, is_draft, hint_id "
        "FROM review LIMIT 1"
    ),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_a_forged_review_is_found_even_when_all_triggers_are_back(filled, file, change):
    assert filled.check() == []
    with closing(sqlite3.connect(file)) as other, other:
        guards = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            other.execute(f"DROP TRIGGER {name}")
        other.executescript(change)
        for _name, sql in guards:
            other.execute(sql)
    assert {problem.kind for problem in filled.check()} == {ProblemKind.REVIEW_CHANGED}


def test_a_checklist_kept_under_a_wrong_hash_is_found(database, sample):
    checklist = sample.checklist()
    with database.transaction() as store:
        store.checklists.keep(checklist, canonical_json(checklist), "f" * 64)
    assert database.check() == [Problem(ProblemKind.CHECKLIST_CHANGED, "f" * 64)]


def test_facts_may_hold_what_looks_like_sql(database, sample):
    facts = CallFacts(comment="'); DROP TABLE call; --", sales_manager="%s ? :x")
    with database.transaction() as store:
        sample.add_call(store, facts)
        assert [call.facts for call in store.calls.all(sales_manager="%s ? :x")] == [facts]


def test_closing_twice_and_opening_beside(file: Path, sample):
    first, second = Database.open(file), Database.open(file)
    with first.transaction() as store:
        call_id = sample.add_call(store).id
    with second.read() as stored:
        assert stored.calls.by_id(call_id).id == call_id
    first.close()
    first.close()
    second.close()
