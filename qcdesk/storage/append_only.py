"""Triggers that refuse to change or delete a row of an append-only table.

Migrations run these texts, so an existing text never changes; a new form gets a new function.
"""

from __future__ import annotations

from collections.abc import Iterator

_POSTGRES_BODY = """
BEGIN
    RAISE EXCEPTION 'append-only table';
END """
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION qcdesk_append_only() RETURNS trigger LANGUAGE plpgsql AS $${_POSTGRES_BODY}$$
"""

POSTGRES_FORM = tuple(f"{type} t 0 {_POSTGRES_BODY}" for type in (27, 34))
"""Of each trigger: `tgtype` (row, before, delete, update; before, truncate), no condition, no columns."""


def trigger_names(table: str, dialect: str) -> tuple[str, ...]:
    """Names of the triggers that a table has in a database of that dialect."""
    kinds = ("update", "delete", "replace") if dialect == "sqlite" else ("change", "truncate")
    return tuple(f"{table}_no_{kind}" for kind in kinds)


def guard_statements(table: str, key: tuple[str, ...], dialect: str) -> Iterator[str]:
    """The statements that guard one table.

    Args:
        table: name of the table.
        key: columns of its primary key; in SQLite an `INSERT OR REPLACE` by another program deletes
            without a delete trigger, so an insert over an existing key is refused too.
        dialect: `sqlite` or `postgresql`.
    """
    if dialect == "sqlite":
        yield from trigger_statements(table, key)
    else:
        yield _POSTGRES_FUNCTION
        call = "EXECUTE FUNCTION qcdesk_append_only()"
        change, truncate = trigger_names(table, dialect)
        yield f"CREATE TRIGGER {change} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}"
        yield f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"


def trigger_statements(table: str, key: tuple[str, ...]) -> Iterator[str]:
    """The statements of SQLite, which keeps their text; in the order of `trigger_names`."""
    refuse = "BEGIN SELECT RAISE(ABORT, 'append-only table'); END"
    update, delete, replace = trigger_names(table, "sqlite")
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    yield f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {refuse}"
    yield f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {refuse}"
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    yield f"CREATE TRIGGER {replace} BEFORE INSERT ON {table} WHEN {exists} {refuse}"
