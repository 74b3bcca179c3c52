"""Puts a backup in the place of the database; the database as it was is kept beside the backups first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from qcdesk.errors import StorageError, printable
from qcdesk.i18n import _
from qcdesk.storage.backup import write_backup
from qcdesk.storage.border import damaged
from qcdesk.storage.schema import SHIPPED, refuse_newer

_HEADER = b"SQLite format 3\x00"


def restore(database: Path, backups: Path, backup: Path) -> Path:
    """Replaces a closed database by a backup, after the backup was read whole.

    Args:
        database: the SQLite file; nothing may have it open.
        backups: folder of the backups.
        backup: the file to go back to.

    Returns:
        where the database as it was lies now.

    Raises:
        DatabaseDamaged: the backup is not a database of this program, or is broken; nothing changed.
        DatabaseNewer: a newer program wrote it; nothing changed.
        StorageError: another program uses the database, or a file cannot be written; nothing changed.
    """
    _check(backup)
    kept = backups / f"{database.stem}-before-restore-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.sqlite3"
    _refuse_used(database)
    try:
        backups.mkdir(parents=True, exist_ok=True)
        if database.exists():
            _keep(database, kept)
        write_backup(backup, database, None)
        for leftover in ("-journal", "-wal", "-shm"):
            database.with_name(database.name + leftover).unlink(missing_ok=True)
    except OSError as error:
        what = _("{name} cannot be written").format(name=printable(str(database)))
        raise StorageError(what, _("Check the rights of the folder and the room on the disk")) from error
    return kept


def _check(backup: Path) -> None:
    """Refuses what is no whole database of this program."""
    name = printable(str(backup))
    try:
        with backup.open("rb") as opened:
            if opened.read(len(_HEADER)) != _HEADER:
                raise damaged(name, None)
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except OSError as error:
        what = _("{name} cannot be read").format(name=name)
        raise StorageError(what, _("Choose another backup")) from error
    except sqlite3.Error as error:
        raise damaged(name, None) from error
    if not whole or found is None:
        raise damaged(name, None)
    refuse_newer(str(found[0]), SHIPPED, name)


def _refuse_used(database: Path) -> None:
    """Refuses a database that another program is writing; a broken one may be replaced."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1.0, isolation_level=None)) as opened:
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        what = _("{name} is in use by another program").format(name=printable(str(database)))
        raise StorageError(what, _("Close the other program and try again")) from error
    except sqlite3.DatabaseError:
        return


def _keep(database: Path, kept: Path) -> None:
    """A verified copy of what is whole; what is broken is moved as it is."""
    try:
        write_backup(database, kept, None)
    except (StorageError, sqlite3.Error):
        database.replace(kept)
