"""Reviews with their answers and scores: only ever added; a correction names the one it replaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, true
from sqlmodel import Session, col, select

from qcdesk.domain.period import Period
from qcdesk.domain.review import Answer, Review, Score
from qcdesk.errors import NotFound, ReviewRefused
from qcdesk.i18n import _
from qcdesk.storage.attest import ADDED, CORRECTED, attested, attested_answer
from qcdesk.storage.audit import AuditTrail
from qcdesk.storage.calls import ID_BITS, Calls, within
from qcdesk.storage.hints import Hints
from qcdesk.storage.plain import plain_quotes, plain_score, quotes_from, score_from
from qcdesk.storage.tables import AnswerRow, CallRow, ReviewRow
from qcdesk.storage.transcripts import Transcripts


class Reviews:
    """The reviews of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calls = Calls(session)
        self._transcripts = Transcripts(session)
        self._hints = Hints(session)
        self._audit = AuditTrail(session)

    def add(
        self,
        call_id: int,
        checklist_id: str,
        checklist_hash: str,
        reviewer: str,
        answers: Iterable[Answer],
        score: Score,
        purpose: str = "regular",
        replaces: int | None = None,
        reason: str = "",
        next_step: str = "",
        next_step_due: str = "",
        draft: bool = False,
        extra: Mapping[str, str] | None = None,
    ) -> Review:
        """Stores a review with its row in the journal and brings the call's state after it.

        Args:
            checklist_hash: a version that `Checklists.keep` was given.
            replaces: number of the review of the same call that this one corrects or continues.
            draft: not finished; a draft takes no finished review's place.
            extra: the facts of the call that the score was computed with.

        Raises:
            NotFound: there is no such call, version or replaced review.
            ReviewRefused: somebody has already corrected the replaced review.
        """
        self._calls.by_id(call_id)
        if replaces is not None:
            self._refuse_second_correction(call_id, replaces, draft=draft)
        read = self._transcripts.current_id(call_id)
        row = ReviewRow(
            call_id=call_id,
            transcript_id=read,
            hint_id=None if read is None else self._hints.newest(read, checklist_hash),
            checklist_id=checklist_id,
            checklist_hash=checklist_hash,
            reviewer=reviewer,
            score=plain_score(score),
            created_at=datetime.now(),
            purpose=purpose,
            replaces=replaces,
            reason=reason,
            next_step=next_step,
            next_step_due=next_step_due,
            extra=dict(extra or {}),
            is_draft=draft,
        )
        self._session.add(row)
        self._session.flush()
        given = tuple(answers)
        plain = [_plain(answer) for answer in given]
        if plain:
            rows = [{"review_id": row.id, "place": n, **columns} for n, columns in enumerate(plain)]
            self._session.execute(insert(AnswerRow), rows)
        action = ADDED if replaces is None else CORRECTED
        self._audit.append(reviewer, action, attested(row, [attested_answer(columns) for columns in plain]))
        self._calls.settle_state(call_id)
        return _value(row, given)

    def by_id(self, id: int) -> Review:
        """The review of that number; raises NotFound."""
        found = self._load(col(ReviewRow.id) == id) if id.bit_length() <= ID_BITS else []
        if not found:
            raise NotFound(str(id), _("no review has this number"))
        return found[0]

    def in_force(self, call_id: int, purpose: str = "regular") -> Review | None:
        """The newest finished review of a call and purpose that nothing finished has replaced.

        Where none is finished, the newest draft.
        """
        reviews, drafts = self._of(col(ReviewRow.call_id) == call_id)
        mine = [r for r in reviews if r.purpose == purpose]
        standing = [r for r in _standing(reviews, drafts) if r.purpose == purpose]
        return next(reversed(standing or mine), None)

    def to_continue(self, call_id: int, purpose: str) -> tuple[Review | None, bool]:
        """What a further review of this purpose replaces, and whether that corrects a finished one.

        It is the newest review that nothing finished has replaced, a draft among them; a draft that began
        as the correction of a finished review still corrects that one.
        """
        reviews, drafts = self._of(col(ReviewRow.call_id) == call_id)
        gone = _superseded(reviews, drafts)
        newest = next((r for r in reversed(reviews) if r.purpose == purpose and r.id not in gone), None)
        if newest is None:
            return None, False
        ancestors = {newest.id, *_ancestors(newest, {r.id: r.replaces for r in reviews})}
        return newest, not ancestors <= drafts

    def history(self, call_id: int) -> list[Review]:
        """All reviews of a call, oldest first, drafts and replaced ones included."""
        return self._load(col(ReviewRow.call_id) == call_id)

    def is_draft(self, id: int) -> bool:
        """Whether the review of that number was stored as a draft; raises NotFound."""
        row = self._session.get(ReviewRow, id) if id.bit_length() <= ID_BITS else None
        if row is None:
            raise NotFound(str(id), _("no review has this number"))
        return row.is_draft

    def standing(self) -> list[Review]:
        """All finished reviews that nothing finished has replaced, oldest first."""
        return _standing(*self._of(true()))

    def in_period(self, period: Period) -> list[Review]:
        """Finished reviews that nothing finished has replaced, of calls made in a period.

        The call's start decides, not the day of the review; the day of adding where the start is unknown.
        """
        return _standing(*self._of(within(period)))

    def _refuse_second_correction(self, call_id: int, replaces: int, *, draft: bool) -> None:
        known, drafts = self._of(col(ReviewRow.call_id) == call_id)
        if replaces not in {review.id for review in known}:
            raise NotFound(str(replaces), _("the call has no review of this number"))
        if not draft and replaces in _superseded(known, drafts):
            raise ReviewRefused(
                _("Review {id} has already been corrected").format(id=replaces),
                _("Open the newest review of the call and correct that one"),
            )

    def _of(self, condition: ColumnElement[bool]) -> tuple[list[Review], set[int]]:
        """The reviews, oldest first, and the numbers of those that are drafts."""
        drafts = select(ReviewRow.id).join(CallRow).where(condition, col(ReviewRow.is_draft))
        return self._load(condition), set(self._session.exec(drafts))

    def _load(self, condition: ColumnElement[bool]) -> list[Review]:
        chosen = select(ReviewRow).join(CallRow).where(condition).order_by(col(ReviewRow.id))
        rows = self._session.exec(chosen).all()
        answers: dict[int, list[Answer]] = {row.id: [] for row in rows}
        given = (
            select(AnswerRow)
            .join(ReviewRow)
            .join(CallRow)
            .where(condition)
            .order_by(col(AnswerRow.review_id), col(AnswerRow.place))
        )
        for answer in self._session.exec(given):
            answers[answer.review_id].append(_answer(answer))
        return [_value(row, tuple(answers[row.id])) for row in rows]


