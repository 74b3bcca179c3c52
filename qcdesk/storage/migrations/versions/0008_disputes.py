"""Objections to reviews and decisions on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qcdesk.storage.append_only import guard_statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("call.id"), nullable=False),
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("review.id"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("criterion", "text", "author")),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_dispute_call_id", "dispute", ["call_id"])
    op.create_index("ix_dispute_review_id", "dispute", ["review_id"])
    op.create_table(
        "dispute_decision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("dispute_id", sa.Integer(), sa.ForeignKey("dispute.id"), nullable=False, unique=True),
        sa.Column("upheld", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "author")),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    for table in ("dispute", "dispute_decision"):
        for statement in guard_statements(table, ("id",), op.get_bind().dialect.name):
            op.execute(statement)
