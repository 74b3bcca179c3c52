"""What people say of hand-overs and first sales; nothing is rewritten, the newest counts."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from qcdesk.domain.chain import FirstSale
from qcdesk.domain.handover import Card, Reply, Ruling, Told
from qcdesk.storage.tables import CallRow
from qcdesk.storage.tables_client import (
    FirstSaleRow,
    HandoverAnswerRow,
    HandoverCardRow,
    HandoverRulingRow,
)

Value = TypeVar("Value", Card, Reply, Ruling)


class Handovers:
    """The hand-overs of one transaction's database, by the number of the caller's call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def told(self) -> Told:
        """Everything that was said, the newest of each call."""
        return Told(
            self._newest(HandoverCardRow, Card),
            self._newest(HandoverAnswerRow, Reply),
            self._newest(HandoverRulingRow, Ruling),
        )

    def keep_card(self, call_id: int, card: Card, author: str) -> None:
        """Stores a confirmed card."""
        self._add(HandoverCardRow, call_id, card, author)

    def keep_reply(self, call_id: int, reply: Reply, author: str) -> None:
        """Stores what the receiver says."""
        self._add(HandoverAnswerRow, call_id, reply, author)

    def keep_ruling(self, call_id: int, ruling: Ruling, author: str) -> None:
        """Stores a ruling."""
        self._add(HandoverRulingRow, call_id, ruling, author)

    def note_sale(self, call_id: int, author: str) -> None:
        """Stores that a client bought first in this call."""
        self._session.add(FirstSaleRow(call_id=call_id, author=author, at=datetime.now()))
        self._session.flush()

    def sales(self) -> dict[int, FirstSale]:
        """First sales that people told, by the number of the call."""
        wanted = select(FirstSaleRow, CallRow.started_at, CallRow.added_at).join(CallRow)
        rows = self._session.exec(wanted.order_by(col(FirstSaleRow.id)))
        return {row.call_id: FirstSale(row.call_id, began or added, row.author) for row, began, added in rows}

    def _add(self, table: type[SQLModel], call_id: int, value: Card | Reply | Ruling, author: str) -> None:
        row = asdict(value) | {"call_id": call_id, "author": author, "at": datetime.now()}
        self._session.add(table(**row))
        self._session.flush()

    def _newest(self, table: type[SQLModel], kind: type[Value]) -> dict[int, Value]:
        names = [field.name for field in fields(kind)]
        rows = self._session.exec(select(table).order_by(table.__table__.c.id))  # type: ignore[attr-defined]
        return {row.call_id: kind(**{name: getattr(row, name) for name in names}) for row in rows}  # type: ignore[attr-defined]