def _standing(reviews: Iterable[Review], drafts: set[int]) -> list[Review]:
    """The finished reviews that no finished one has replaced."""
    every = list(reviews)
    gone = _superseded(every, drafts)
    return [review for review in every if review.id not in drafts and review.id not in gone]


def _superseded(reviews: Iterable[Review], drafts: set[int]) -> set[int]:
    """Numbers of all reviews that a finished one replaces, directly or by way of drafts."""
    every = list(reviews)
    replaces = {review.id: review.replaces for review in every}
    return {id for review in every if review.id not in drafts for id in _ancestors(review, replaces)}


def _ancestors(review: Review, replaces: Mapping[int, int | None]) -> Iterator[int]:
    """Numbers of the reviews that this one replaces, newest first."""
    seen = {review.id}
    earlier = review.replaces
    while earlier is not None and earlier not in seen:
        seen.add(earlier)
        yield earlier
        earlier = replaces.get(earlier)


def _plain(answer: Answer) -> dict[str, Any]:
    return {
        "criterion": answer.criterion,
        "value": answer.value,
        "comment": answer.comment,
        "quotes": plain_quotes(answer.quotes),
        "not_said": answer.not_said,
        "prefilled": answer.prefilled,
    }


def _answer(row: AnswerRow) -> Answer:
    quotes = quotes_from(row.quotes)
    return Answer(row.criterion, row.value, row.comment, quotes, row.not_said, row.prefilled)


def _value(row: ReviewRow, answers: tuple[Answer, ...]) -> Review:
    return Review(
        id=row.id,
        call_id=row.call_id,
        checklist_id=row.checklist_id,
        checklist_hash=row.checklist_hash,
        reviewer=row.reviewer,
        answers=answers,
        score=score_from(row.score),
        created_at=row.created_at,
        purpose=row.purpose,
        replaces=row.replaces,
        reason=row.reason,
        next_step=row.next_step,
        next_step_due=row.next_step_due,
        extra=dict(row.extra),
        hints=row.hint_id,
    )
