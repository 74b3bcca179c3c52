"""Lists of calls: numbers of all that are wanted, in order, and lines of the few that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, select

from qcdesk.domain.call import CallState
from qcdesk.domain.listing import CallLine, CallQuery, Order, Said, View
from qcdesk.storage.calls import value_of, when, within
from qcdesk.storage.plain import score_from
from qcdesk.storage.tables import CallRow, ReviewRow, TranscriptRow, TurnRow

_STATES = {
    View.TO_REVIEW: CallState.TRANSCRIBED,
    View.IN_WORK: CallState.DRAFT,
    View.REVIEWED: CallState.REVIEWED,
    View.NO_TRANSCRIPT: CallState.ADDED,
    View.FAILED: CallState.FAILED,
}
_BY_STATE = (CallState.FAILED, CallState.ADDED, CallState.TRANSCRIBED, CallState.DRAFT, CallState.REVIEWED)


class Listing:
    """The lists of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, query: CallQuery) -> list[int]:
        """Numbers of the calls that are wanted, in order; calls without what is sorted by come last."""
        wanted = _filtered(select(CallRow.id), query)
        if query.order is Order.SCORE:
            return self._by_score(list(self._session.execute(wanted).scalars()), descending=query.descending)
        key = _key(query.order)
        last = when().desc()
        ordered = wanted.order_by(key.is_(None), key.desc() if query.descending else key.asc(), last)
        return list(self._session.execute(ordered).scalars())

    def lines(self, ids: Sequence[int]) -> list[CallLine]:
        """The calls of these numbers as they are shown, in this order; a number that is gone is left out."""
        rows = {row.id: row for row in self._session.exec(select(CallRow).where(col(CallRow.id).in_(ids)))}
        reviews = self._in_force(ids)
        made = []
        for id in ids:
            if id in rows:
                review = reviews.get(id)
                score = score_from(review.score) if review else None
                made.append(
                    CallLine(
                        value_of(rows[id]),
                        score.final if score else None,
                        len(score.criticals) if score else 0,
                        review.checklist_hash if review else "",
                    )
                )
        return made

    def counts(self) -> dict[View, int]:
        """How many calls each view holds."""
        sums = [func.coalesce(func.sum(case((_of_view(view), 1), else_=0)), 0) for view in View]
        found = self._session.execute(select(*sums)).one()
        return {view: int(n) for view, n in zip(View, found, strict=True)}

    def sales_managers(self) -> list[str]:
        """Names of everyone who has calls, in alphabetical order."""
        named = select(CallRow.sales_manager).where(col(CallRow.sales_manager).is_not(None)).distinct()
        return sorted(name for name in self._session.exec(named) if name)

    def said(self, ids: Sequence[int], text: str) -> list[Said]:
        """The first turn of each of these calls that holds the text."""
        found = (
            select(TranscriptRow.call_id, TurnRow.turn_index, TurnRow.start_s, TurnRow.said)
            .join(TurnRow, col(TurnRow.transcript_id) == col(TranscriptRow.id))
            .where(
                col(TranscriptRow.is_current),
                col(TranscriptRow.call_id).in_(ids),
                func.lower(TurnRow.said).contains(text.strip().lower(), autoescape=True),
            )
            .order_by(col(TurnRow.place).desc())
        )
        first = {
            call: Said(call, turn, start, words) for call, turn, start, words in self._session.exec(found)
        }
        return [first[id] for id in ids if id in first]

    def _by_score(self, ids: list[int], *, descending: bool) -> list[int]:
        finals = {
            call: final
            for call, review in self._in_force(None).items()
            if (final := score_from(review.score).final) is not None
        }
        scored = sorted((i for i in ids if i in finals), key=lambda i: finals[i], reverse=descending)
        return scored + [i for i in ids if i not in finals]

    def _in_force(self, ids: Sequence[int] | None) -> dict[int, ReviewRow]:
        """The newest finished regular review of each call: nothing finished can have replaced it."""
        finished = (~col(ReviewRow.is_draft), col(ReviewRow.purpose) == "regular")
        newest = select(func.max(ReviewRow.id)).where(*finished).group_by(col(ReviewRow.call_id))
        if ids is not None:
            newest = newest.where(col(ReviewRow.call_id).in_(ids))
        rows = self._session.exec(select(ReviewRow).where(col(ReviewRow.id).in_(newest)))
        return {row.call_id: row for row in rows}


def _filtered(wanted: Any, query: CallQuery) -> Any:
    if query.view is not View.ALL:
        wanted = wanted.where(_of_view(query.view))
    if query.period is not None:
        wanted = wanted.where(within(query.period))
    for column, value in (
        (CallRow.sales_manager, query.sales_manager),
        (CallRow.role, query.role),
        (CallRow.lead_kind, query.lead_kind),
    ):
        if value is not None:
            wanted = wanted.where(col(column) == value)
    if query.text.strip():
        wanted = wanted.where(_holds(query.text.strip()))
    return wanted


def _of_view(view: View) -> ColumnElement[bool]:
    scored = col(CallRow.exclusion).is_(None)
    if view is View.EXCLUDED:
        return ~scored
    if view is View.TODAY:
        return when() >= datetime.combine(datetime.now().date(), time.min)
    if view is View.ALL:
        return col(CallRow.id) > 0
    return and_(scored, col(CallRow.state) == _STATES[view])


def _holds(text: str) -> ColumnElement[bool]:
    named = (CallRow.sales_manager, CallRow.client_name, CallRow.company, CallRow.path)
    found = [func.lower(column).contains(text.lower(), autoescape=True) for column in named]
    digits = "".join(c for c in text if c.isdigit())
    if digits and len(digits) >= len(text) / 2:
        found.append(col(CallRow.client_phone).contains(digits))
    said = (
        select(TranscriptRow.call_id)
        .join(TurnRow, col(TurnRow.transcript_id) == col(TranscriptRow.id))
        .where(
            col(TranscriptRow.is_current),
            func.lower(TurnRow.said).contains(text.lower(), autoescape=True),
        )
    )
    return or_(*found, col(CallRow.id).in_(said))


def _key(order: Order) -> ColumnElement[Any]:
    columns: dict[Order, Any] = {
        Order.WHEN: when(),
        Order.SALES_MANAGER: func.lower(CallRow.sales_manager),
        Order.CLIENT: func.coalesce(CallRow.client_name, CallRow.client_phone),
        Order.LENGTH: col(CallRow.audio_duration_s),
        Order.STATE: case({state: place for place, state in enumerate(_BY_STATE)}, value=CallRow.state),
    }
    key: ColumnElement[Any] = columns[order]
    return key
