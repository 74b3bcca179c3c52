"""Stores a reviewer's judgement of a call: checked, scored, append-only, with its row in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer
from qcdesk.domain.call import Call, SetBy
from qcdesk.domain.checklist import (
    AnswerKind,
    Checklist,
    Criterion,
    EffectKind,
    Flag,
    canonical_json,
    content_hash,
)
from qcdesk.domain.review import NO, YES, Answer, Review, Score
from qcdesk.domain.rights import Action
from qcdesk.domain.transcript import Transcript
from qcdesk.errors import NotFound, ReviewRefused
from qcdesk.i18n import _
from qcdesk.scoring.arithmetic import score
from qcdesk.services.quoting import checked, quoted
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

REGULAR = "regular"
PURPOSES = (REGULAR, "targeted", "training", "calibration")


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
    purpose: str = REGULAR
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def review(
    database: Database,
    request: ReviewRequest,
    checklist: Checklist,
    sheet: AnswerSheet,
    prefilled: Sequence[Answer] = (),
) -> Review:
    """Stores a review, or a draft where answers are missing.

    Args:
        prefilled: answers of the program for what the sheet leaves out.

    Raises:
        NotFound: no such call.
        ReviewRefused: a rule of the department is broken; nothing is stored.
    """
    require(database, Action.REVIEW, request.reviewer)
    with database.transaction() as tx:
        transcript = _transcript(tx, tx.calls.by_id(request.call_id))
        answers = [_quoted(checklist, given, transcript) for given in sheet.answers]
        given = {answer.criterion for answer in answers}
        answers += [answer for answer in prefilled if answer.criterion not in given]
        return _add(tx, request, checklist, answers, (sheet.next_step, sheet.next_step_due))


def judge(
    database: Database,
    request: ReviewRequest,
    checklist: Checklist,
    answers: Sequence[Answer],
    next_step: tuple[str, str] = ("", ""),
) -> Review:
    """Stores a review, or a draft where answers are missing, from answers with their quotes in full.

    Args:
        next_step: what is agreed with the sales manager, and the day as `2026-10-30`; empty for none.

    Raises:
        NotFound: no such call.
        ReviewRefused: a rule of the department is broken, or a quote is not in the transcript.
    """
    require(database, Action.REVIEW, request.reviewer)
    with database.transaction() as tx:
        transcript = _transcript(tx, tx.calls.by_id(request.call_id))
        for answer in answers:
            part = _part(checklist, answer.criterion)
            checked(transcript, part.evidence if part else None, answer)
        return _add(tx, request, checklist, answers, next_step)


def current(database: Database, call_id: int, purpose: str = REGULAR) -> Review:
    """The review in force of a call; a draft only where nothing is finished.

    Raises:
        NotFound: no such call, or nobody reviewed it for this purpose.
    """
    with database.read() as tx:
        tx.calls.by_id(call_id)
        found = tx.reviews.in_force(call_id, purpose)
    if found is None:
        what, remedy = _("the call is not reviewed yet"), _("Review it: qcdesk review {id} --answers FILE")
        raise NotFound(str(call_id), what, remedy.format(id=call_id))
    return found


def _add(
    tx: Transaction,
    request: ReviewRequest,
    checklist: Checklist,
    answers: Sequence[Answer],
    next_step: tuple[str, str],
) -> Review:
    _check_request(request)
    call = tx.calls.by_id(request.call_id)
    if request.purpose == REGULAR:
        _refuse_uncounted(call, _transcript(tx, call), checklist)
    current = _replaced(tx, request)
    _refuse_false_marks(tx, call, checklist, answers)
    facts = facts_of(call) | dict(request.facts)
    result = score(checklist, {a.criterion: a for a in answers}, facts)
    _check_evidence(checklist, answers, result)
    tx.checklists.keep(checklist, canonical_json(checklist), content_hash(checklist))
    return tx.reviews.add(
        call_id=call.id,
        checklist_id=checklist.id,
        checklist_hash=content_hash(checklist),
        reviewer=request.reviewer.strip(),
        answers=answers,
        score=result,
        purpose=request.purpose,
        replaces=current.id if current else None,
        reason=request.reason.strip(),
        next_step=next_step[0],
        next_step_due=next_step[1],
        draft=bool(result.unanswered),
        extra=facts,
    )


def _check_request(request: ReviewRequest) -> None:
    if not request.reviewer.strip():
        raise ReviewRefused(_("A review needs the name of its reviewer"), _("Add --reviewer NAME"))
    if request.purpose not in PURPOSES:
        raise ReviewRefused(
            _("“{purpose}” is no purpose of a review").format(purpose=request.purpose),
            _("Possible: {names}").format(names=", ".join(PURPOSES)),
        )


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


def _refuse_uncounted(call: Call, transcript: Transcript, checklist: Checklist) -> None:
    """A call that is counted without being scored takes no regular review, unless a person let it in."""
    if call.exclusion is not None:
        what = _("Call {id} is not scored: {reason}").format(id=call.id, reason=call.exclusion)
    elif call.exclusion_by is not SetBy.HUMAN and transcript.speech_s < checklist.min_talk_s:
        what = _(
            "Call {id} has {speech:.0f} s of speech, the checklist {checklist} needs {least:g} s"
        ).format(id=call.id, speech=transcript.speech_s, checklist=checklist.id, least=checklist.min_talk_s)
    else:
        return
    remedy = _(
        "Score it all the same: qcdesk exclude {id} --reason none; or add --purpose training or calibration"
    )
    raise ReviewRefused(what, remedy.format(id=call.id))


def _replaced(tx: Transaction, request: ReviewRequest) -> Review | None:
    """The review of the same purpose that this one replaces; correcting a finished one needs a reason."""
    current, corrects = tx.reviews.to_continue(request.call_id, request.purpose)
    if current and corrects and not request.reason.strip():
        raise ReviewRefused(
            _("Call {id} is already reviewed by {name}").format(id=request.call_id, name=current.reviewer),
            _("A correction needs a reason: add --reason TEXT"),
        )
    return current


def _quoted(checklist: Checklist, given: GivenAnswer, transcript: Transcript) -> Answer:
    """The answer with its quotes taken from the transcript, each through the guard."""
    part = _part(checklist, given.criterion)
    rule = part.evidence if part else None
    quotes = tuple(quoted(transcript, rule, place, given.criterion) for place in given.quotes)
    return Answer(given.criterion, given.value, given.comment, quotes, given.not_said, given.prefilled)


def _refuse_false_marks(tx: Transaction, call: Call, checklist: Checklist, answers: Sequence[Answer]) -> None:
    """An answer marked as prefilled says what the hint says: any other is somebody's own."""
    marked = [answer for answer in answers if answer.prefilled]
    read = tx.transcripts.current_id(call.id) if marked else None
    stood = None if read is None else tx.hints.newest(read, content_hash(checklist))
    suggested = {h.criterion: h.suggested for h in tx.hints.by_id(stood)} if stood is not None else {}
    for answer in marked:
        if suggested.get(answer.criterion) != answer.value:
            raise ReviewRefused(
                _("{id}: the hint does not say so").format(id=answer.criterion),
                _("Take the mark “prefilled” from answers of your own"),
            )


