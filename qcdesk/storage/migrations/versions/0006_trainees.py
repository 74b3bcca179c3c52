"""What happens to trainees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qcdesk.storage.append_only import guard_statements

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "life_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
    )
    op.create_index("ix_life_event_name", "life_event", ["name"])
    for statement in guard_statements("life_event", ("id",), op.get_bind().dialect.name):
        op.execute(statement)
