"""Opening: new, current, newer, foreign and damaged files."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

import qcdesk
from qcdesk.errors import DatabaseDamaged, DatabaseNewer, StorageError
from qcdesk.storage import Database, ProblemKind
from qcdesk.storage.engine import WAL_SAFE_SINCE, database_url, make_engine

REPOSITORY = Path(qcdesk.__file__).parents[1]


def fill(file: Path, sample, calls: int = 200) -> None:
    with Database.open(file) as database, database.transaction() as store:
        for _ in range(calls):
            sample.add_call(store, sample.facts)


def execute(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute(statement)


def test_a_new_database_is_created_with_its_folder_and_found_again(file, sample):
    assert not file.parent.exists()
    with Database.open(file) as database, database.transaction() as store:
        added = sample.add_call(store, sample.facts)
    with Database.open(str(file)) as database, database.read() as stored:
        assert stored.calls.all() == [added]
        assert database.check() == []
    with Database.open(f"sqlite:///{file}") as database, database.read() as stored:
        assert stored.calls.all() == [added]
    assert not (file.parent / "backups").exists()


def test_a_name_of_any_bytes_can_be_opened(tmp_path, sample):
    if sys.platform in ("win32", "darwin"):
        pytest.skip("file names are text here")
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff?%20 \xd0#.sqlite3"))
    fill(file, sample, 1)
    assert file.exists()
    with Database.open(file) as database:
        assert database.backup().parent == tmp_path / "backups"


def test_an_up_to_date_database_opens_without_alembic(file):
    Database.open(file).close()
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from qcdesk.storage import Database\n"
        "Database.open(Path(sys.argv[1])).close()\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    opened = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=False,
    )
    assert opened.returncode == 0


def test_the_settings_of_a_connection(file):
    Database.open(file).close()
    engine = make_engine(database_url(file))
    with engine.connect() as connection:
        setting = lambda name: connection.execute(text(f"PRAGMA {name}")).scalar()  # noqa: E731
        assert setting("foreign_keys") == 1
        assert setting("busy_timeout") == 5000
        assert setting("synchronous") == 2
        assert setting("recursive_triggers") == 1
        safe = sqlite3.sqlite_version_info >= WAL_SAFE_SINCE
        assert setting("journal_mode") == ("wal" if safe else "delete")
    engine.dispose()


@pytest.mark.parametrize(("safe_since", "version"), [((99,), 1), ((0,), 2)])
def test_a_write_ahead_log_only_where_the_library_is_safe(file, sample, monkeypatch, safe_since, version):
    fill(file, sample, 1)
    execute(file, f"PRAGMA journal_mode={'wal' if version == 1 else 'delete'}")
    monkeypatch.setattr("qcdesk.storage.engine.WAL_SAFE_SINCE", safe_since)
    with Database.open(file) as database:
        with database.transaction() as store:
            sample.add_call(store)
        backup = database.backup()
        assert format_version(file) == version
    assert format_version(backup) == 1
    assert [entry.name for entry in backup.parent.iterdir()] == [backup.name]
    with Database.open(backup) as copy, copy.read() as stored:
        assert len(stored.calls.all()) == 2


def format_version(file: Path) -> int:
    """1 for a rollback journal, 2 for a write-ahead log (byte 18 of the SQLite file format)."""
    return file.read_bytes()[18]


def test_a_newer_database_is_refused_untouched(file, sample):
    fill(file, sample, 1)
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    execute(file, "PRAGMA journal_mode=WAL")
    before = file.read_bytes()
    with pytest.raises(DatabaseNewer):
        Database.open(file)
    assert file.read_bytes() == before
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_a_database_of_another_program_is_refused_untouched(file):
    file.parent.mkdir()
    execute(file, "CREATE TABLE bookmarks (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(StorageError) as refused:
        Database.open(file)
    assert not isinstance(refused.value, DatabaseDamaged | DatabaseNewer)
    assert file.read_bytes() == before


def test_a_text_file_is_no_database(file):
    file.parent.mkdir()
    file.write_text("Это не база данных, а письмо. " * 200, "utf-8")
    before = file.read_bytes()
    with pytest.raises(DatabaseDamaged) as refused:
        Database.open(file)
    assert str(file) in refused.value.what
    assert file.read_bytes() == before


def test_a_truncated_file_names_the_newest_backup(file, sample):
    fill(file, sample)
    with Database.open(file) as database:
        database.backup()
        newest = database.backup()
    with file.open("rb+") as opened:
        opened.truncate(file.stat().st_size // 2)
    with pytest.raises(DatabaseDamaged) as refused:
        Database.open(file)
    assert str(newest) in refused.value.remedy


def test_an_emptied_file_is_damaged_where_there_are_backups(file, sample):
    fill(file, sample, 1)
    with Database.open(file) as database:
        backup = database.backup()
    file.write_bytes(b"")
    with pytest.raises(DatabaseDamaged) as refused:
        Database.open(file)
    assert str(backup) in refused.value.remedy
    backup.unlink()
    with Database.open(file) as database, database.read() as stored:
        assert stored.calls.all() == []


def test_flipped_bytes_are_found_and_never_become_a_backup(file, sample):
    fill(file, sample)
    with Database.open(file) as database:
        good = database.backup()
    with closing(sqlite3.connect(file)) as other:
        page = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_call_state'").fetchone()[0]
        size = other.execute("PRAGMA page_size").fetchone()[0]
    with file.open("rb+") as opened:
        opened.seek((page - 1) * size)
        page_bytes = opened.read(size)
        opened.seek((page - 1) * size)
        opened.write(bytes(byte ^ 0xFF for byte in page_bytes))
    with Database.open(file) as database:
        problems = database.check()
        assert {problem.kind for problem in problems} == {ProblemKind.INTEGRITY}
        with pytest.raises(DatabaseDamaged) as refused:
            database.backup()
        assert str(good) in refused.value.remedy
        with pytest.raises(DatabaseDamaged), database.read() as stored:
            stored.calls.counts_by_state()
    assert list((file.parent / "backups").iterdir()) == [good]


def test_a_value_the_program_never_writes_is_damage(file, sample):
    fill(file, sample, 1)
    execute(file, "UPDATE call SET state = 'fine'")
    with Database.open(file) as database, pytest.raises(DatabaseDamaged), database.read() as stored:
        stored.calls.all()


@pytest.mark.parametrize("address", ["mysql://localhost/qc", "nonsense://x", "sqlite://"])
def test_an_address_of_another_kind_is_refused(address):
    with pytest.raises(StorageError):
        Database.open(address)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(StorageError) as refused:
        Database.open("postgresql://reviewer:secret@127.0.0.1:1/qc?connect_timeout=1")
    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        Database.open(tmp_path / "file" / "sub" / "qc.sqlite3")
    with pytest.raises(StorageError):
        Database.open(tmp_path)
