"""How keys and clicks become marks: each is stored before the next key is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qcdesk.domain.draft import Mark, Step
from qcdesk.domain.evidence import Quote
from qcdesk.domain.review import NOT_APPLICABLE, Value
from qcdesk.errors import ReviewRefused
from qcdesk.services.quoting import heard_at
from ui.keymap import keymap
from ui.models.review_state import ReviewState
from ui.ops import disputes
from ui.ops import review as ops
from ui.ops.context import Context
from ui.texts import _


class Marking:
    """Changes the draft of the call that is open.

    Args:
        state: gives the review in work, None while no call is open.
        changed: called when the draft or the place in it is another.
    """

    def __init__(
        self, context: Context, state: Callable[[], ReviewState | None], changed: Callable[[], object]
    ) -> None:
        self._context = context
        self._state = state
        self._changed = changed
        self._told: set[int] = set()

    def forget(self, call_id: int) -> None:
        """The call's review is finished; a further draft is told to the archive anew."""
        self._told.discard(call_id)

    def mark(self, id: str, now: Mark, *, go_on: bool = False) -> None:
        """Marks a criterion; `go_on` moves to what is to be done next."""
        state = self._state()
        if state is None or state.opened.transcript is None or now == state.draft.mark(id):
            return
        self._take(state, state.draft.changed(id, now), go_on=go_on)

    def undo(self) -> None:
        """Takes the last change back and goes where it was made."""
        state = self._state()
        step = state.draft.undone() if state is not None else None
        if state is None or step is None:
            self._context.notify.note(_("There is nothing to undo in this call"))
            return
        if not step.criterion.startswith(":"):
            state.current = step.criterion
        self._take(state, step, go_on=False)

    def answer(self, value: Value) -> None:
        """Answers the current criterion; the same answer again takes it back."""
        state = self._state()
        if state is not None:
            now = state.answered(value)
            self.mark(state.current, now, go_on=now.value is not None)

    def digit(self, digit: int) -> None:
        """Answers by a digit key."""
        state = self._state()
        value = state.value_of_digit(digit) if state is not None else None
        if value is not None:
            self.answer(value)

    def not_applicable(self) -> None:
        """Answers "not applicable", where that is allowed."""
        state = self._state()
        if state is not None and state.allows_na():
            self.answer(NOT_APPLICABLE)
        elif state is not None:
            self._context.notify.note(_("“Not applicable” is not allowed for {id}").format(id=state.current))

    def accept(self) -> None:
        """Takes the hint of the current criterion as the answer, with its quote."""
        state = self._state()
        now = state.accepted() if state is not None else None
        if state is not None and now is not None:
            self.mark(state.current, now, go_on=True)
        elif state is not None:
            self._context.notify.note(_("There is no hint to accept here"))

    def unsaid(self) -> None:
        """Marks that what should have been said was not said."""
        state = self._state()
        now = state.unsaid() if state is not None else None
        if state is not None and now is not None:
            self.mark(state.current, now, go_on=now.not_said)
        elif state is not None:
            self._context.notify.note(_("First answer; “not said” proves only what was left unsaid"))

    def quote(self, at: float) -> None:
        """Takes the sentence at this second as a quote of the current criterion."""
        state = self._state()
        transcript = state.opened.transcript if state is not None else None
        if state is None or transcript is None:
            return
        try:
            found = heard_at(transcript, state.rule(), at, state.current)
        except ReviewRefused as refused:
            self._context.notify.note(
                refused.what,
                _("Play to the words, then press {key}").format(key=keymap().shown("take_quote")),
            )
            return
        answered = state.draft.mark(state.current).value is not None
        self.mark(state.current, state.quoted(found), go_on=answered)

    def answer_at(self, id: str, value: Value) -> None:
        """Answers a criterion that was clicked."""
        if self._go_to(id):
            self.answer(value)

    def accept_at(self, id: str) -> None:
        """Takes the hint of a criterion that was clicked."""
        if self._go_to(id):
            self.accept()

    def unsaid_at(self, id: str) -> None:
        """Turns "not said" of a criterion that was clicked."""
        if self._go_to(id):
            self.unsaid()

    def _go_to(self, id: str) -> bool:
        state = self._state()
        if state is not None:
            state.current = id
        return state is not None

    def drop(self, id: str, quote: Quote) -> None:
        """Takes a quote away."""
        state = self._state()
        if state is not None:
            mark = state.draft.mark(id)
            self.mark(id, replace(mark, quotes=tuple(q for q in mark.quotes if q != quote)))

    def comment(self, id: str, text: str) -> None:
        """Writes a comment."""
        state = self._state()
        if state is not None:
            self.mark(id, replace(state.draft.mark(id), comment=text))

    def objection(self, id: str, text: str) -> None:
        """Enters what the sales manager objects to an answer."""
        state = self._state()
        if state is not None:
            told = _("The objection is entered; it waits on the page of the department")
            operation = disputes.enter(self._context, state.opened.call.id, id, text)
            operation.success(lambda _one: self._context.notify.done(told)).start()

    def _take(self, state: ReviewState, step: Step, *, go_on: bool) -> None:
        if not state.draft.steps:
            ops.begin_draft(self._context, state.opened)

        def taken(draft: object) -> None:
            state.take(draft)  # type: ignore[arg-type]
            waiting = state.waiting()
            if go_on and step.criterion not in waiting:
                state.go_on()
            self._changed()

        ops.keep_step(self._context, state.opened, state.draft, step).success(taken).at_once()
        call_id = state.opened.call.id
        if call_id not in self._told:
            self._told.add(call_id)
            ops.store_draft(self._context, state.opened, state.draft).start()
