"""Going back to a backup: it is read whole first, and what there was is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from qcdesk.errors import DatabaseDamaged, DatabaseNewer, StorageError
from qcdesk.storage import Database, restore


@pytest.fixture
def backups(file):
    return file.parent / "backups"


@pytest.fixture
def backup(file, sample):
    """A backup with one call; the database has two."""
    with Database.open(file) as database:
        with database.transaction() as store:
            sample.add_call(store)
        made = database.backup()
        with database.transaction() as store:
            sample.add_review(store, sample.add_call(store, sample.facts).id)
    return made


def count(file) -> int:
    with Database.open(file) as database, database.read() as store:
        return len(store.calls.all())


def test_the_backup_stands_in_the_place_and_the_rest_is_kept(file, backups, backup):
    kept = restore(file, backups, backup)
    assert count(file) == 1
    assert count(kept) == 2
    with Database.open(file) as database:
        assert database.check() == []


def test_what_is_no_whole_database_of_ours_changes_nothing(file, backups, backup, tmp_path):
    other, cut = tmp_path / "other.sqlite3", tmp_path / "cut.sqlite3"
    with closing(sqlite3.connect(other)) as opened:
        opened.execute("CREATE TABLE t (x)")
    cut.write_bytes(backup.read_bytes()[:5000])
    text = tmp_path / "text.sqlite3"
    text.write_text("no database")
    for wrong in (other, cut, text):
        with pytest.raises(DatabaseDamaged):
            restore(file, backups, wrong)
    with pytest.raises(StorageError):
        restore(file, backups, tmp_path / "nowhere.sqlite3")
    assert count(file) == 2


def test_a_newer_programs_backup_is_refused(file, backups, backup):
    with closing(sqlite3.connect(backup)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.commit()
    with pytest.raises(DatabaseNewer):
        restore(file, backups, backup)
    assert count(file) == 2


def test_a_database_in_use_is_not_replaced(file, backups, backup):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError):
            restore(file, backups, backup)
    assert count(file) == 2


def test_a_broken_database_is_moved_aside_as_it_is(file, backups, backup):
    file.write_bytes(b"broken" * 100)
    kept = restore(file, backups, backup)
    assert count(file) == 1
    assert kept.read_bytes().startswith(b"broken")
