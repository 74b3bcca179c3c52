"""Lists that are found fast: names in one column, the time in another, an index of what was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qcdesk.storage import words
from qcdesk.storage.calls import NAMED, sought

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("sought", sa.Text(), nullable=False, server_default=""))
    op.add_column("call", sa.Column("listed_at", sa.DateTime(), nullable=True))
    connection = op.get_bind()
    call = sa.table("call", *(sa.column(name) for name in ("id", "sought", *NAMED)))
    rows = connection.execute(sa.select(call.c.id, *(call.c[name] for name in NAMED))).all()
    change = sa.update(call).where(call.c.id == sa.bindparam("of")).values(sought=sa.bindparam("now"))
    if rows:
        connection.execute(change, [{"of": id, "now": sought(*names)} for id, *names in rows])
    op.execute("UPDATE call SET listed_at = coalesce(started_at, added_at)")
    with op.batch_alter_table("call") as batch:
        batch.alter_column("listed_at", existing_type=sa.DateTime(), nullable=False)
    op.create_index("ix_call_listed", "call", ["listed_at"])
    op.create_index("ix_call_shown", "call", ["exclusion", "state", "listed_at"])
    op.create_index("ix_call_person", "call", ["sales_manager", "listed_at"])
    op.create_index("ix_call_length", "call", ["audio_duration_s", "listed_at"])
    op.create_index("ix_call_client", "call", ["client_name", "client_phone", "listed_at"])
    op.create_index("ix_call_state_listed", "call", ["state", "listed_at"])
    words.create(connection)