def _check_evidence(checklist: Checklist, answers: Sequence[Answer], result: Score) -> None:
    """A "no" that costs points and an answer with an effect carry a quote, or the mark that nothing was said.

    Something that was done needs a quote; the mark proves only what was left unsaid.
    """
    for answer in answers:
        part = _part(checklist, answer.criterion)
        if part is None or answer.criterion not in needs_proof(checklist, [answer], result):
            continue
        said = answer.value if isinstance(answer.value, str) else f"{answer.value:g}"
        if may_be_unsaid(part, answer):
            what = _("{id}: “{answer}” needs a quote or the mark that it was not said")
            remedy = _('Add  quote: {at: "0:42"}  or  not_said: true')
        else:
            what, remedy = _("{id}: “{answer}” needs a quote"), _('Add  quote: {at: "0:42"}')
        raise ReviewRefused(what.format(id=part.id, answer=said), remedy)


def needs_proof(checklist: Checklist, answers: Sequence[Answer], result: Score) -> tuple[str, ...]:
    """Ids of the answers that lack the quote, or the mark that nothing was said, which they need."""
    heavy = {c.criterion for c in result.criticals if c.effect.kind is not EffectKind.NOTE}
    out = []
    for answer in answers:
        part = _part(checklist, answer.criterion)
        if part is None or answer.quotes or (answer.not_said and may_be_unsaid(part, answer)):
            continue
        if answer.criterion in heavy or _must_be_proved(part, answer):
            out.append(answer.criterion)
    return tuple(out)


def may_be_unsaid(part: Criterion | Flag, answer: Answer) -> bool:
    """Whether the mark that nothing was said can prove the answer."""
    return answer.value != YES or bool(part.evidence and part.evidence.absent)


def _must_be_proved(part: Criterion | Flag, answer: Answer) -> bool:
    if isinstance(part, Flag):
        return answer.value == YES
    return part.scored and part.weight > 0 and part.kind is AnswerKind.YES_NO and answer.value == NO


def _part(checklist: Checklist, id: str) -> Criterion | Flag | None:
    return checklist.criterion(id) or checklist.flag(id)
