"""The border of the room: an error of a driver leaves it only as one that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from qcdesk.errors import DatabaseDamaged, NotFound, StorageError, printable
from qcdesk.i18n import _

NewestBackup = Callable[[], Path | None]


@contextmanager
def border(name: str, newest_backup: NewestBackup) -> Iterator[None]:
    """Turns a driver's errors inside the block into StorageError.

    Args:
        name: the database as the user knows it.
        newest_backup: finds the newest backup, named when the database is damaged.

    Raises:
        DatabaseDamaged: the file is not a database, or its pages contradict each other.
        NotFound: a number that no row can have.
        StorageError: locked, read-only, full disk, or anything else the database refused.
    """
    try:
        yield
    except OverflowError as error:
        raise NotFound(printable(name), _("nothing here has such a number"), _("Check the number")) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise storage_error(error, printable(name), newest_backup) from error


def storage_error(error: Exception, name: str, newest_backup: NewestBackup) -> StorageError:
    """The error of the tree that tells what the driver's error means."""
    cause = (error.orig or error) if isinstance(error, DBAPIError) else error
    kind = _kind(cause)
    if kind == "damaged":
        return damaged(name, newest_backup())
    if kind == "busy":
        what, remedy = _("{name} is in use by another program"), _("Close the other program and try again")
    elif kind == "readonly":
        what = _("{name} cannot be written")
        remedy = _("Check the rights of the file and of its folder")
    elif kind == "full":
        what = _("No space is left for {name}; nothing was stored")
        remedy = _("Free some space on the disk and try again")
    elif kind == "unreachable":
        what = _("{name} cannot be opened")
        remedy = _("Check that the disk or the server is there and that you may use it")
    elif kind == "append_only":
        what = _("{name}: stored reviews and the journal are never changed or deleted")
        remedy = _("Store a correction instead")
    else:
        what = _("{name} refused the change, nothing was stored: {reason}")
        remedy = _("Try again; if it happens again, run the check of the database")
    return StorageError(what.format(name=name, reason=printable(str(cause))), remedy)


def damaged(name: str, backup: Path | None) -> DatabaseDamaged:
    """The error for a file that is not a database or is broken, naming the newest backup."""
    if backup:
        remedy = _("Restore the newest backup: {backup}").format(backup=printable(str(backup)))
    else:
        remedy = _("There is no backup; move the file away to begin anew, and keep it for repair")
    return DatabaseDamaged(_("{name} is damaged or not a database").format(name=name), remedy)


_SQLITE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_IOERR: "unreachable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_POSTGRES = {
    "55P03": "busy",
    "25006": "readonly",
    "42501": "readonly",
    "53100": "full",
    "P0001": "append_only",
    "XX001": "damaged",
    "XX002": "damaged",
}


def _kind(cause: BaseException) -> str:
    code = getattr(cause, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return "append_only"
    if code is not None:
        return _SQLITE.get(code & 0xFF, "")
    state = getattr(cause, "sqlstate", None)
    if state is None and type(cause).__name__ == "OperationalError":
        return "unreachable"
    return _POSTGRES.get(state or "", "")
