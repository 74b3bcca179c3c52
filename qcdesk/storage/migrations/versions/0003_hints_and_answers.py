"""Which hints stood beside a review, and which of its answers nobody touched; older reviews tell neither."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review", sa.Column("hint_id", sa.Integer(), nullable=True))
    op.add_column("answer", sa.Column("prefilled", sa.Boolean(), nullable=False, server_default=sa.false()))
