"""Stores a reviewer's judgement of a call: checked, scored, append-only, with its row in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, Source, canonical_json, content_hash
from qcdesk.domain.review import NO, Answer, Review
from qcdesk.domain.transcript import Transcript, Turn
from qcdesk.errors import ReviewRefused
from qcdesk.i18n import _
from qcdesk.scoring.arithmetic import score
from qcdesk.services.quoting import quote_at
from qcdesk.storage import Database, Transaction

PURPOSES = ("regular", "targeted", "training", "calibration")


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """Who judged which call by which checklist, and why again.

    Attributes:
        purpose: one of `PURPOSES`; only regular reviews enter averages.
        reason: needed when a finished review is corrected.
        facts: what is known of the department (`department_type`), for criteria that depend on it.
    """

    call_id: int
    reviewer: str
    purpose: str = "regular"
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def review(database: Database, request: ReviewRequest, checklist: Checklist, sheet: AnswerSheet) -> Review:
    """Stores a review, or a draft where answers are missing.

    Raises:
        NotFound: no such call.
        ReviewRefused: a rule of the department is broken; nothing is stored.
    """
    if not request.reviewer.strip():
        raise ReviewRefused(_("A review needs the name of its reviewer"), _("Add --reviewer NAME"))
    if request.purpose not in PURPOSES:
        raise ReviewRefused(
            _("“{purpose}” is no purpose of a review").format(purpose=request.purpose),
            _("Possible: {names}").format(names=", ".join(PURPOSES)),
        )
    with database.transaction() as tx:
        call = tx.calls.by_id(request.call_id)
        transcript = _transcript(tx, call)
        current = _replaced(tx, request)
        answers = [_checked(checklist, given, transcript.turns) for given in sheet.answers]
        result = score(checklist, {a.criterion: a for a in answers}, facts_of(call) | dict(request.facts))
        tx.checklists.keep(checklist, canonical_json(checklist), content_hash(checklist))
        stored = tx.reviews.add(
            call_id=call.id,
            checklist_id=checklist.id,
            checklist_hash=content_hash(checklist),
            reviewer=request.reviewer.strip(),
            answers=answers,
            score=result,
            purpose=request.purpose,
            replaces=current.id if current else None,
            reason=request.reason.strip(),
            next_step=sheet.next_step,
            next_step_due=sheet.next_step_due,
            draft=bool(result.unanswered),
        )
        tx.audit.append(
            stored.reviewer, "review.corrected" if current else "review.added", _audit_body(stored)
        )
    return stored


def facts_of(call: Call) -> dict[str, str]:
    """What is known of a call, by the names that checklists use in `applies_if`."""
    facts = call.facts
    known = {
        "role": facts.role,
        "direction": facts.direction,
        "lead_kind": facts.lead_kind,
        "stage": facts.stage,
    }
    return {name: str(value) for name, value in known.items() if value and value != "unknown"}


def _transcript(tx: Transaction, call: Call) -> Transcript:
    transcript = tx.transcripts.current(call.id)
    if transcript is None:
        what = _("Call {id} is not transcribed yet").format(id=call.id)
        raise ReviewRefused(what, _("Run: qcdesk transcribe {id}").format(id=call.id))
    return transcript


def _replaced(tx: Transaction, request: ReviewRequest) -> Review | None:
    """The review in force of the same purpose; correcting a finished one needs a reason."""
    current = next(
        (r for r in [tx.reviews.current(request.call_id)] if r and r.purpose == request.purpose), None
    )
    if current and not current.score.unanswered and not request.reason.strip():
        raise ReviewRefused(
            _("Call {id} is already reviewed by {name}").format(id=request.call_id, name=current.reviewer),
            _("A correction needs a reason: add --reason TEXT"),
        )
    return current


def _checked(checklist: Checklist, given: GivenAnswer, turns: Sequence[Turn]) -> Answer:
    quotes = []
    for at in given.at:
        quote = quote_at(turns, at)
        if quote is None:
            raise ReviewRefused(
                _("{id}: nobody speaks at {at:g} s").format(id=given.criterion, at=at),
                _("Give the time of the words in the transcript (qcdesk show)"),
            )
        quotes.append(quote)
    answer = Answer(given.criterion, given.value, given.comment, tuple(quotes), given.not_said)
    criterion = checklist.criterion(given.criterion)
    if criterion is not None:
        _check_evidence(criterion, answer)
    return answer


def _check_evidence(criterion: Criterion, answer: Answer) -> None:
    """A "no" that costs points carries a quote, or the mark that nothing was said."""
    weighted = criterion.scored and criterion.weight > 0 and criterion.kind is AnswerKind.YES_NO
    if not weighted or answer.value != NO or answer.quotes or answer.not_said:
        return
    if criterion.source is Source.METADATA and answer.comment:
        return
    raise ReviewRefused(
        _("{id}: “no” needs a quote or the mark that it was not said").format(id=criterion.id),
        _('Add  quote: {at: "0:42"}  or  not_said: true'),
    )


def _audit_body(stored: Review) -> dict[str, object]:
    return {
        "review": stored.id,
        "call": stored.call_id,
        "checklist": stored.checklist_id,
        "checklist_hash": stored.checklist_hash,
        "purpose": stored.purpose,
        "replaces": stored.replaces,
        "reason": stored.reason,
        "raw": stored.score.raw,
        "final": stored.score.final,
        "answers": [asdict(a) for a in stored.answers],
    }
