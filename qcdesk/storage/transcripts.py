"""Transcripts: the current one of each call, and all earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from qcdesk.domain.call import Side
from qcdesk.domain.transcript import Removed, Sound, SoundKind, Speaker, Transcript, Turn, Word
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.storage import words
from qcdesk.storage.calls import Calls
from qcdesk.storage.tables import RemovedRow, TranscriptRow, TurnRow

_TURN = ("turn_index", "speaker", "channel", "start_s", "end_s", "said", "words")
"""The columns of a turn in the order of its fields."""


class Transcripts:
    """The transcripts of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calls = Calls(session)

    def store(self, call_id: int, transcript: Transcript, made_from: dict[str, Any] | None = None) -> int:
        """Stores a transcript as the current one and brings the call's state after it.

        Args:
            call_id: the call; an earlier transcript of it stays, no longer current.
            transcript: turns, removed text and metrics.
            made_from: what the recognition was given (engine options, hashes), plain values.

        Returns:
            the transcript's number.

        Raises:
            NotFound: there is no such call.
        """
        self._calls.by_id(call_id)
        self._session.exec(
            update(TranscriptRow).where(col(TranscriptRow.call_id) == call_id).values(is_current=False)
        )
        row = TranscriptRow(
            call_id=call_id,
            is_current=True,
            engine=transcript.engine,
            model=transcript.model,
            language=transcript.language,
            audio_s=transcript.audio_s,
            speech_s=transcript.speech_s,
            seconds=transcript.seconds,
            manager_side=transcript.manager_side,
            speakers_estimated=transcript.speakers_estimated,
            metrics=transcript.metrics,
            speech=[[list(span) for span in channel] for channel in transcript.speech],
            notes=list(transcript.notes),
            sounds=[[str(s.kind), s.channel, s.start, s.end] for s in transcript.sounds],
            made_from=made_from,
            stored_at=datetime.now(),
        )
        self._session.add(row)
        self._session.flush()
        self._store_speech(row.id, transcript)
        self._calls.settle_state(call_id)
        return row.id

    def current(self, call_id: int) -> Transcript | None:
        """The current transcript of a call."""
        row = self._current_row(call_id)
        return self._value(row) if row else None

    def current_id(self, call_id: int) -> int | None:
        """Number of the current transcript of a call."""
        row = self._current_row(call_id)
        return row.id if row else None

    def made_from(self, call_id: int) -> dict[str, Any] | None:
        """What the current transcript was made from, as it was given to `store`."""
        row = self._current_row(call_id)
        return row.made_from if row else None

    def count(self, call_id: int) -> int:
        """How many transcripts of a call are kept, the current one included."""
        return len(
            self._session.exec(select(TranscriptRow.id).where(col(TranscriptRow.call_id) == call_id)).all()
        )

    def replace_speakers(
        self, call_id: int, speakers: Mapping[int, Speaker], manager_side: Side | None
    ) -> None:
        """Stores the current transcript anew with other speakers, as a person corrected them.

        Args:
            speakers: index of a turn → who speaks in it; other turns stay.
            manager_side: the channel of the sales manager, also kept with the call; None: as it was.

        Raises:
            NotFound: the call has no transcript.
        """
        row = self._current_row(call_id)
        if row is None:
            raise NotFound(str(call_id), _("the call has no transcript"), _("Transcribe the call first"))
        old = self._value(row)
        turns = tuple(replace(turn, speaker=speakers.get(turn.index, turn.speaker)) for turn in old.turns)
        side = manager_side or old.manager_side
        self.store(call_id, replace(old, turns=turns, manager_side=side), row.made_from)
        if manager_side is not None:
            self._calls.set_manager_side(call_id, manager_side)

    def _current_row(self, call_id: int) -> TranscriptRow | None:
        return self._session.exec(
            select(TranscriptRow).where(col(TranscriptRow.call_id) == call_id, col(TranscriptRow.is_current))
        ).first()

    def _store_speech(self, id: int, transcript: Transcript) -> None:
        turns = [
            {
                "transcript_id": id,
                "place": place,
                "turn_index": turn.index,
                "speaker": turn.speaker,
                "channel": turn.channel,
                "start_s": turn.start,
                "end_s": turn.end,
                "said": turn.text,
                "words": [[word.start, word.end, word.text, word.confidence] for word in turn.words],
            }
            for place, turn in enumerate(transcript.turns)
        ]
        removed = [
            {
                "transcript_id": id,
                "place": place,
                "channel": text.channel,
                "start_s": text.start,
                "end_s": text.end,
                "said": text.text,
                "reason": text.reason,
            }
            for place, text in enumerate(transcript.removed)
        ]
        if turns:
            self._session.execute(insert(TurnRow), turns)
            spoken = ((id, place, turn.text) for place, turn in enumerate(transcript.turns))
            words.add(self._session.connection(), spoken)
        if removed:
            self._session.execute(insert(RemovedRow), removed)

    def _value(self, row: TranscriptRow) -> Transcript:
        return Transcript(
            turns=self._turns(row.id),
            removed=self._removed(row.id),
            metrics=dict(row.metrics),
            engine=row.engine,
            model=row.model,
            language=row.language,
            audio_s=row.audio_s,
            speech_s=row.speech_s,
            seconds=row.seconds,
            manager_side=row.manager_side,
            speakers_estimated=row.speakers_estimated,
            speech=tuple(tuple((start, end) for start, end in channel) for channel in row.speech),
            notes=tuple(row.notes),
            sounds=tuple(Sound(SoundKind(kind), *where) for kind, *where in row.sounds),
        )

    def _turns(self, transcript_id: int) -> tuple[Turn, ...]:
        columns = [getattr(TurnRow, name) for name in _TURN]
        wanted = select(*columns).where(col(TurnRow.transcript_id) == transcript_id)
        rows = self._session.execute(wanted.order_by(col(TurnRow.place)))
        return tuple(
            Turn(index, who, channel, start, end, said, tuple(Word(*word) for word in words))
            for index, who, channel, start, end, said, words in rows
        )

    def _removed(self, transcript_id: int) -> tuple[Removed, ...]:
        rows = self._session.exec(
            select(RemovedRow)
            .where(col(RemovedRow.transcript_id) == transcript_id)
            .order_by(col(RemovedRow.place))
        )
        return tuple(Removed(row.channel, row.start_s, row.end_s, row.said, row.reason) for row in rows)
