"""The database of one department: opening, transactions, backups, checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlmodel import Session

from qcdesk.errors import DatabaseDamaged, StorageError, printable
from qcdesk.i18n import _
from qcdesk.storage.backup import BackupFolder, write_backup
from qcdesk.storage.border import border, damaged
from qcdesk.storage.checks import Problem, ProblemKind, find_problems
from qcdesk.storage.engine import database_url, make_engine, reading, settle_journal, shown
from qcdesk.storage.schema import SHIPPED, Schema, refuse_newer, stored_revision, upgrade_at
from qcdesk.storage.transaction import Transaction


class Database:
    """An open database. It may be used from several threads; each transaction belongs to one."""

    def __init__(self, url: URL, backups: BackupFolder, schema: Schema) -> None:
        self._url = url
        self._name = shown(url)
        self._backups = backups
        self._schema = schema
        self._engine = make_engine(url)
        self._reading = reading(self._engine)

    @classmethod
    def open(cls, where: Path | str, backups: Path | None = None, *, schema: Schema = SHIPPED) -> Database:
        """Opens a database; creates a new one, and brings an older one to this program's schema.

        Args:
            where: path of an SQLite file (its folder is created), or a `postgresql://` address.
            backups: folder of the backups; by default `backups` beside the file.
            schema: the steps to use.

        Raises:
            DatabaseNewer: a newer program wrote it; it was not touched.
            DatabaseDamaged: it is not a database or is broken; the error names the newest backup.
            StorageError: it cannot be reached, or bringing it to the new schema failed; then it is as it was.
        """
        url = database_url(where)
        database = cls(url, _backup_folder(url, backups), schema)
        try:
            database._prepare()
        except BaseException:
            database.close()
            raise
        return database

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything in the block is stored when it ends, nothing when it raises.

        Raises:
            StorageError: see `open`; nothing was stored.
        """
        with self._session(self._engine) as session:
            yield Transaction(session)
            session.commit()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One unchanging view of the database; storing in it raises StorageError."""
        with self._session(self._reading) as session:
            yield Transaction(session)

    def backup(self, to: Path | None = None) -> Path:
        """Writes a verified backup and returns its path.

        Args:
            to: a file, or a folder to put a dated file into; by default the folder of the backups,
                where old backups are deleted after the new one was verified.

        Raises:
            DatabaseDamaged: the database fails a check; no backup was written or deleted.
            StorageError: the backup cannot be written, or the database is on a server.
        """
        with border(self._name, self._backups.newest), self._reading.connect() as connection:
            revision = stored_revision(connection) or self._schema.head
        if to is None:
            return self._backup_and_thin(revision)
        target = to / self._backups.name(revision).name if to.is_dir() else to
        return self._write_backup(target)

    def backups(self) -> list[Path]:
        """The finished backups in the folder of the backups, newest first."""
        return self._backups.newest_first()

    def check(self, anchors: Mapping[int, str] | None = None) -> list[Problem]:
        """Looks for damaged pages, rows that point nowhere, changed reviews and a broken journal.

        Args:
            anchors: heads of the journal as they were printed; see `AuditTrail.verify`.
        """
        try:
            with self._session(self._reading) as session:
                return find_problems(session, anchors)
        except DatabaseDamaged as error:
            return [Problem(ProblemKind.INTEGRITY, error.what)]

    def _prepare(self) -> None:
        missing = self._file is not None and not self._file.exists()
        if missing:
            self._make_folder()
        with border(self._name, self._backups.newest):
            with self._reading.connect() as connection:
                revision = stored_revision(connection)
            self._refuse(revision, missing=missing)
            if revision != self._schema.head:
                if revision is not None and self._file is not None:
                    self._backup_and_thin(revision)
                upgrade_at(self._url, self._schema)
            settle_journal(self._engine)

    def _refuse(self, revision: str | None, *, missing: bool) -> None:
        name, backup = printable(self._name), self._backups.newest()
        refuse_newer(revision, self._schema, name)
        if revision is None and self._file is not None and not missing and backup is not None:
            raise damaged(name, backup)  # an emptied file, not a new one

    @property
    def _file(self) -> Path | None:
        return Path(str(self._url.database)) if self._url.get_backend_name() == "sqlite" else None

    def _make_folder(self) -> None:
        folder = Path(self._name).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                _("The folder {folder} cannot be created").format(folder=printable(str(folder))),
                _("Check the path and your rights"),
            ) from error

    def _backup_and_thin(self, revision: str) -> Path:
        written = self._write_backup(self._backups.name(revision))
        self._backups.thin()
        return written

    def _write_backup(self, target: Path) -> Path:
        if self._file is None:
            raise StorageError(
                _("{name} is on a server, which keeps its own backups").format(name=printable(self._name)),
                _("Back it up with pg_dump"),
            )
        with border(self._name, self._backups.newest):
            return write_backup(self._file, target, self._backups.newest())

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        with border(self._name, self._backups.newest):
            session = Session(engine, expire_on_commit=False)
            try:
                session.connection()  # begins now: a lock held by another program shows at once
                yield session
            finally:
                session.close()


def _backup_folder(url: URL, folder: Path | None) -> BackupFolder:
    file = Path(str(url.database))
    return BackupFolder(folder or file.parent / "backups", file.stem)
