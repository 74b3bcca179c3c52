"""The shape of the database: which one a file has, and the way from an older one to this program's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from qcdesk.errors import DatabaseNewer, QcdeskError, StorageError, printable
from qcdesk.i18n import _
from qcdesk.storage.engine import make_engine, shown


@dataclass(frozen=True, slots=True)
class Schema:
    """The steps a program knows.

    Attributes:
        folder: Alembic's script folder.
        revisions: the steps' numbers, oldest first; written here so that opening an up-to-date
            database need not read the steps.
    """

    folder: Path
    revisions: tuple[str, ...]

    @property
    def head(self) -> str:
        return self.revisions[-1]


SHIPPED = Schema(
    Path(__file__).parent / "migrations", ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
)


def stored_revision(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one.

    Raises:
        StorageError: there are tables, but of another program.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    found: list[str] = []
    if "alembic_version" in tables:
        found = [row[0] for row in connection.execute(text("SELECT version_num FROM alembic_version"))]
    if not found:
        raise StorageError(
            _("{name} is a database of another program").format(name=_name(connection)),
            _("Choose another file"),
        )
    return "+".join(found)


def refuse_newer(revision: str | None, schema: Schema, name: str) -> None:
    """Raises DatabaseNewer for a revision this program does not know."""
    if revision is not None and revision not in schema.revisions:
        raise DatabaseNewer(
            _("{name} was written by a newer version of the program (revision {revision})").format(
                name=name, revision=revision
            ),
            _("Install the newer version; the file was not changed"),
        )


def upgrade(connection: Connection, schema: Schema) -> None:
    """Brings the database to the schema's head in one transaction; on any error nothing changes.

    Args:
        connection: not yet in a transaction, of an engine made with `foreign_keys=False`.

    Raises:
        StorageError: a step failed or left rows that point nowhere.
        DatabaseNewer: another program has upgraded the database beyond this one meanwhile.
    """
    with connection.begin():
        revision = stored_revision(connection)  # again, now that nobody else can write
        refuse_newer(revision, schema, _name(connection))
        if revision != schema.head:
            _run_steps(connection, schema)


def upgrade_at(url: URL, schema: Schema) -> None:
    """Brings the database at an address to the schema's head; see `upgrade`."""
    engine = make_engine(url, foreign_keys=False)
    try:
        with engine.connect() as connection:
            upgrade(connection, schema)
    finally:
        engine.dispose()


def _run_steps(connection: Connection, schema: Schema) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, schema.head)
    except QcdeskError:
        raise
    except Exception as error:  # a step may fail in any way; the old database stays whole
        raise StorageError(
            _("{name} could not be brought to the new version: {reason}").format(
                name=_name(connection), reason=printable(str(error))
            ),
            _("Nothing was changed; go on with the old version of the program and report this"),
        ) from error
    _refuse_orphans(connection)


def _refuse_orphans(connection: Connection) -> None:
    """Foreign keys were off while tables were rebuilt; rows that point nowhere undo the upgrade."""
    if connection.dialect.name != "sqlite":
        return
    orphan = connection.execute(text("PRAGMA foreign_key_check")).first()
    if orphan:
        raise StorageError(
            _("{name} could not be brought to the new version: {reason}").format(
                name=_name(connection), reason=f"foreign key: {orphan[0]}"
            ),
            _("Nothing was changed; go on with the old version of the program and report this"),
        )


def _name(connection: Connection) -> str:
    return printable(shown(connection.engine.url))
