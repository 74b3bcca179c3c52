"""What is known of the product, and the sales managers' scripts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qcdesk.storage.append_only import guard_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_APPEND_ONLY = {"script_version": ("id",), "script_approval": ("script_id",)}


def upgrade() -> None:
    _cards()
    _scripts()
    for table, key in _APPEND_ONLY.items():
        for statement in guard_statements(table, key, op.get_bind().dialect.name):
            op.execute(statement)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _present(name: str, table: str, *columns: str) -> None:
    """A unique index in which removed rows do not count."""
    there = sa.text("NOT removed")
    op.create_index(name, table, list(columns), unique=True, sqlite_where=there, postgresql_where=there)


def _cards() -> None:
    texts = (
        "owner",
        "code",
        "product",
        "feature",
        "use",
        "gain",
        "emotion",
        "need",
        "objection",
        "checked_by",
    )
    op.create_table(
        "card_row",
        sa.Column("id", sa.Integer(), primary_key=True),
        *map(_text, texts),
        sa.Column("checked_on", sa.Date()),
        sa.Column("removed", sa.Boolean(), nullable=False),
    )
    _present("ux_card_row_code", "card_row", "owner", "code")
    op.create_table(
        "reason",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("owner"),
        sa.Column("number", sa.Integer(), nullable=False),
        *map(_text, ("said", "product", "segment", "stage", "objection", "row_code")),
        sa.Column("removed", sa.Boolean(), nullable=False),
    )
    _present("ux_reason_number", "reason", "owner", "number")


def _scripts() -> None:
    op.create_table(
        "script_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("sales_manager"),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("blocks"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _text("author"),
        _text("note"),
    )
    op.create_index("ux_script_version", "script_version", ["sales_manager", "version"], unique=True)
    op.create_table(
        "script_approval",
        sa.Column(
            "script_id",
            sa.Integer(),
            sa.ForeignKey("script_version.id"),
            primary_key=True,
            autoincrement=False,
        ),
        _text("approved_by"),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
    )
