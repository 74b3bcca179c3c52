"""Tables of objections to reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from qcdesk.storage.columns import AnyText, LocalTime


def _text() -> Any:
    return Field(sa_column=Column(AnyText, nullable=False))


def _time() -> Any:
    return Field(sa_column=Column(LocalTime, nullable=False))


class DisputeRow(SQLModel, table=True):
    """An objection to one answer of a review."""

    __tablename__ = "dispute"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    review_id: int = Field(foreign_key="review.id", index=True)
    criterion: str = _text()
    text: str = _text()
    author: str = _text()
    at: datetime = _time()


class DecisionRow(SQLModel, table=True):
    """What was decided on an objection."""

    __tablename__ = "dispute_decision"

    id: int = Field(default=None, primary_key=True)
    dispute_id: int = Field(foreign_key="dispute.id", unique=True)
    upheld: bool
    reason: str = _text()
    author: str = _text()
    at: datetime = _time()
