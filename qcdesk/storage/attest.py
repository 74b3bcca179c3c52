"""What the journal keeps of a review, and the comparison that shows a review changed past the program."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from qcdesk.storage.columns import compact_json
from qcdesk.storage.tables import AnswerRow, AuditLogRow, ReviewRow

ADDED, CORRECTED = "review.added", "review.corrected"

Plain = dict[str, Any]


def attested(row: ReviewRow, answers: Sequence[Plain]) -> Plain:
    """Everything of a review that nobody may change, as plain values for its row in the journal.

    Args:
        answers: what `attested_answer` gives of each, in order.
    """
    score: Mapping[str, Any] = row.score if isinstance(row.score, dict) else {}
    # Rows from before hints were named have no such key in the journal.
    hints = {} if row.hint_id is None else {"hints": row.hint_id}
    return hints | {
        "review": row.id,
        "call": row.call_id,
        "transcript": row.transcript_id,
        "checklist": row.checklist_id,
        "checklist_hash": row.checklist_hash,
        "reviewer": row.reviewer,
        "created_at": row.created_at.isoformat(),
        "purpose": row.purpose,
        "replaces": row.replaces,
        "reason": row.reason,
        "next_step": row.next_step,
        "next_step_due": row.next_step_due,
        "draft": row.is_draft,
        "facts": row.extra,
        "raw": score.get("raw"),
        "final": score.get("final"),
        "criticals": score.get("criticals"),
        "score_sha256": hashlib.sha256(compact_json(row.score).encode()).hexdigest(),
        "answers": list(answers),
    }


def attested_answer(row: Mapping[str, Any]) -> Plain:
    """The columns of one answer that nobody may change; `prefilled` only where it is so."""
    names = ("criterion", "value", "comment", "quotes", "not_said")
    return {name: row[name] for name in names} | ({"prefilled": True} if row["prefilled"] else {})


def changed_reviews(session: Session) -> list[int]:
    """Numbers of reviews that are not what the journal says, that it does not know, or that are gone."""
    told = _told(session)
    answers = _answers(session)
    wrong: set[int] = set()
    seen: set[int] = set()
    for row in session.exec(select(ReviewRow).order_by(col(ReviewRow.id))):
        seen.add(row.id)
        if told.get(row.id) != [_as_json(row, answers.pop(row.id, []))]:
            wrong.add(row.id)
    return sorted(wrong | (told.keys() - seen) | answers.keys())


def _told(session: Session) -> dict[int, list[Plain | None]]:
    """Bodies of the journal's rows by review; more than one of a review is one too many."""
    wanted = select(AuditLogRow).where(col(AuditLogRow.action).in_((ADDED, CORRECTED)))
    found: dict[int, list[Plain | None]] = defaultdict(list)
    for row in session.exec(wanted):
        try:
            body = json.loads(row.body)["body"]
            found[int(body["review"])].append(body)
        except (ValueError, TypeError, KeyError):  # a changed row: the chain is broken there anyway
            continue
    return found


def _answers(session: Session) -> dict[int, list[Plain]]:
    found: dict[int, list[Plain]] = defaultdict(list)
    for row in _in_order(session):
        found[row.review_id].append(attested_answer(row.model_dump()))
    return found


def _in_order(session: Session) -> Iterator[AnswerRow]:
    yield from session.exec(select(AnswerRow).order_by(col(AnswerRow.review_id), col(AnswerRow.place)))


def _as_json(row: ReviewRow, answers: Sequence[Plain]) -> Plain | None:
    """As the journal would give it back; None for values that the program never stores."""
    try:
        plain: Plain = json.loads(compact_json(attested(row, answers)))
    except (ValueError, TypeError, AttributeError):
        return None
    return plain
