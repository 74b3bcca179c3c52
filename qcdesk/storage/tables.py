"""The tables; a row of these never leaves the room."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Text, text
from sqlmodel import Field, SQLModel

from qcdesk.domain.call import CallState, Direction, Exclusion, LeadKind, Role, SetBy, Side
from qcdesk.domain.transcript import Speaker
from qcdesk.storage.columns import AnyText, Json, LocalTime, Named

APPEND_ONLY = (
    "checklist_version",
    "review",
    "answer",
    "audit",
    "script_version",
    "script_approval",
    "handover_card",
    "handover_answer",
    "handover_ruling",
    "first_sale",
    "life_event",
    "dispute",
    "dispute_decision",
)
"""Tables whose rows are never changed or deleted; triggers of the database refuse it."""


def _text(*, nullable: bool = False) -> Any:
    return Field(sa_column=Column(AnyText, nullable=nullable))


def _named(members: type[StrEnum], *, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(Named(members), nullable=nullable, index=index))


def _json(*, nullable: bool = False) -> Any:
    return Field(sa_column=Column(Json, nullable=nullable))


def _time(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(LocalTime, nullable=nullable, index=index))


class CallRow(SQLModel, table=True):
    """A recording: what the file says (`audio_…`), what people say (the fields of CallFacts), its state.

    `sought` holds its names in small letters, to be searched in; `listed_at` when it was started, or added
    where the start is unknown.
    """

    __tablename__ = "call"

    id: int = Field(default=None, primary_key=True)
    path: str = _text()
    sha256: str = Field(sa_type=Text, unique=True)
    audio_container: str = _text()
    audio_codec: str = _text()
    audio_duration_s: float
    audio_channels: int
    audio_sample_rate: int
    direction: Direction | None = _named(Direction, nullable=True)
    sales_manager: str | None = Field(sa_column=Column(AnyText, nullable=True, index=True))
    extension: str | None = _text(nullable=True)
    client_phone: str | None = _text(nullable=True)
    client_name: str | None = _text(nullable=True)
    company: str | None = _text(nullable=True)
    started_at: datetime | None = _time(nullable=True, index=True)
    started_at_approximate: bool = False
    external_id: str | None = _text(nullable=True)
    group_id: str | None = _text(nullable=True)
    duration_s: float | None = None
    role: Role | None = _named(Role, nullable=True)
    lead_kind: LeadKind | None = _named(LeadKind, nullable=True)
    lead_status: str | None = _text(nullable=True)
    source: str | None = _text(nullable=True)
    deal_amount: float | None = None
    stage: str | None = _text(nullable=True)
    comment: str | None = _text(nullable=True)
    state: CallState = _named(CallState, index=True)
    manager_side: Side | None = _named(Side, nullable=True)
    exclusion: Exclusion | None = _named(Exclusion, nullable=True)
    exclusion_by: SetBy | None = _named(SetBy, nullable=True)
    error: str | None = _text(nullable=True)
    added_at: datetime = _time()
    sought: str = Field(default="", sa_column=Column(AnyText, nullable=False, server_default=""))
    listed_at: datetime = _time()

    __table_args__ = (
        Index("ix_call_listed", "listed_at"),
        Index("ix_call_shown", "exclusion", "state", "listed_at"),
        Index("ix_call_person", "sales_manager", "listed_at"),
        Index("ix_call_length", "audio_duration_s", "listed_at"),
        Index("ix_call_client", "client_name", "client_phone", "listed_at"),
        Index("ix_call_state_listed", "state", "listed_at"),
    )


class TranscriptRow(SQLModel, table=True):
    """One recognition of a call; older ones stay, one is current."""

    __tablename__ = "transcript"
    # PostgreSQL has the same condition, by the migration; named here it loads that dialect at each start.
    __table_args__ = (
        Index("ux_transcript_current", "call_id", unique=True, sqlite_where=text("is_current")),
    )

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    is_current: bool
    engine: str = _text()
    model: str = _text()
    language: str = _text()
    audio_s: float
    speech_s: float
    seconds: float
    manager_side: str | None = _text(nullable=True)
    speakers_estimated: bool
    metrics: dict[str, float | None] = _json()
    speech: list[list[list[float]]] = _json()
    notes: list[str] = _json()
    sounds: list[list[Any]] = _json()
    made_from: dict[str, Any] | None = _json(nullable=True)
    stored_at: datetime = _time()


class TurnRow(SQLModel, table=True):
    """A turn; `place` is its order, `words` lists start, end, text and confidence of each word."""

    __tablename__ = "turn"

    transcript_id: int = Field(foreign_key="transcript.id", primary_key=True)
    place: int = Field(primary_key=True)
    turn_index: int
    speaker: Speaker = _named(Speaker)
    channel: int
    start_s: float
    end_s: float
    said: str = _text()
    words: list[list[Any]] = _json()


class RemovedRow(SQLModel, table=True):
    """Recognised text that was set aside."""

    __tablename__ = "removed_text"

    transcript_id: int = Field(foreign_key="transcript.id", primary_key=True)
    place: int = Field(primary_key=True)
    channel: int
    start_s: float
    end_s: float
    said: str = _text()
    reason: str = _text()


class HintRow(SQLModel, table=True):
    """All hints for one transcript by one checklist; the latest row counts, older ones stay.

    `basis` is a digest of what else they depend on (names, lexicon).
    """

    __tablename__ = "hint"

    id: int = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id", index=True)
    checklist_hash: str = Field(sa_type=Text)
    basis: str = Field(sa_type=Text)
    hints: list[dict[str, Any]] = _json()
    stored_at: datetime = _time()


class ChecklistRow(SQLModel, table=True):
    """A version of a checklist that was used, as the exact text its hash was taken of."""

    __tablename__ = "checklist_version"

    hash: str = Field(sa_type=Text, primary_key=True)
    checklist_id: str = Field(sa_column=Column(AnyText, nullable=False, index=True))
    canonical_json: str = Field(sa_type=Text)
    first_used_at: datetime = _time()


class ReviewRow(SQLModel, table=True):
    """A review with its score; `transcript_id` is the transcript its quotes point into, `hint_id` the hints
    that stood beside it."""

    __tablename__ = "review"

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    transcript_id: int | None = Field(default=None, foreign_key="transcript.id")
    checklist_id: str = _text()
    checklist_hash: str = Field(sa_column=Column(Text, ForeignKey("checklist_version.hash"), nullable=False))
    reviewer: str = _text()
    score: dict[str, Any] = _json()
    created_at: datetime = _time()
    purpose: str = _text()
    replaces: int | None = Field(default=None, foreign_key="review.id", index=True)
    reason: str = _text()
    next_step: str = _text()
    next_step_due: str = _text()
    extra: dict[str, str] = _json()
    is_draft: bool
    hint_id: int | None = None


class AnswerRow(SQLModel, table=True):
    """One answer of a review; `value` is JSON, so that a number and its text stay apart."""

    __tablename__ = "answer"

    review_id: int = Field(foreign_key="review.id", primary_key=True)
    place: int = Field(primary_key=True)
    criterion: str = _text()
    value: Any = _json()
    comment: str = _text()
    quotes: list[dict[str, Any]] = _json()
    not_said: bool
    prefilled: bool = False


class AuditLogRow(SQLModel, table=True):
    """A link of the audit chain; `body` is the exact text that was hashed, the rest repeats it for search."""

    __tablename__ = "audit"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str = Field(sa_type=Text)
    actor: str = _text()
    action: str = Field(sa_column=Column(AnyText, nullable=False, index=True))
    body: str = Field(sa_type=Text)
    prev: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class PersonRow(SQLModel, table=True):
    """A member of the sales team."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(sa_column=Column(AnyText, nullable=False, unique=True))
    extension: str | None = Field(default=None, sa_column=Column(AnyText, nullable=True, unique=True))
    roles: list[str] = _json()
    stage: str | None = _text(nullable=True)


class SourceRow(SQLModel, table=True):
    """A folder of recordings and the channel the sales managers speak in there."""

    __tablename__ = "source"

    folder: str = Field(sa_column=Column(AnyText, primary_key=True))
    side: Side = _named(Side)
