"""Tables of the users' roles, of leads that pass between people, and of first sales."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from qcdesk.domain.handover import Verdict
from qcdesk.domain.rights import UserRole
from qcdesk.storage.columns import AnyText, LocalTime, Named


def _text() -> Any:
    return Field(sa_column=Column(AnyText, nullable=False))


def _time() -> Any:
    return Field(sa_column=Column(LocalTime, nullable=False))


def _verdict() -> Any:
    return Field(sa_column=Column(Named(Verdict), nullable=False))


class UserRoleRow(SQLModel, table=True):
    """A role of a user of the program; `folded` is the name as it is compared."""

    __tablename__ = "user_role"

    folded: str = Field(sa_column=Column(AnyText, primary_key=True))
    role: UserRole = Field(sa_column=Column(Named(UserRole), primary_key=True))
    name: str = _text()


class HandoverCardRow(SQLModel, table=True):
    """A hand-over card as somebody confirmed it; the newest of a call counts."""

    __tablename__ = "handover_card"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    receiver: str = _text()
    what: str = _text()
    volume: str = _text()
    term: str = _text()
    decides: str = _text()
    objections: str = _text()
    call_at: str = _text()
    author: str = _text()
    at: datetime = _time()


class HandoverAnswerRow(SQLModel, table=True):
    """What the receiver says of a hand-over; the newest of a call counts."""

    __tablename__ = "handover_answer"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    accepted: bool
    reason: str = _text()
    receiver: str = _text()
    author: str = _text()
    at: datetime = _time()


class HandoverRulingRow(SQLModel, table=True):
    """What the quality department rules on a hand-over; the newest of a call counts."""

    __tablename__ = "handover_ruling"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    complete: Verdict = _verdict()
    truthful: Verdict = _verdict()
    in_time: Verdict = _verdict()
    used: Verdict = _verdict()
    rejection_grounded: Verdict = _verdict()
    comment: str = _text()
    author: str = _text()
    at: datetime = _time()


class FirstSaleRow(SQLModel, table=True):
    """The call in which a client bought first, told by a person; the earliest call of a client counts."""

    __tablename__ = "first_sale"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    author: str = _text()
    at: datetime = _time()
