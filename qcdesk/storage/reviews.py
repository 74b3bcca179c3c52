"""Reviews with their answers and scores: only ever added; a correction names the one it replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, col, select

from qcdesk.domain.period import Period
from qcdesk.domain.review import Answer, Review, Score
from qcdesk.errors import NotFound, ReviewRefused
from qcdesk.i18n import _
from qcdesk.storage.calls import Calls, within
from qcdesk.storage.plain import plain_quotes, plain_score, quotes_from, score_from
from qcdesk.storage.tables import AnswerRow, CallRow, ReviewRow
from qcdesk.storage.transcripts import Transcripts


class Reviews:
    """The reviews of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calls = Calls(session)
        self._transcripts = Transcripts(session)

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
        """Stores a review and brings the call's state after it.

        Args:
            checklist_hash: a version that `Checklists.keep` was given.
            replaces: number of the review of the same call that this one corrects or continues.
            draft: not finished; a draft takes no finished review's place.

        Raises:
            NotFound: there is no such call, version or replaced review.
            ReviewRefused: somebody has already corrected the replaced review.
        """
        self._calls.by_id(call_id)
        if replaces is not None:
            self._refuse_second_correction(call_id, replaces, draft=draft)
        row = ReviewRow(
            call_id=call_id,
            transcript_id=self._transcripts.current_id(call_id),
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
        if given:
            self._session.execute(insert(AnswerRow), [_columns(row.id, n, a) for n, a in enumerate(given)])
        self._calls.settle_state(call_id)
        return _value(row, given)

    def by_id(self, id: int) -> Review:
        """The review of that number; raises NotFound."""
        found = self._load(col(ReviewRow.id) == id)
        if not found:
            raise NotFound(str(id), _("no review has this number"))
        return found[0]

    def current(self, call_id: int) -> Review | None:
        """The latest review of a call, draft or finished."""
        return next(reversed(self.history(call_id)), None)

    def history(self, call_id: int) -> list[Review]:
        """All reviews of a call, oldest first, drafts and replaced ones included."""
        return self._load(col(ReviewRow.call_id) == call_id)

    def is_draft(self, id: int) -> bool:
        """Whether the review of that number was stored as a draft; raises NotFound."""
        row = self._session.get(ReviewRow, id)
        if row is None:
            raise NotFound(str(id), _("no review has this number"))
        return row.is_draft

    def in_period(self, period: Period) -> list[Review]:
        """Finished reviews that nothing finished has replaced, of calls made in a period.

        The call's start decides, not the day of the review; the day of adding where the start is unknown.
        """
        reviews = self._load(within(period))
        drafts = set(
            self._session.exec(
                select(ReviewRow.id).join(CallRow).where(within(period), col(ReviewRow.is_draft))
            )
        )
        finished = [review for review in reviews if review.id not in drafts]
        gone = _superseded(finished, {review.id: review.replaces for review in reviews})
        return [review for review in finished if review.id not in gone]

    def _refuse_second_correction(self, call_id: int, replaces: int, *, draft: bool) -> None:
        known = self.history(call_id)
        if replaces not in {review.id for review in known}:
            raise NotFound(str(replaces), _("the call has no review of this number"))
        finished = [review for review in known if not self.is_draft(review.id)]
        if not draft and replaces in _superseded(finished, {r.id: r.replaces for r in known}):
            raise ReviewRefused(
                _("Review {id} has already been corrected").format(id=replaces),
                _("Open the newest review of the call and correct that one"),
            )

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


def _superseded(finished: Iterable[Review], replaces: Mapping[int, int | None]) -> set[int]:
    """Numbers of all reviews that a finished one replaces, directly or by way of drafts."""
    gone: set[int] = set()
    for review in finished:
        earlier = review.replaces
        while earlier is not None and earlier not in gone:
            gone.add(earlier)
            earlier = replaces.get(earlier)
    return gone


def _columns(review_id: int, place: int, answer: Answer) -> dict[str, object]:
    return {
        "review_id": review_id,
        "place": place,
        "criterion": answer.criterion,
        "value": answer.value,
        "comment": answer.comment,
        "quotes": plain_quotes(answer.quotes),
        "not_said": answer.not_said,
    }


def _answer(row: AnswerRow) -> Answer:
    return Answer(row.criterion, row.value, row.comment, quotes_from(row.quotes), row.not_said)


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
    )
