"""Backups are complete, verified, and thinned only after a newer good one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from qcdesk.errors import DatabaseDamaged, StorageError
from qcdesk.storage import Database
from qcdesk.storage.backup import KEPT, BackupFolder

pytestmark = pytest.mark.usefixtures("file")


def test_a_backup_opens_as_a_database_with_the_same_values(database, sample, tmp_path):
    with database.transaction() as store:
        call = sample.add_call(store, sample.facts)
        store.transcripts.store(call.id, sample.transcript())
        review = sample.add_review(store, call.id)
        store.audit.append("П", "review.add", {"review": review.id})
    file = database.backup(tmp_path / "копия" / "a.sqlite3")
    assert file == tmp_path / "копия" / "a.sqlite3"
    assert [entry.name for entry in file.parent.iterdir()] == ["a.sqlite3"]
    with Database.open(file) as copy, copy.read() as stored:
        assert stored.reviews.in_force(call.id) == review
        assert stored.transcripts.current(call.id) == sample.transcript()
        assert copy.check() == []


def test_a_folder_gets_a_dated_file_and_an_old_copy_is_replaced(database, sample, tmp_path):
    dated = database.backup(tmp_path)
    assert dated.parent == tmp_path
    with database.transaction() as store:
        sample.add_call(store)
    assert database.backup(dated) == dated
    with Database.open(dated) as copy, copy.read() as stored:
        assert len(stored.calls.all()) == 1


def test_a_backup_may_be_made_while_somebody_reads(database, sample):
    with database.transaction() as store:
        sample.add_call(store)
    with database.read() as stored:
        assert len(stored.calls.all()) == 1
        assert database.backup().exists()


def test_old_backups_go_but_not_the_last_of_a_revision(file):
    folder = file.parent / "backups"
    folder.mkdir(parents=True)
    old = [folder / f"qcdesk-2020-01-{day:02}T00-00-00-000000Z-0000.sqlite3" for day in range(1, 4)]
    kept = [folder / "other.sqlite3", folder / "qcdesk-old-2020-01-01T00-00-00-000000Z-0000.sqlite3"]
    for name in (*old, *kept):
        name.write_bytes(b"")
    with Database.open(file) as database:
        written = [database.backup() for _ in range(KEPT + 2)]
    assert set(folder.iterdir()) == {*written[2:], old[-1], *kept}
    assert BackupFolder(folder, "qcdesk").newest() == written[-1]


def test_a_backup_with_rows_that_point_nowhere_is_refused(file, sample, tmp_path):
    with Database.open(file) as database:
        with database.transaction() as store:
            store.transcripts.store(sample.add_call(store).id, sample.transcript())
        good = database.backup()
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("DELETE FROM call")
        with pytest.raises(DatabaseDamaged):
            database.backup()
        with pytest.raises(DatabaseDamaged):
            database.backup(tmp_path / "b.sqlite3")
    assert list(good.parent.iterdir()) == [good]
    assert not (tmp_path / "b.sqlite3").exists()


def test_a_folder_that_cannot_be_written(database, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        database.backup(tmp_path / "file" / "b.sqlite3")
