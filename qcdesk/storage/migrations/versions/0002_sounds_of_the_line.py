"""Sounds of the telephone line beside the turns of a transcript; older transcripts have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("transcript", sa.Column("sounds", sa.Text(), nullable=False, server_default="[]"))
