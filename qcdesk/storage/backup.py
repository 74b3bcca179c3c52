"""Copies of the SQLite file that were opened and checked before they count."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qcdesk.errors import StorageError, printable
from qcdesk.i18n import _
from qcdesk.storage import words
from qcdesk.storage.border import damaged

KEPT = 10
"""So many newest backups stay; beside them the newest one of every earlier revision."""


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """The backups of one database: `<database>-<time, UTC>-<revision>.sqlite3`."""

    folder: Path
    stem: str

    def name(self, revision: str) -> Path:
        """A name for a backup made now; names sort by time."""
        return self.folder / f"{self.stem}-{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%fZ}-{revision}.sqlite3"

    def newest_first(self) -> list[Path]:
        """The finished backups, newest first."""
        mine = re.compile(re.escape(self.stem) + r"-\d{4}-\d\d-\d\dT[-\d]+Z-\w+\.sqlite3")
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted((file for file in found if mine.fullmatch(file.name)), reverse=True)

    def newest(self) -> Path | None:
        """The newest finished backup."""
        return next(iter(self.newest_first()), None)

    def thin(self) -> None:
        """Deletes old backups; called only after a newer one was verified."""
        revisions: set[str] = set()
        for place, backup in enumerate(self.newest_first()):
            revision = backup.stem.rpartition("-")[2]
            if place >= KEPT and revision in revisions:
                backup.unlink(missing_ok=True)
            revisions.add(revision)


def backups_of(database: Path, folder: Path) -> list[Path]:
    """The finished backups of a SQLite file, newest first; the file itself is not opened."""
    return BackupFolder(folder, database.stem).newest_first()


def write_backup(source: Path, target: Path, newest: Path | None) -> Path:
    """Copies a database that may be in use, checks the copy, and only then gives it its name.

    Args:
        source: the SQLite file.
        target: name of the copy; a file of that name is replaced when the copy is good.
        newest: the newest backup, named when the source is damaged.

    Returns:
        the target.

    Raises:
        DatabaseDamaged: the copy, and so the source, fails a check; the target is untouched.
        StorageError: the folder cannot be written.
        sqlite3.Error: the source cannot be read.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            rows = _copy(source, part)
            if not _is_whole(part, rows):
                raise damaged(printable(str(source)), newest)
            _flush(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            _("The backup {file} cannot be written: {reason}").format(
                file=printable(str(target)), reason=error.strerror or type(error).__name__
            ),
            _("Check the folder and the free space on the disk"),
        ) from error
    return target


def _copy(source: Path, part: Path) -> dict[str, int]:
    """Copies within one read transaction; returns the number of rows of each table in it."""
    with closing(_connect(source)) as original, closing(_connect(part)) as copy:
        original.execute("BEGIN")
        rows = _row_counts(original)
        original.backup(copy)
        original.execute("COMMIT")
        copy.execute("PRAGMA journal_mode=DELETE")
    return rows


def _is_whole(part: Path, rows: dict[str, int]) -> bool:
    with closing(_connect(part)) as copy:
        whole = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        orphans = copy.execute("PRAGMA foreign_key_check").fetchall()
        return whole and not orphans and _row_counts(copy) == rows


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=5.0, isolation_level=None)


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    plain = [name for (name,) in tables if not name.startswith(words.TABLE)]  # an index has no rows to count
    quoted = [(name, name.replace('"', '""')) for name in plain]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{safe}"').fetchone()[0]  # noqa: S608
        for name, safe in quoted
    }


def _flush(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
