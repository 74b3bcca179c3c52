"""The journal: who did what and when, each row hashed together with the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from qcdesk.storage.columns import compact_json
from qcdesk.storage.tables import AuditLogRow

GENESIS = "0" * 64
"""What the first row names as the hash before it."""

SHORTEST_ANCHOR = 16
"""A printed anchor has at least so many of the hash's 64 characters."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A row of the journal.

    Attributes:
        seq: number in the chain, from 1 without gaps.
        at: time in UTC, ISO 8601.
        body: what the writer told.
        text: the exact text that was hashed (it holds all of the above).
        prev, hash: SHA-256 of the row before and of `prev` and `text` together, hexadecimal.
    """

    seq: int
    at: str
    actor: str
    action: str
    body: dict[str, Any]
    text: str
    prev: str
    hash: str


class AuditTrail:
    """The chain of rows. It shows an edit, a deletion and a changed order; that its end was cut off, or
    that all of it was written anew, shows only against anchors kept elsewhere."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, actor: str, action: str, body: Mapping[str, Any]) -> AuditRow:
        """Adds a row; it is stored when the transaction is.

        Args:
            actor: who acts.
            action: a short name of what is done (`review.add`).
            body: plain values; they cannot be changed or deleted later.
        """
        seq, prev = self.head()
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        text = compact_json({"seq": seq + 1, "at": at, "actor": actor, "action": action, "body": dict(body)})
        row = AuditLogRow(
            seq=seq + 1,
            at=at,
            actor=actor,
            action=action,
            body=text,
            prev=prev,
            hash=chained(prev, text),
        )
        self._session.add(row)
        self._session.flush()
        return _value(row)

    def head(self) -> tuple[int, str]:
        """Number and hash of the last row; 0 and GENESIS when there is none."""
        newest = select(AuditLogRow).order_by(col(AuditLogRow.seq).desc()).limit(1)
        row = self._session.exec(newest).first()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def rows(
        self, *, after: int = 0, action: str | None = None, limit: int | None = None
    ) -> tuple[AuditRow, ...]:
        """Rows in order, from the one after a number, of one action or all."""
        wanted = select(AuditLogRow).where(col(AuditLogRow.seq) > after).order_by(col(AuditLogRow.seq))
        if action is not None:
            wanted = wanted.where(col(AuditLogRow.action) == action)
        return tuple(_value(row) for row in self._session.exec(wanted.limit(limit)))

    def verify(self, anchors: Mapping[int, str] | None = None) -> int | None:
        """Checks the whole chain.

        Args:
            anchors: seq → hash as it was printed in a report, whole or its first characters (at
                least SHORTEST_ANCHOR).

        Returns:
            the first number whose row is missing, changed or not the anchored one; None when all is well.
        """
        anchors = anchors or {}
        if 0 in anchors and not _anchored(GENESIS, anchors[0]):
            return 0
        seq, prev = 0, GENESIS
        chain = select(AuditLogRow).order_by(col(AuditLogRow.seq)).execution_options(yield_per=_BATCH)
        with closing(self._session.exec(chain)) as rows:
            for row in rows:
                seq += 1
                if row.seq != seq or not _links(row, prev):
                    return seq
                if seq in anchors and not _anchored(row.hash, anchors[seq]):
                    return seq
                prev = row.hash
        return seq + 1 if max(anchors, default=0) > seq else None


def chained(prev: str, text: str) -> str:
    """The hash of a row: SHA-256 of the hash before and the row's text, hexadecimal."""
    return hashlib.sha256((prev + text).encode()).hexdigest()


def _links(row: AuditLogRow, prev: str) -> bool:
    """Whether the row follows the one before, and its columns say what its hashed text says."""
    if row.prev != prev or row.hash != chained(prev, row.body):
        return False
    told = _told(row.body)
    columns = {"seq": row.seq, "at": row.at, "actor": row.actor, "action": row.action}
    return all(told.get(name) == value for name, value in columns.items())


def _anchored(hash: str, anchor: str) -> bool:
    return len(anchor) >= SHORTEST_ANCHOR and hash.startswith(anchor.lower())


def _value(row: AuditLogRow) -> AuditRow:
    body = _told(row.body).get("body", {})
    return AuditRow(row.seq, row.at, row.actor, row.action, body, row.body, row.prev, row.hash)


def _told(text: str) -> dict[str, Any]:
    """The text's content; nothing for a text that this program did not write."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
