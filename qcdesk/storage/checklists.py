"""Versions of checklists that were used: kept for ever, so that an old score can be computed again."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from qcdesk.domain.checklist import Checklist
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.storage.tables import ChecklistRow


class Checklists:
    """The checklist versions of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, checklist: Checklist, canonical_json: str, hash: str) -> None:
        """Keeps a version when it is used for the first time.

        Args:
            canonical_json: the exact text the hash was taken of.
            hash: SHA-256 of that text, hexadecimal.
        """
        if self._session.get(ChecklistRow, hash) is None:
            row = ChecklistRow(
                hash=hash,
                checklist_id=checklist.id,
                canonical_json=canonical_json,
                first_used_at=datetime.now(),
            )
            self._session.add(row)
            self._session.flush()

    def json_of(self, hash: str) -> str:
        """The text of a version; raises NotFound."""
        row = self._session.get(ChecklistRow, hash)
        if row is None:
            raise NotFound(hash, _("no review used a checklist with this hash"))
        return row.canonical_json

    def versions(self, id: str) -> list[tuple[str, datetime]]:
        """Hash and time of first use of each version of a checklist, oldest first."""
        wanted = (
            select(ChecklistRow)
            .where(col(ChecklistRow.checklist_id) == id)
            .order_by(col(ChecklistRow.first_used_at), col(ChecklistRow.hash))
        )
        return [(row.hash, row.first_used_at) for row in self._session.exec(wanted)]
