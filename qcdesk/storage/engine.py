"""The one place where a connection to the database gets its settings."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from qcdesk.errors import StorageError
from qcdesk.i18n import _

WAL_SAFE_SINCE = (3, 51, 3)
"""Older SQLite libraries can lose pages when a write-ahead log is reset while another connection reads."""

_BUSY_MS = 5000
_WRITERS_LOCK = 0x71636465  # one number for all programs that write to this database
_READING = "qcdesk_reading"


def database_url(where: Path | str) -> URL:
    """The address of a database.

    Args:
        where: path of an SQLite file, or an address `postgresql://…` or `sqlite:///…`.

    Raises:
        StorageError: the address is of another kind of database.
    """
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    url = make_url(where)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return database_url(Path(url.database))
    raise StorageError(
        _("{address} is not a database this program can use").format(address=shown(url)),
        _("Give the path of a file or a postgresql:// address"),
    )


def shown(url: URL) -> str:
    """The address as a user may see it: the path of a file, or a server's address without the password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()


def make_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """An engine whose write transactions come one after another, in every dialect.

    On SQLite a write transaction takes the write lock when it begins (the default, to take it at the
    first write, silently loses an update made after another writer's commit). On PostgreSQL it takes
    an advisory lock instead, which gives the same order.

    Args:
        foreign_keys: False only while a table is rebuilt by a migration.

    Raises:
        StorageError: the driver is not installed.
    """
    try:
        engine = create_engine(url)
    except ImportError as error:
        raise StorageError(
            _("The driver for {address} is not installed").format(address=shown(url)),
            _("Install the package psycopg[binary]"),
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle_foreign if foreign_keys else _settle_rebuilding)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgres)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that see one state of the database and cannot write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READING: True})
    return engine.execution_options(
        **{_READING: True}, isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def settle_journal(engine: Engine) -> None:
    """Chooses the journal of an SQLite file: a write-ahead log only where the library is safe."""
    if engine.dialect.name != "sqlite":
        return
    wanted = "wal" if sqlite3.sqlite_version_info >= WAL_SAFE_SINCE else "delete"
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA query_only=0")  # the last to use this connection may have been a reader
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            cursor.execute(f"PRAGMA journal_mode={wanted}")
        cursor.close()
    finally:
        raw.close()


def _settle_foreign(connection: Any, _record: object) -> None:
    _settle(connection, foreign_keys="ON")


def _settle_rebuilding(connection: Any, _record: object) -> None:
    _settle(connection, foreign_keys="OFF")


def _settle(connection: Any, foreign_keys: str) -> None:
    # SQLite itself knows the case of ASCII letters only.
    connection.create_function("lower", 1, _lower, deterministic=True)
    connection.isolation_level = None  # the module sqlite3 begins no transactions of its own
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute(f"PRAGMA foreign_keys={foreign_keys}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE passes by a delete trigger
    cursor.close()


def _lower(text: str | None) -> str | None:
    return None if text is None else str(text).lower()


def _begin_sqlite(connection: Connection) -> None:
    only_reads = bool(connection.get_execution_options().get(_READING))
    connection.exec_driver_sql(f"PRAGMA query_only={int(only_reads)}")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _begin_postgres(connection: Connection) -> None:
    if not connection.get_execution_options().get(_READING):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
