"""The table of what happens to trainees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from qcdesk.domain.lifecycle import Kind
from qcdesk.storage.columns import AnyText, Json, LocalTime, Named


class LifeEventRow(SQLModel, table=True):
    """One event of a person's way; `at` is when it happened, `body` what belongs to its kind."""

    __tablename__ = "life_event"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(sa_column=Column(AnyText, nullable=False, index=True))
    kind: Kind = Field(sa_column=Column(Named(Kind), nullable=False))
    at: datetime = Field(sa_column=Column(LocalTime, nullable=False))
    body: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    author: str = Field(sa_column=Column(AnyText, nullable=False))
