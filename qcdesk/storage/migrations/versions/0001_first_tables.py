"""The first shape: calls, transcripts, hints, checklists, reviews, audit, people, sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qcdesk.storage.append_only import guard_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "checklist_version": ("hash",),
    "review": ("id",),
    "answer": ("review_id", "place"),
    "audit": ("seq",),
}


def upgrade() -> None:
    _calls()
    _transcripts()
    _reviews()
    _audit()
    _people()
    for table, key in _APPEND_ONLY.items():
        for statement in guard_statements(table, key, op.get_bind().dialect.name):
            op.execute(statement)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("path"),
        sa.Column("sha256", sa.Text(), nullable=False, unique=True),
        _text("audio_container"),
        _text("audio_codec"),
        sa.Column("audio_duration_s", sa.Float(), nullable=False),
        sa.Column("audio_channels", sa.Integer(), nullable=False),
        sa.Column("audio_sample_rate", sa.Integer(), nullable=False),
        _text("direction", nullable=True),
        _text("sales_manager", nullable=True),
        _text("extension", nullable=True),
        _text("client_phone", nullable=True),
        _text("client_name", nullable=True),
        _text("company", nullable=True),
        sa.Column("started_at", sa.DateTime()),
        sa.Column("started_at_approximate", sa.Boolean(), nullable=False),
        _text("external_id", nullable=True),
        sa.Column("duration_s", sa.Float()),
        _text("role", nullable=True),
        _text("lead_kind", nullable=True),
        _text("lead_status", nullable=True),
        _text("source", nullable=True),
        sa.Column("deal_amount", sa.Float()),
        _text("stage", nullable=True),
        _text("comment", nullable=True),
        _text("state"),
        _text("manager_side", nullable=True),
        _text("exclusion", nullable=True),
        _text("exclusion_by", nullable=True),
        _text("error", nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
    )
    for column in ("sales_manager", "started_at", "state"):
        op.create_index(f"ix_call_{column}", "call", [column])


def _transcripts() -> None:
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("call.id"), nullable=False, index=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        _text("engine"),
        _text("model"),
        _text("language"),
        sa.Column("audio_s", sa.Float(), nullable=False),
        sa.Column("speech_s", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        _text("manager_side", nullable=True),
        sa.Column("speakers_estimated", sa.Boolean(), nullable=False),
        _text("metrics"),
        _text("speech"),
        _text("notes"),
        _text("made_from", nullable=True),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
    )
    current = sa.text("is_current")
    op.create_index(
        "ux_transcript_current",
        "transcript",
        ["call_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_table(
        "turn",
        sa.Column("transcript_id", sa.Integer(), sa.ForeignKey("transcript.id"), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("turn_index", sa.Integer(), nullable=False),
        _text("speaker"),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Float(), nullable=False),
        sa.Column("end_s", sa.Float(), nullable=False),
        _text("said"),
        _text("words"),
    )
    op.create_table(
        "removed_text",
        sa.Column("transcript_id", sa.Integer(), sa.ForeignKey("transcript.id"), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Float(), nullable=False),
        sa.Column("end_s", sa.Float(), nullable=False),
        _text("said"),
        _text("reason"),
    )
    op.create_table(
        "hint",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("transcript_id", sa.Integer(), sa.ForeignKey("transcript.id"), nullable=False, index=True),
        _text("checklist_hash"),
        _text("basis"),
        _text("hints"),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
    )


def _reviews() -> None:
    op.create_table(
        "checklist_version",
        sa.Column("hash", sa.Text(), primary_key=True),
        sa.Column("checklist_id", sa.Text(), nullable=False, index=True),
        _text("canonical_json"),
        sa.Column("first_used_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("call.id"), nullable=False, index=True),
        sa.Column("transcript_id", sa.Integer(), sa.ForeignKey("transcript.id")),
        _text("checklist_id"),
        sa.Column("checklist_hash", sa.Text(), sa.ForeignKey("checklist_version.hash"), nullable=False),
        _text("reviewer"),
        _text("score"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _text("purpose"),
        sa.Column("replaces", sa.Integer(), sa.ForeignKey("review.id"), index=True),
        _text("reason"),
        _text("next_step"),
        _text("next_step_due"),
        _text("extra"),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "answer",
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("review.id"), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        _text("criterion"),
        _text("value"),
        _text("comment"),
        _text("quotes"),
        sa.Column("not_said", sa.Boolean(), nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _text("at"),
        _text("actor"),
        sa.Column("action", sa.Text(), nullable=False, index=True),
        _text("body"),
        _text("prev"),
        _text("hash"),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("extension", sa.Text(), unique=True),
        _text("roles"),
        _text("stage", nullable=True),
    )
    op.create_table(
        "source",
        sa.Column("folder", sa.Text(), primary_key=True),
        _text("side"),
    )
