"""Roles of the program's users, calls that were one talk, hand-overs, first sales."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from qcdesk.storage.append_only import guard_statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_CARD = ("receiver", "what", "volume", "term", "decides", "objections", "call_at")
_RULING = ("complete", "truthful", "in_time", "used", "rejection_grounded", "comment")
_APPEND_ONLY = ("handover_card", "handover_answer", "handover_ruling", "first_sale")


def upgrade() -> None:
    op.create_table(
        "user_role",
        sa.Column("folded", sa.Text(), primary_key=True),
        sa.Column("role", sa.Text(), primary_key=True),
        _text("name"),
    )
    op.add_column("call", sa.Column("group_id", sa.Text(), nullable=True))
    _of_call("handover_card", *map(_text, _CARD))
    accepted: sa.Column[bool] = sa.Column("accepted", sa.Boolean(), nullable=False)
    _of_call("handover_answer", accepted, _text("reason"), _text("receiver"))
    _of_call("handover_ruling", *map(_text, _RULING))
    _of_call("first_sale")
    for table in _APPEND_ONLY:
        for statement in guard_statements(table, ("id",), op.get_bind().dialect.name):
            op.execute(statement)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _who() -> tuple[sa.Column[str], sa.Column[datetime]]:
    return _text("author"), sa.Column("at", sa.DateTime(), nullable=False)


def _of_call(name: str, *columns: sa.Column[bool] | sa.Column[str]) -> None:
    """A table of what was said of one call."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("call.id"), nullable=False),
        *columns,
        *_who(),
    )
    op.create_index(f"ix_{name}_call_id", name, ["call_id"])
