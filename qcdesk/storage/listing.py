"""Lists of calls: numbers of all that are wanted, in order, and lines of the few that are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, or_, tuple_
from sqlmodel import Session, col, select

from qcdesk.domain.call import CallState
from qcdesk.domain.listing import CallLine, CallQuery, Order, Said, View
from qcdesk.domain.review import YES
from qcdesk.storage import words
from qcdesk.storage.calls import value_of, when, within
from qcdesk.storage.plain import score_from
from qcdesk.storage.tables import AnswerRow, CallRow, ReviewRow, TranscriptRow, TurnRow

_STATES = {
    View.TO_REVIEW: CallState.TRANSCRIBED,
    View.IN_WORK: CallState.DRAFT,
    View.REVIEWED: CallState.REVIEWED,
    View.NO_TRANSCRIPT: CallState.ADDED,
    View.FAILED: CallState.FAILED,
}
_BY_STATE = (CallState.FAILED, CallState.ADDED, CallState.TRANSCRIBED, CallState.DRAFT, CallState.REVIEWED)


@dataclass(frozen=True, slots=True)
class Result:
    """The result in force of a call, by a version of a checklist, and how many criticals changed it."""

    call_id: int
    checklist_hash: str
    final: float
    criticals: int


class Listing:
    """The lists of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(self, query: CallQuery) -> list[int]:
        """Numbers of the calls that are wanted, in order; calls without what is sorted by come last."""
        wanted = self._filtered(select(CallRow.id), query)
        if query.order is Order.SCORE:
            return self._by_score(self._numbers(wanted), descending=query.descending)
        if query.order is Order.STATE:  # state by state, each of which an index holds in order
            states = reversed(_BY_STATE) if query.descending else _BY_STATE
            parts = (wanted.where(col(CallRow.state) == state).order_by(when().desc()) for state in states)
            return [id for part in parts for id in self._numbers(part)]
        if query.order is Order.WHEN:
            return self._numbers(wanted.order_by(when().desc() if query.descending else when().asc()))
        keys = [key.desc() if query.descending else key.asc() for key in _KEYS[query.order]]
        return self._numbers(wanted.order_by(*(key.nulls_last() for key in keys), when().desc()))

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

    def results(self) -> list[Result]:
        """Results in force of all calls that have one."""
        found = ((call, row, score_from(row.score)) for call, row in self._in_force(None).items())
        return [
            Result(call, row.checklist_hash, score.final, len(score.criticals))
            for call, row, score in found
            if score.final is not None
        ]

    def counts(self) -> dict[View, int]:
        """How many calls each view holds."""
        grouped = select(CallRow.exclusion, CallRow.state, func.count())
        grouped = grouped.group_by(CallRow.exclusion, CallRow.state)
        found = [(state, out is not None, int(n)) for out, state, n in self._session.execute(grouped)]
        today = self._session.execute(select(func.count()).where(_of_view(View.TODAY))).scalar_one()
        counted = {view: sum(n for s, out, n in found if s is _STATES[view] and not out) for view in _STATES}
        return {
            **counted,
            View.TODAY: int(today),
            View.EXCLUDED: sum(n for _state, out, n in found if out),
            View.ALL: sum(n for _state, _out, n in found),
        }

    def sales_managers(self) -> list[str]:
        """Names of everyone who has calls, in alphabetical order."""
        named = select(CallRow.sales_manager).where(col(CallRow.sales_manager).is_not(None)).distinct()
        return sorted(name for name in self._session.exec(named) if name)

    def checklists(self) -> list[tuple[str, str]]:
        """Ids of the checklists that reviews used, each with the version that was used last."""
        last = select(func.max(ReviewRow.id)).group_by(col(ReviewRow.checklist_id))
        used = select(ReviewRow.checklist_id, ReviewRow.checklist_hash).where(col(ReviewRow.id).in_(last))
        return sorted((id, hash) for id, hash in self._session.exec(used))

    def said(self, ids: Sequence[int], text: str) -> list[Said]:
        """The first turn of each of these calls that holds the text."""
        found = (
            select(TranscriptRow.call_id, TurnRow.turn_index, TurnRow.start_s, TurnRow.said)
            .join(TurnRow, col(TurnRow.transcript_id) == col(TranscriptRow.id))
            .where(
                col(TranscriptRow.is_current), col(TranscriptRow.call_id).in_(ids), self._places(ids, text)
            )
            .order_by(col(TurnRow.place).desc())
        )
        first = {
            call: Said(call, turn, start, words) for call, turn, start, words in self._session.exec(found)
        }
        return [first[id] for id in ids if id in first]

    def _filtered(self, wanted: Any, query: CallQuery) -> Any:
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
        if query.checklist is not None:
            used = _newest().where(col(ReviewRow.checklist_id) == query.checklist)
            wanted = wanted.where(col(CallRow.id).in_(used))
        if query.flag is not None:
            raised = select(AnswerRow.review_id).where(col(AnswerRow.criterion) == query.flag)
            raised = raised.where(cast(col(AnswerRow.value), Text) == json.dumps(YES))
            wanted = wanted.where(col(CallRow.id).in_(_newest().where(col(ReviewRow.id).in_(raised))))
        if query.text.strip():
            wanted = wanted.where(self._holds(query.text.strip()))
        return wanted

    def _holds(self, text: str) -> ColumnElement[bool]:
        """Whether a text is in the names or the number of a call, or its words were said in it."""
        found = [col(CallRow.sought).contains(text.lower(), autoescape=True)]
        digits = "".join(c for c in text if c.isdigit())
        if digits and len(digits) >= len(text) / 2:
            found.append(col(CallRow.client_phone).contains(digits))
        return or_(*found, col(CallRow.id).in_(self._saying(text)))

    def _saying(self, text: str) -> Any:
        """Numbers of calls in whose talk the words are said."""
        current = select(TranscriptRow.call_id).where(col(TranscriptRow.is_current))
        if self._on_server:
            turns = col(TurnRow.transcript_id) == col(TranscriptRow.id)
            return current.join(TurnRow, turns).where(_written(text))
        asked = words.query(text)
        return current.where(col(TranscriptRow.id).in_(words.transcripts(asked)) if asked else false())

    def _places(self, ids: Sequence[int], text: str) -> ColumnElement[bool]:
        """The turns of these calls in which the words are said, by what the database has for that."""
        if self._on_server:
            return _written(text)
        asked = words.query(text)
        mine = select(TranscriptRow.id).where(
            col(TranscriptRow.is_current), col(TranscriptRow.call_id).in_(ids)
        )
        known = set(self._session.exec(mine))
        found = self._session.execute(words.turns(asked)).scalars() if asked else ()
        first: dict[int, int] = {}
        for transcript, place in sorted(map(words.place_of, found)):
            if transcript in known:
                first.setdefault(transcript, place)
        return tuple_(col(TurnRow.transcript_id), col(TurnRow.place)).in_(list(first.items()))

    @property
    def _on_server(self) -> bool:
        return self._session.connection().dialect.name != "sqlite"

    def _numbers(self, wanted: Any) -> list[int]:
        """Many numbers, as the driver gives them: a row object for each would take half of the time."""
        result = self._session.connection().execute(wanted)
        found = [row[0] for row in result.cursor.fetchall()]
        result.close()
        return found

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


