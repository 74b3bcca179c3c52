"""Looks for damage and for changes that passed by the program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text
from sqlmodel import Session, col, select

from qcdesk.storage.append_only import trigger_names
from qcdesk.storage.audit import AuditTrail
from qcdesk.storage.tables import APPEND_ONLY, ChecklistRow


class ProblemKind(StrEnum):
    """What a check found."""

    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign_key"
    AUDIT_CHAIN = "audit_chain"
    CHECKLIST_CHANGED = "checklist_changed"
    TRIGGER_MISSING = "trigger_missing"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `subject` names the row, table or trigger, or what the database said."""

    kind: ProblemKind
    subject: str


def find_problems(session: Session) -> list[Problem]:
    """All problems of the database behind a session; of the pages only, where these are broken."""
    problems = _pages(session)
    if any(problem.kind is ProblemKind.INTEGRITY for problem in problems):
        return problems
    return [*problems, *_triggers(session), *_checklists(session), *_audit(session)]


def _pages(session: Session) -> list[Problem]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    said = [str(row[0]) for row in session.connection().execute(text("PRAGMA integrity_check"))]
    orphans = session.connection().execute(text("PRAGMA foreign_key_check")).all()
    return [Problem(ProblemKind.INTEGRITY, line) for line in said if line != "ok"] + [
        Problem(ProblemKind.FOREIGN_KEY, f"{row[0]} {row[1]}") for row in orphans
    ]


def _triggers(session: Session) -> list[Problem]:
    dialect = session.get_bind().dialect.name
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if dialect == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    present = {row[0] for row in session.connection().execute(text(catalogue))}
    expected = [name for table in APPEND_ONLY for name in trigger_names(table, dialect)]
    return [Problem(ProblemKind.TRIGGER_MISSING, name) for name in expected if name not in present]


def _checklists(session: Session) -> list[Problem]:
    rows = session.exec(select(ChecklistRow).order_by(col(ChecklistRow.hash)))
    return [
        Problem(ProblemKind.CHECKLIST_CHANGED, row.hash)
        for row in rows
        if hashlib.sha256(row.canonical_json.encode()).hexdigest() != row.hash
    ]


def _audit(session: Session) -> list[Problem]:
    broken = AuditTrail(session).verify()
    return [] if broken is None else [Problem(ProblemKind.AUDIT_CHAIN, str(broken))]
