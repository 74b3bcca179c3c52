"""What PostgreSQL does in its own way: the order of writers, the guards, the refusals."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from qcdesk.errors import DatabaseNewer, StorageError
from qcdesk.storage import Database, ProblemKind
from qcdesk.storage.engine import database_url
from qcdesk.storage.tables import APPEND_ONLY

if "QCDESK_TEST_POSTGRES" not in os.environ:
    pytest.skip("QCDESK_TEST_POSTGRES is not set", allow_module_level=True)

ROUNDS = 40


@pytest.fixture
def other(server_database: str) -> Iterator[Engine]:
    """Another program at the same database."""
    engine = create_engine(database_url(server_database))
    yield engine
    engine.dispose()


def test_two_writers_lose_no_update(server_database, sample):
    with Database.open(server_database) as database:
        with database.transaction() as store:
            call_id = sample.add_call(store, replace(sample.facts, deal_amount=0.0)).id
        start = threading.Barrier(2)

        def write(_n: int) -> None:
            start.wait()
            for _ in range(ROUNDS):
                with database.transaction() as store:
                    facts = store.calls.by_id(call_id).facts
                    store.calls.update_facts(call_id, replace(facts, deal_amount=facts.deal_amount + 1))
                    store.audit.append("W", "call.update", {})

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, range(2)))
        with database.read() as stored:
            assert stored.calls.by_id(call_id).facts.deal_amount == 2 * ROUNDS
            assert stored.audit.verify() is None


def test_two_programs_may_create_the_database_at_once(server_database):
    start = threading.Barrier(2)

    def create(_n: int) -> None:
        start.wait()
        Database.open(server_database).close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(create, range(2)))
    with Database.open(server_database) as database:
        assert database.check() == []


def test_the_steps_make_what_the_tables_declare(server_database, other):
    Database.open(server_database).close()
    with other.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_rows_of_record_are_never_changed(server_database, other, sample, table, change):
    with Database.open(server_database) as database, database.transaction() as store:
        sample.fill_record(store)
    columns = {
        "audit": "seq",
        "answer": "comment",
        "script_version": "note",
        "script_approval": "approved_by",
        "handover_card": "what",
        "handover_answer": "reason",
        "handover_ruling": "comment",
        "first_sale": "author",
        "life_event": "author",
    }
    column = columns.get(table, "checklist_id")
    with pytest.raises(DBAPIError), other.begin() as connection:
        connection.execute(text(change.format(table, column)))
    with Database.open(server_database) as database:
        assert database.check() == []


def test_a_missing_guard_is_found(server_database, other):
    with Database.open(server_database) as database:
        with other.begin() as connection:
            connection.execute(text("ALTER TABLE review DISABLE TRIGGER review_no_change"))
        assert [problem.kind for problem in database.check()] == [ProblemKind.TRIGGER_MISSING]


def test_a_guard_that_guards_nothing_is_found(server_database, other):
    body = "CREATE OR REPLACE FUNCTION qcdesk_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    with Database.open(server_database) as database:
        with other.begin() as connection:
            connection.execute(text(body + "$$ BEGIN RETURN NEW; END $$"))
        assert {problem.kind for problem in database.check()} == {ProblemKind.TRIGGER_CHANGED}


def test_a_reader_cannot_store_and_a_server_has_no_file_to_back_up(server_database, sample):
    with Database.open(server_database) as database:
        with pytest.raises(StorageError), database.read() as stored:
            sample.add_call(stored)
        with pytest.raises(StorageError):
            database.backup()


def test_newer_and_foreign_databases_are_refused(server_database, other):
    Database.open(server_database).close()
    with other.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer):
        Database.open(server_database)
    with other.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StorageError):
        Database.open(server_database)
