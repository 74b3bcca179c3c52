"""Tables of what is known of the product, and of the sales managers' scripts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, text
from sqlmodel import Field, SQLModel

from qcdesk.storage.columns import AnyText, Json, LocalTime


def _text() -> Any:
    return Field(sa_column=Column(AnyText, nullable=False))


def _unique(name: str, *columns: str) -> Index:
    """An index in which removed rows do not count; see `TranscriptRow` for PostgreSQL."""
    return Index(name, *columns, unique=True, sqlite_where=text("NOT removed"))


class CardTableRow(SQLModel, table=True):
    """A row of the table property–use–gain–emotion; a removed one stays for old findings."""

    __tablename__ = "card_row"
    __table_args__ = (_unique("ux_card_row_code", "owner", "code"),)

    id: int = Field(default=None, primary_key=True)
    owner: str = _text()
    code: str = _text()
    product: str = _text()
    feature: str = _text()
    use: str = _text()
    gain: str = _text()
    emotion: str = _text()
    need: str = _text()
    objection: str = _text()
    checked_by: str = _text()
    checked_on: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    removed: bool = False


class ReasonRow(SQLModel, table=True):
    """A reason to buy; `row_code` is the code of the row it comes from."""

    __tablename__ = "reason"
    __table_args__ = (_unique("ux_reason_number", "owner", "number"),)

    id: int = Field(default=None, primary_key=True)
    owner: str = _text()
    number: int
    said: str = _text()
    product: str = _text()
    segment: str = _text()
    stage: str = _text()
    objection: str = _text()
    row_code: str = _text()
    removed: bool = False


class ScriptRow(SQLModel, table=True):
    """A version of a script."""

    __tablename__ = "script_version"
    __table_args__ = (Index("ux_script_version", "sales_manager", "version", unique=True),)

    id: int = Field(default=None, primary_key=True)
    sales_manager: str = _text()
    version: int
    blocks: list[dict[str, Any]] = Field(sa_column=Column(Json, nullable=False))
    created_at: datetime = Field(sa_column=Column(LocalTime, nullable=False))
    author: str = _text()
    note: str = _text()


class ApprovalRow(SQLModel, table=True):
    """Who approved a version of a script."""

    __tablename__ = "script_approval"

    script_id: int = Field(
        sa_column=Column(Integer, ForeignKey("script_version.id"), primary_key=True, autoincrement=False)
    )
    approved_by: str = _text()
    approved_at: datetime = Field(sa_column=Column(LocalTime, nullable=False))
