"""Objections to reviews and what was decided on them; nothing is rewritten."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from qcdesk.domain.dispute import Decision, Dispute
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.storage.calls import ID_BITS
from qcdesk.storage.tables_dispute import DecisionRow, DisputeRow


class Disputes:
    """The objections of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, call_id: int, review_id: int, criterion: str, text: str, author: str) -> Dispute:
        """Stores an objection."""
        row = DisputeRow(
            call_id=call_id,
            review_id=review_id,
            criterion=criterion,
            text=text,
            author=author,
            at=datetime.now(),
        )
        self._session.add(row)
        self._session.flush()
        return _value(row, None)

    def decide(self, id: int, *, upheld: bool, reason: str, author: str) -> Dispute:
        """Stores a decision; raises NotFound."""
        row = self._row(id)
        made = DecisionRow(dispute_id=id, upheld=upheld, reason=reason, author=author, at=datetime.now())
        self._session.add(made)
        self._session.flush()
        return _value(row, made)

    def by_id(self, id: int) -> Dispute:
        """The objection of that number; raises NotFound."""
        row = self._row(id)
        return _value(row, self._decisions().get(row.id))

    def all(self) -> list[Dispute]:
        """All objections, the latest first."""
        decisions = self._decisions()
        rows = self._session.exec(select(DisputeRow).order_by(col(DisputeRow.id).desc()))
        return [_value(row, decisions.get(row.id)) for row in rows]

    def _row(self, id: int) -> DisputeRow:
        row = self._session.get(DisputeRow, id) if id.bit_length() <= ID_BITS else None
        if row is None:
            remedy = _("They are listed by: qcdesk dispute list")
            raise NotFound(str(id), _("no dispute has this number"), remedy)
        return row

    def _decisions(self) -> dict[int, DecisionRow]:
        """The first decision of each: a second one is refused before it is stored."""
        rows = self._session.exec(select(DecisionRow).order_by(col(DecisionRow.id).desc()))
        return {row.dispute_id: row for row in rows}


def _value(row: DisputeRow, decided: DecisionRow | None) -> Dispute:
    decision = Decision(decided.upheld, decided.reason, decided.author, decided.at) if decided else None
    return Dispute(row.id, row.call_id, row.review_id, row.criterion, row.text, row.author, row.at, decision)
