"""Hints: what the program suggested for a transcript by a checklist, kept apart from what people answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from qcdesk.domain.evidence import Hint
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.storage.plain import hints_from, plain_hints
from qcdesk.storage.tables import HintRow
from qcdesk.storage.transcripts import Transcripts


class Hints:
    """The hints of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._transcripts = Transcripts(session)

    def store(self, call_id: int, checklist_hash: str, hints: Iterable[Hint]) -> None:
        """Stores all hints for the current transcript; earlier ones stay as they were shown.

        Raises:
            NotFound: the call has no transcript.
        """
        transcript_id = self._transcripts.current_id(call_id)
        if transcript_id is None:
            raise NotFound(str(call_id), _("the call has no transcript"), _("Transcribe the call first"))
        given = tuple(hints)
        if given == self.load(call_id, checklist_hash):
            return
        row = HintRow(
            transcript_id=transcript_id,
            checklist_hash=checklist_hash,
            hints=plain_hints(given),
            stored_at=datetime.now(),
        )
        self._session.add(row)
        self._session.flush()

    def load(self, call_id: int, checklist_hash: str) -> tuple[Hint, ...] | None:
        """The latest hints for the current transcript; None when none were looked for yet."""
        wanted = (
            select(HintRow)
            .where(
                col(HintRow.transcript_id) == self._transcripts.current_id(call_id),
                col(HintRow.checklist_hash) == checklist_hash,
            )
            .order_by(col(HintRow.id).desc())
            .limit(1)
        )
        row = self._session.exec(wanted).first()
        return hints_from(row.hints) if row else None
