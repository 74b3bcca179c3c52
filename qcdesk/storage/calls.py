"""Calls of the archive: the recording, what is known about it, and how far work on it has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, false, func, or_
from sqlmodel import Session, col, select

from qcdesk.domain import phone
from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState, Exclusion, SetBy, Side
from qcdesk.domain.period import Period
from qcdesk.errors import InputError, NotFound
from qcdesk.i18n import _
from qcdesk.storage.tables import CallRow, ReviewRow, TranscriptRow

ID_BITS = 31
"""Numbers of rows are no longer in any of the databases."""

_ENDING = 2
"""So many last digits of a number are looked for by the database; the rest is compared here."""
_FEW = 4
"""So many numbers at most are looked for one by one."""

NAMED = ("sales_manager", "client_name", "company", "path")
"""The columns of a call whose text is searched in."""

_AUDIO = tuple(field.name for field in fields(AudioFacts))
_FACTS = tuple(field.name for field in fields(CallFacts))


class Calls:
    """The calls of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        path: str,
        sha256: str,
        audio: AudioFacts,
        facts: CallFacts,
        manager_side: Side | None = None,
        exclusion: Exclusion | None = None,
    ) -> Call:
        """Adds a recording in the state `added`.

        Args:
            path: absolute path; on POSIX any bytes, as `os.fsdecode` gives them.
            sha256: content hash, hexadecimal; one recording is in the archive once.
            exclusion: what the program concludes from the facts.

        Raises:
            InputError: the same recording is in the archive already.
        """
        known = self.by_hash(sha256)
        if known:
            raise InputError(
                path, _("the same recording is already in the archive as call {id}").format(id=known.id)
            )
        columns: dict[str, Any] = {f"audio_{name}": getattr(audio, name) for name in _AUDIO}
        columns |= {name: getattr(facts, name) for name in _FACTS}
        added_at = datetime.now()
        row = CallRow(
            path=path,
            sha256=sha256,
            state=CallState.ADDED,
            manager_side=manager_side,
            exclusion=exclusion,
            exclusion_by=SetBy.AUTO if exclusion else None,
            added_at=added_at,
            listed_at=facts.started_at or added_at,
            **columns,
        )
        row.sought = sought(*(getattr(row, name) for name in NAMED))
        self._session.add(row)
        self._session.flush()
        return value_of(row)

    def by_id(self, id: int) -> Call:
        """The call of that number; raises NotFound."""
        return value_of(self._row(id))

    def by_hash(self, sha256: str) -> Call | None:
        """The call with that recording."""
        row = self._session.exec(select(CallRow).where(col(CallRow.sha256) == sha256)).first()
        return value_of(row) if row else None

    def all(
        self,
        states: Iterable[CallState] | None = None,
        period: Period | None = None,
        sales_manager: str | None = None,
    ) -> list[Call]:
        """Calls by time of start (of adding, where the start is unknown).

        Args:
            states: only calls in one of these.
            period: only calls of these days.
            sales_manager: only calls of the person of exactly this name.
        """
        wanted = select(CallRow).order_by(when(), col(CallRow.id))
        if states is not None:
            wanted = wanted.where(col(CallRow.state).in_(list(states)))
        if period is not None:
            wanted = wanted.where(within(period))
        if sales_manager is not None:
            wanted = wanted.where(col(CallRow.sales_manager) == sales_manager)
        return [value_of(row) for row in self._session.exec(wanted)]

    def of_client(self, numbers: Iterable[str] = (), groups: Iterable[str] = ()) -> list[Call]:
        """Calls by the last ten digits of the client's number or the group id, by time of start.

        Args:
            numbers: last ten digits, as `phone.key` gives them.
            groups: ids of calls with several legs.
        """
        exact, of_groups = frozenset(numbers), frozenset(groups)
        named = self._by_number(exact) if len(exact) > _FEW else None
        ends = [col(CallRow.client_phone).like(f"%{number[-_ENDING:]}") for number in exact]
        by_number = or_(false(), *ends) if named is None else col(CallRow.id).in_(named)
        wanted = select(CallRow).where(or_(by_number, col(CallRow.group_id).in_(of_groups)))
        return [
            value_of(row)
            for row in self._session.exec(wanted.order_by(when(), col(CallRow.id)))
            if row.group_id in of_groups or (row.client_phone and phone.key(row.client_phone) in exact)
        ]

    def _by_number(self, exact: Collection[str]) -> list[int]:
        """Numbers of the calls: one pass over all, where many comparisons of text a row would cost more."""
        wanted = select(CallRow.id, CallRow.client_phone).where(col(CallRow.client_phone).is_not(None))
        return [id for id, number in self._session.exec(wanted) if id and phone.key(number or "") in exact]

    def nameless(self, extension: str) -> list[Call]:
        """Calls of an extension of which nobody knows whose they are."""
        wanted = select(CallRow).where(
            col(CallRow.sales_manager).is_(None), col(CallRow.extension) == extension
        )
        return [value_of(row) for row in self._session.exec(wanted.order_by(col(CallRow.id)))]

    def update_facts(self, id: int, facts: CallFacts) -> Call:
        """Replaces all facts of a call; raises NotFound."""
        return self._set(id, **{name: getattr(facts, name) for name in _FACTS})

    def set_state(self, id: int, state: CallState, error: str | None = None) -> Call:
        """Sets the state and why the last attempt failed; raises NotFound."""
        return self._set(id, state=state, error=error)

    def set_path(self, id: int, path: str) -> Call:
        """Sets where the recording lies now; raises NotFound."""
        return self._set(id, path=path)

    def set_exclusion(self, id: int, exclusion: Exclusion | None, by: SetBy) -> Call:
        """Sets or takes back why a call is not scored, and who decided it; raises NotFound."""
        return self._set(id, exclusion=exclusion, exclusion_by=by)

    def set_manager_side(self, id: int, side: Side | None) -> Call:
        """Sets the channel of the sales manager; raises NotFound."""
        return self._set(id, manager_side=side)

    def counts_by_state(self) -> dict[CallState, int]:
        """How many calls are in each state, zeros included."""
        counted = select(CallRow.state, func.count()).group_by(col(CallRow.state))
        found = {state: int(n) for state, n in self._session.exec(counted)}
        return {state: found.get(state, 0) for state in CallState}

    def pending_transcription(self) -> list[Call]:
        """Calls that were added, not excluded, and wait to be transcribed, in the order of adding."""
        wanted = select(CallRow).where(
            col(CallRow.state) == CallState.ADDED, col(CallRow.exclusion).is_(None)
        )
        return [value_of(row) for row in self._session.exec(wanted.order_by(col(CallRow.id)))]

    def settle_state(self, id: int) -> Call:
        """Sets the state that follows from what is stored, and forgets the last failure.

        A call with a finished review is `reviewed`, with unfinished ones `draft`, with a transcript
        only `transcribed`; so a new recognition does not put a reviewed call back into the queue.
        """
        drafts = list(self._session.exec(select(ReviewRow.is_draft).where(col(ReviewRow.call_id) == id)))
        transcripts = select(TranscriptRow.id).where(col(TranscriptRow.call_id) == id)
        if drafts:
            state = CallState.DRAFT if all(drafts) else CallState.REVIEWED
        elif self._session.exec(transcripts).first() is not None:
            state = CallState.TRANSCRIBED
        else:
            state = CallState.ADDED
        return self.set_state(id, state)

    def _set(self, id: int, **columns: object) -> Call:
        row = self._row(id)
        for name, value in columns.items():
            setattr(row, name, value)
        row.sought = sought(*(getattr(row, name) for name in NAMED))
        row.listed_at = row.started_at or row.added_at
        self._session.flush()
        return value_of(row)

    def _row(self, id: int) -> CallRow:
        row = self._session.get(CallRow, id) if id.bit_length() <= ID_BITS else None
        if row is None:
            raise NotFound(str(id), _("no call has this number"), _("See the list of calls"))
        return row


def within(period: Period) -> ColumnElement[bool]:
    """The condition that a call was started (added, where the start is unknown) on one of these days."""
    first = datetime.combine(period.first, time.min)
    after = datetime.combine(period.last + timedelta(days=1), time.min)
    return (when() >= first) & (when() < after)


def when() -> ColumnElement[datetime]:
    """When a call was started; when it was added, where the start is unknown."""
    return cast(ColumnElement[datetime], col(CallRow.listed_at))


def sought(*names: str | None) -> str:
    """Names as they are searched in: in small letters, which SQLite itself knows of ASCII only."""
    return "\n".join(name.lower() for name in names if name)


def value_of(row: CallRow) -> Call:
    """The call of a row."""
    return Call(
        id=row.id,
        path=row.path,
        sha256=row.sha256,
        audio=AudioFacts(**{name: getattr(row, f"audio_{name}") for name in _AUDIO}),
        facts=CallFacts(**{name: getattr(row, name) for name in _FACTS}),
        state=row.state,
        manager_side=row.manager_side,
        exclusion=row.exclusion,
        exclusion_by=row.exclusion_by,
        error=row.error,
        added_at=row.added_at,
    )
