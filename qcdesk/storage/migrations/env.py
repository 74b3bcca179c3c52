"""Runs the steps on the connection that the storage room opened, inside its transaction."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from qcdesk.storage import tables  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
