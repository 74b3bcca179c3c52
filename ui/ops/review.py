"""What is done on the page of review: a call is opened, marked step by step, finished, its text corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist, content_hash
from qcdesk.domain.draft import Draft, Step, begun
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import LISTENED, Review
from qcdesk.domain.transcript import Transcript
from qcdesk.errors import NotFound, ReviewRefused
from qcdesk.services import editing, reviewing
from qcdesk.services.author import author
from qcdesk.services.drafts import Drafts, basis_of
from qcdesk.services.running import running
from qcdesk.services.sounding import Outline
from ui.ops.context import Context
from ui.ops.operation import Operation


@dataclass(frozen=True, slots=True)
class Opened:
    """A call with all that its review needs.

    Attributes:
        transcript: None where there is none yet; then there are no hints either.
        because: facts of the call that chose the checklist.
        corrects: the finished review in force, which a further one corrects and must give a reason for.
        recognised: what recognition said in turns that people edited, by index.
        facts: what is known of the call and the department, for criteria that depend on it.
    """

    call: Call
    transcript: Transcript | None
    checklist: Checklist
    checklists: tuple[Checklist, ...]
    because: tuple[str, ...]
    hints: Mapping[str, Hint]
    draft: Draft
    corrects: Review | None
    recognised: Mapping[int, str]
    facts: Mapping[str, str]


def open_call(context: Context, call_id: int, checklist_id: str = "") -> Operation[Opened]:
    """Opens a call for review, with the draft in work if there is one.

    Args:
        checklist_id: another checklist than the one that fits the call.
    """
    return Operation(context, lambda: _opened(context, call_id, checklist_id))


def keep_step(context: Context, opened: Opened, draft: Draft, step: Step) -> Operation[Draft]:
    """Takes a step of the draft; it is on the disk when this is done."""

    def work() -> Draft:
        _drafts(context).keep(opened.call.id, step)
        return draft.after(step)

    return Operation(context, work)


def store_draft(context: Context, opened: Opened, draft: Draft) -> Operation[None]:
    """Shows the archive that the call is in work: a draft review of what is answered and proved so far."""

    def work() -> None:
        answers = draft.answers()
        now = running(opened.checklist, answers, opened.facts)
        proved = tuple(a for a in answers if a.criterion not in now.unproved)
        if proved and now.score.unanswered and opened.corrects is None:
            reviewing.judge(context.desk.database, _request(context, opened), opened.checklist, proved)

    return Operation(context, work)


def finish(
    context: Context, opened: Opened, draft: Draft, reason: str = "", listened: float = 0.0
) -> Operation[Review]:
    """Stores the review.

    Args:
        reason: why the review in force is corrected.
        listened: which share of the call was played, 0…1.
    """

    def work() -> Review:
        request = _request(context, opened)
        facts = (*request.facts, (LISTENED, f"{listened:.3f}"))
        request = replace(request, reason=reason, facts=facts)
        step = (draft.next_step, draft.next_step_due)
        stored = reviewing.judge(context.desk.database, request, opened.checklist, draft.answers(), step)
        _drafts(context).forget(opened.call.id)
        return stored

    return Operation(context, work)


def edit_turn(context: Context, call_id: int, turn: int, text: str) -> Operation[Transcript]:
    """Corrects what a turn says; what was recognised stays."""
    by = reviewer(context)
    return Operation(context, lambda: editing.edit_turn(context.desk.database, call_id, turn, text, by))


def swap_sides(context: Context, call_id: int) -> Operation[Transcript | None]:
    """Puts the sales manager in the other channel."""
    by = reviewer(context)
    return Operation(context, lambda: context.desk.set_side(call_id, None, by))


def outline(context: Context, call: Call) -> Operation[Outline]:
    """The outline of a call's sound; made in a child process where it is not kept yet."""
    return Operation(context, lambda: context.sounding.outline(call))


def balance(context: Context, call: Call, gains: Sequence[float]) -> Operation[Path]:
    """A file of the call in which each channel is multiplied by its gain."""
    return Operation(context, lambda: context.sounding.balance(call, gains))


def reviewer(context: Context) -> str:
    """Who reviews here: the name that was given, else the user of this computer."""
    return author(context.preferences.text("reviewer"))


def _opened(context: Context, call_id: int, checklist_id: str) -> Opened:
    desk = context.desk
    call, transcript = desk.call(call_id), desk.transcript(call_id)
    checklists = tuple(desk.checklists())
    stored = _stored(context, call_id)
    finished = stored if stored is not None and not stored.score.unanswered else None
    checklist, because = _checklist(context, call, checklist_id, stored, checklists)
    facts = reviewing.facts_of(call) | context.desk.facts_around(call)
    hints = desk.hints(call, checklist) if transcript is not None else ()
    draft = _draft(context, call_id, checklist, stored, finished, facts)
    if draft == Draft() and stored is None:
        draft = begun(desk.accuracy.prefilled(call_id, checklist, hints))
    return Opened(
        call,
        transcript,
        checklist,
        checklists,
        because,
        {hint.criterion: hint for hint in hints},
        draft,
        finished,
        editing.recognised(desk.database, call_id),
        facts,
    )


def _stored(context: Context, call_id: int) -> Review | None:
    try:
        return context.desk.current_review(call_id)
    except NotFound:
        return None


def _checklist(
    context: Context, call: Call, named: str, stored: Review | None, known: tuple[Checklist, ...]
) -> tuple[Checklist, tuple[str, ...]]:
    """The checklist that was asked for, the one the review used, or the one that fits the call."""
    by_id = {c.id: c for c in known}
    wanted = named or (stored.checklist_id if stored is not None else "")
    if wanted in by_id:
        return by_id[wanted], ()
    try:
        choice = context.desk.choice(call)
    except NotFound:
        return known[0], ()
    return choice.checklist, choice.because


def _draft(
    context: Context,
    call_id: int,
    checklist: Checklist,
    stored: Review | None,
    finished: Review | None,
    facts: Mapping[str, str],
) -> Draft:
    """The draft in work, else a new one that begins with the stored review where that still fits."""
    drafts = _drafts(context)
    basis = basis_of(content_hash(checklist), finished.id if finished else None)
    found = drafts.load(call_id, basis)
    if found is None:
        fits = stored if stored is not None and stored.checklist_id == checklist.id else None
        found = begun(fits.answers, fits.next_step, fits.next_step_due) if fits else Draft()
    try:
        running(checklist, found.answers(), facts)
    except ReviewRefused:
        return Draft()  # the checklist has changed since, and its answers no longer fit
    return found


def begin_draft(context: Context, opened: Opened) -> None:
    """Makes the file of a draft before its first step."""
    basis = basis_of(content_hash(opened.checklist), opened.corrects.id if opened.corrects else None)
    drafts = _drafts(context)
    if drafts.load(opened.call.id, basis) is None:
        drafts.begin(opened.call.id, basis, opened.draft)


def _drafts(context: Context) -> Drafts:
    return Drafts(context.desk.home.drafts)


def _request(context: Context, opened: Opened) -> reviewing.ReviewRequest:
    facts = tuple(context.desk.facts_around(opened.call).items())
    return reviewing.ReviewRequest(opened.call.id, reviewer(context), facts=facts)