def _newest() -> Any:
    """Numbers of calls by their newest finished regular review, to be narrowed by what that says."""
    finished = (~col(ReviewRow.is_draft), col(ReviewRow.purpose) == "regular")
    newest = select(func.max(ReviewRow.id)).where(*finished).group_by(col(ReviewRow.call_id))
    return select(ReviewRow.call_id).where(col(ReviewRow.id).in_(newest))


def _of_view(view: View) -> ColumnElement[bool]:
    scored = col(CallRow.exclusion).is_(None)
    if view is View.EXCLUDED:
        return ~scored
    if view is View.TODAY:
        return when() >= datetime.combine(datetime.now().date(), time.min)
    if view is View.ALL:
        return col(CallRow.id) > 0
    return and_(scored, col(CallRow.state) == _STATES[view])


def _written(text: str) -> ColumnElement[bool]:
    """Whether the letters are in a turn as they are written."""
    return func.lower(TurnRow.said).contains(text.strip().lower(), autoescape=True)


_KEYS: dict[Order, tuple[Any, ...]] = {
    Order.SALES_MANAGER: (col(CallRow.sales_manager),),
    Order.CLIENT: (col(CallRow.client_name), col(CallRow.client_phone)),
    Order.LENGTH: (col(CallRow.audio_duration_s),),
}
