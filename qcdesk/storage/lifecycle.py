"""Events of trainees; nothing is rewritten, where somebody stands follows from all of them."""

from __future__ import annotations

from sqlmodel import Session, col, select

from qcdesk.domain.lifecycle import LifeEvent
from qcdesk.storage.tables_lifecycle import LifeEventRow


class LifeEvents:
    """The events of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, event: LifeEvent) -> None:
        """Stores an event."""
        row = LifeEventRow(
            name=event.name, kind=event.kind, at=event.at, body=dict(event.body), author=event.author
        )
        self._session.add(row)
        self._session.flush()

    def all(self) -> list[LifeEvent]:
        """All events in the order in which they happened."""
        wanted = select(LifeEventRow).order_by(col(LifeEventRow.at), col(LifeEventRow.id))
        return [LifeEvent(r.name, r.kind, r.at, r.body, r.author) for r in self._session.exec(wanted)]
