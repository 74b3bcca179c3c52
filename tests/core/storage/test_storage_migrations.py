"""Bringing an older database to the new schema: with a backup, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from qcdesk.errors import StorageError
from qcdesk.storage import Database, tables, words
from qcdesk.storage.engine import database_url, make_engine
from qcdesk.storage.schema import SHIPPED, Schema

STEP = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    op.add_column("person", sa.Column("city", sa.Text()))
    with op.batch_alter_table("call") as batch:
        batch.alter_column("path", new_column_name="recording")
    {then}
"""


@pytest.fixture
def next_schema(tmp_path: Path) -> Callable[[str], Schema]:
    """The schema with one more step, which ends with the given statement."""

    def build(then: str) -> Schema:
        folder = tmp_path / "steps 100%"
        shutil.copytree(SHIPPED.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(STEP.format(then=then, head=SHIPPED.head), "utf-8")
        return Schema(folder, (*SHIPPED.revisions, "next"))

    return build


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        made = opened.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        plain = [name for name, sql in made if str(sql).startswith("CREATE TABLE")]
        scanned = [name for name in plain if not name.startswith(words.TABLE)]
        rows = [f"{n} {row}" for n in scanned for row in opened.execute(f'SELECT * FROM "{n}"')]  # noqa: S608
        return [*(f"{name} {sql}" for name, sql in made), *rows]


def test_the_listed_revisions_are_those_of_the_steps():
    config = Config()
    config.set_main_option("script_location", str(SHIPPED.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == SHIPPED.revisions


def test_the_steps_make_what_the_tables_declare(file):
    Database.open(file).close()
    engine = make_engine(database_url(file))
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_where: words.TABLE not in str(name)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()
    assert tables.CallRow.__tablename__ == "call"


def test_an_older_database_is_backed_up_and_upgraded(file, sample, next_schema):
    with Database.open(file) as database, database.transaction() as store:
        call = sample.add_call(store, sample.facts)
        sample.add_review(store, call.id)
        store.transcripts.store(call.id, sample.transcript())
    old = dump(file)
    schema = next_schema("pass")
    Database.open(file, schema=schema).close()
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("SELECT version_num FROM alembic_version").fetchall() == [("next",)]
        assert opened.execute("SELECT recording FROM call").fetchall() == [(call.path,)]
        assert opened.execute("SELECT count(*) FROM turn").fetchone() == (2,)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    (backup,) = (file.parent / "backups").iterdir()
    assert dump(backup) == old
    assert backup.stem.endswith(f"-{SHIPPED.head}")
    Database.open(file, schema=schema).close()
    assert list((file.parent / "backups").iterdir()) == [backup]


@pytest.mark.parametrize(
    "then",
    [
        "raise RuntimeError('half-way')",
        "op.execute('INSERT INTO nowhere VALUES (1)')",
        "op.execute('DELETE FROM call')",
        "import no_such_module",
    ],
)
def test_a_step_that_fails_half_way_leaves_the_old_database_whole(file, sample, next_schema, then):
    with Database.open(file) as database, database.transaction() as store:
        call = sample.add_call(store)
        store.transcripts.store(call.id, sample.transcript())
    old = dump(file)
    with pytest.raises(StorageError):
        Database.open(file, schema=next_schema(then))
    assert dump(file) == old
    with Database.open(file) as database, database.read() as stored:
        assert stored.transcripts.current(call.id) == sample.transcript()
        assert database.check() == []


def test_a_database_that_cannot_be_backed_up_is_not_upgraded(file, sample, next_schema, tmp_path):
    Database.open(file).close()
    old = dump(file)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        Database.open(file, blocked, schema=next_schema("pass"))
    assert dump(file) == old
