"""Hints: what the program suggested for a transcript by a checklist, kept apart from what people answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from qcdesk.domain.evidence import Hint
from qcdesk.storage.plain import hints_from, plain_hints
from qcdesk.storage.tables import HintRow


class Hints:
    """The hints of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, transcript_id: int, checklist_hash: str, basis: str, hints: Iterable[Hint]) -> None:
        """Stores all hints for a transcript; earlier ones stay as they were shown.

        Args:
            transcript_id: the transcript that was read (see `Transcripts.current_id`).
            basis: digest of what else the hints follow from.
        """
        given = tuple(hints)
        if given == self.load(transcript_id, checklist_hash, basis):
            return
        row = HintRow(
            transcript_id=transcript_id,
            checklist_hash=checklist_hash,
            basis=basis,
            hints=plain_hints(given),
            stored_at=datetime.now(),
        )
        self._session.add(row)
        self._session.flush()

    def newest(self, transcript_id: int, checklist_hash: str) -> int | None:
        """Number of the hints that stand now beside a review of a transcript by a checklist."""
        wanted = select(HintRow.id).where(
            col(HintRow.transcript_id) == transcript_id, col(HintRow.checklist_hash) == checklist_hash
        )
        return self._session.exec(wanted.order_by(col(HintRow.id).desc()).limit(1)).first()

    def by_id(self, id: int) -> tuple[Hint, ...]:
        """The hints of that number; none where there is no such row."""
        row = self._session.get(HintRow, id)
        return hints_from(row.hints) if row else ()

    def load(self, transcript_id: int, checklist_hash: str, basis: str) -> tuple[Hint, ...] | None:
        """The latest hints that follow from exactly these; None when none were looked for yet."""
        wanted = (
            select(HintRow)
            .where(
                col(HintRow.transcript_id) == transcript_id,
                col(HintRow.checklist_hash) == checklist_hash,
                col(HintRow.basis) == basis,
            )
            .order_by(col(HintRow.id).desc())
            .limit(1)
        )
        row = self._session.exec(wanted).first()
        return hints_from(row.hints) if row else None
