"""Looks for damage and for changes that passed by the program."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, select

from qcdesk.storage.append_only import POSTGRES_FORM, trigger_names, trigger_statements
from qcdesk.storage.attest import changed_reviews
from qcdesk.storage.audit import AuditTrail
from qcdesk.storage.tables import APPEND_ONLY, ChecklistRow

_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES_TRIGGERS = """
SELECT t.tgname,
    concat_ws(' ', c.relname, t.tgtype, t.tgqual IS NULL, cardinality(t.tgattr::int2[]), p.prosrc)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
"""


class ProblemKind(StrEnum):
    """What a check found."""

    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign_key"
    AUDIT_CHAIN = "audit_chain"
    REVIEW_CHANGED = "review_changed"
    CHECKLIST_CHANGED = "checklist_changed"
    TRIGGER_MISSING = "trigger_missing"
    TRIGGER_CHANGED = "trigger_changed"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `subject` names the row, table or trigger, or what the database said."""

    kind: ProblemKind
    subject: str


def find_problems(session: Session, anchors: Mapping[int, str] | None = None) -> list[Problem]:
    """All problems of the database behind a session; of the pages only, where these are broken.

    Args:
        anchors: heads of the journal as they were printed; see `AuditTrail.verify`.
    """
    problems = _pages(session)
    if any(problem.kind is ProblemKind.INTEGRITY for problem in problems):
        return problems
    return [
        *problems,
        *_triggers(session),
        *_checklists(session),
        *_reviews(session),
        *_audit(session, anchors),
    ]


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
    catalogue = _SQLITE_TRIGGERS if dialect == "sqlite" else _POSTGRES_TRIGGERS
    present = {row[0]: str(row[1]) for row in session.connection().execute(text(catalogue))}
    found = []
    for name, form in _expected(dialect).items():
        if name not in present:
            found.append(Problem(ProblemKind.TRIGGER_MISSING, name))
        elif present[name] != form:
            found.append(Problem(ProblemKind.TRIGGER_CHANGED, name))
    return found


def _expected(dialect: str) -> dict[str, str]:
    """Name of each trigger → its text, or what PostgreSQL's catalogue says of it."""
    forms: dict[str, str] = {}
    for table in APPEND_ONLY:
        key = tuple(SQLModel.metadata.tables[table].primary_key.columns.keys())
        names = trigger_names(table, dialect)
        if dialect == "sqlite":
            forms |= zip(names, trigger_statements(table, key), strict=True)
        else:
            forms |= {name: f"{table} {form}" for name, form in zip(names, POSTGRES_FORM, strict=True)}
    return forms


def _checklists(session: Session) -> list[Problem]:
    rows = session.exec(select(ChecklistRow).order_by(col(ChecklistRow.hash)))
    return [
        Problem(ProblemKind.CHECKLIST_CHANGED, row.hash)
        for row in rows
        if hashlib.sha256(row.canonical_json.encode()).hexdigest() != row.hash
    ]


def _reviews(session: Session) -> list[Problem]:
    try:
        changed = changed_reviews(session)
    except (ValueError, TypeError) as error:  # a value that the column cannot even give back
        return [Problem(ProblemKind.REVIEW_CHANGED, str(error))]
    return [Problem(ProblemKind.REVIEW_CHANGED, str(id)) for id in changed]


def _audit(session: Session, anchors: Mapping[int, str] | None) -> list[Problem]:
    broken = AuditTrail(session).verify(anchors)
    return [] if broken is None else [Problem(ProblemKind.AUDIT_CHAIN, str(broken))]
