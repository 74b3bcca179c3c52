"""The page of review: the call in the middle, the checklist beside it, everything by one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer

from qcdesk.domain.evidence import Quote
from qcdesk.domain.listing import CallQuery, View
from qcdesk.domain.review import Review
from qcdesk.errors import QcdeskError
from ui.actions import Shortcut, install
from ui.models.review_state import ReviewState
from ui.ops import calls as call_ops
from ui.ops import review as ops
from ui.ops.context import Context
from ui.pages.page import Page
from ui.pages.review.hearing import Hearing
from ui.pages.review.keys import keys_of
from ui.pages.review.marking import Marking
from ui.pages.review.parts import ReviewParts
from ui.texts import _
from ui.widgets.basics import column
from ui.widgets.text_keys import TextKeys
from ui.wording import exclusion

_AROUND_S = 5.0
_BLIND = "review/blind"
_SPLITTER = "review/splitter"


class ReviewPage(Page):
    """One call at a time, out of a queue."""

    names_keys = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.state: ReviewState | None = None
        self.queue: list[int] = []
        self._asked = 0
        self.parts = ReviewParts(blind=context.preferences.flag(_BLIND))
        self.parts.splitter.restoreState(context.preferences.state(_SPLITTER))
        self.header, self.sound, self.talk = self.parts.header, self.parts.sound, self.parts.talk
        self.panel, self.footer = self.parts.panel, self.parts.footer
        self.hearing = Hearing(context, self.sound)
        self.setLayout(column(self.parts))
        self.marking = Marking(context, lambda: self.state, self.show_state)
        self._connect()
        self._keys = keys_of(self)
        install(self, self._keys)
        TextKeys(self).keep_in(self)

    # — the page —

    def enter(self, what: object = None) -> None:
        """Shows a call; `what` is its number, the queue, and the second to begin at, if any."""
        if isinstance(what, tuple):
            call_id, queue, *at = what
            self.queue = list(queue)
            self.open(call_id, at=at[0] if at else None)
        elif self.state is None:
            self._look_for_work()

    def leave(self) -> None:
        self.sound.player.pause()
        self.context.preferences.keep(_SPLITTER, self.parts.splitter.saveState())
        self._store_draft()

    def end(self) -> None:
        self._asked += 1  # a call on its way here is not shown any more
        self.sound.player.stop()

    def shortcuts(self) -> Sequence[Shortcut]:
        return self._keys

    # — what keys and clicks do —

    def open(self, call_id: int, checklist: str = "", at: float | None = None) -> None:
        """Opens a call, at a second where one is told."""
        self._store_draft()
        self._asked += 1
        asked = self._asked
        if call_id not in self.queue:
            self.queue = [call_id]
        operation = ops.open_call(self.context, call_id, checklist)
        operation.success(lambda opened: self._show(asked, opened, at)).start()

    def step(self, by: int) -> None:
        """Opens the call before or after in the queue."""
        if self.state is not None and self.state.opened.call.id in self.queue:
            place = self.queue.index(self.state.opened.call.id) + by
            if 0 <= place < len(self.queue):
                self.open(self.queue[place])

    def move_criterion(self, by: int) -> None:
        """Goes to the criterion before or after."""
        if self.state is not None:
            self.state.move(by)
            self.show_state()

    def move_turn(self, by: int) -> None:
        """Plays from the turn before or after."""
        start = self.state.turn_start(self.sound.player.position, by) if self.state is not None else None
        if start is not None:
            self.sound.player.seek(start)

    def play_quote(self) -> None:
        """Plays the quote of the current criterion, or the hint's."""
        if self.state is None:
            return
        hint = self.state.hint(self.state.current)
        if quotes := self.state.draft.mark(self.state.current).quotes or (hint.quotes if hint else ()):
            self.hear(quotes[0])
        else:
            self.context.notify.note(_("There is no quote to play here"))

    def hear(self, quote: Quote) -> None:
        """Plays a quote with what was said around it."""
        self.talk.view.show_turn(quote.turn)
        self.sound.player.play_span(max(0.0, quote.start - _AROUND_S), quote.end + _AROUND_S)

    def take_quote(self) -> None:
        """Takes what plays as a quote."""
        self.marking.quote(self.sound.player.position)

    def write_comment(self, id: str = "") -> None:
        """Has a comment written."""
        if self.state is not None:
            which = id or self.state.current
            title = _("Comment to {id} (Enter keeps it, Esc leaves it)").format(id=which)
            before = self.state.draft.mark(which).comment
            self.footer.ask(title, before, partial(self.marking.comment, which), self.panel)

    def write_objection(self) -> None:
        """Has the sales manager's objection to the current answer written."""
        if self.state is None or self.state.opened.corrects is None:
            self.context.notify.note(_("Only an answer of a finished review can be objected to"))
            return
        which = self.state.current
        title = _("The sales manager objects to {id} because…").format(id=which)
        self.footer.ask(title, "", partial(self.marking.objection, which), self.panel)

    def go_to_flags(self) -> None:
        """Goes to what is seen beside the score."""
        if self.state is not None and self.state.opened.checklist.flags:
            self.state.current = self.state.opened.checklist.flags[0].id
            self.show_state()

    def edit_turn(self) -> None:
        """Corrects the text of the turn that plays."""
        turn = self.talk.view.playing_turn
        if turn is not None:
            self.talk.edit(turn)

    def back_to_list(self) -> None:
        """Shows the list again."""
        self.go.emit("calls", None)

    def finish(self) -> None:
        """Stores the review and opens the next call that waits."""
        state = self.state
        if state is None or state.opened.transcript is None:
            return
        waiting = state.first_open()
        if waiting:
            state.current = waiting
            self.show_state()
            self.context.notify.note(_("Not everything is answered"), _("This is the first that waits"))
            return
        reason = self.footer.reason.text().strip()
        listened = self.hearing.share(state.opened.call)
        operation = ops.finish(self.context, state.opened, state.draft, reason, listened)
        operation.success(self._finished).failure(self._refused).start()

    def show_state(self) -> None:
        """Shows the draft as it stands."""
        if self.state is None:
            return
        self.panel.show_state(self.state, blind=self.footer.blind.isChecked())
        self.footer.show_state(self.state)
        hint = self.state.hint(self.state.current)
        mark = self.state.draft.mark(self.state.current)
        self.talk.view.show_quotes((*mark.quotes, *(hint.quotes if hint is not None else ())))

    # — inside —

    def _show(self, asked: int, opened: ops.Opened, at: float | None) -> None:
        if asked != self._asked:
            return
        self.state = ReviewState(opened, opened.draft)
        self.header.show_call(opened, self.queue.index(opened.call.id) + 1, len(self.queue))
        self.footer.reason.clear()
        if opened.transcript is None:
            self.parts.say_untranscribed(lambda: self.go.emit("calls", View.NO_TRANSCRIPT))
            return
        self.parts.show_work()
        self.talk.show_call(opened)
        self.sound.show_call(opened)
        self.show_state()
        self.panel.setFocus()
        if opened.call.exclusion is not None:
            self._say_excluded(opened)
        self.hearing.show_call(opened.call)
        if at is not None:
            self.sound.player.seek(at)

    def _say_excluded(self, opened: ops.Opened) -> None:
        assert opened.call.exclusion is not None  # noqa: S101  asked before
        why = _("This call is not scored: {reason}").format(reason=exclusion(opened.call.exclusion))
        self.context.notify.offer(why, _("Score it all the same"), partial(self._let_in, opened.call.id))

    def _let_in(self, call_id: int) -> None:
        call_ops.exclude(self.context, call_id, "none").success(lambda _call: self.open(call_id)).start()

    def _look_for_work(self) -> None:
        self.parts.say_nothing()
        self._asked += 1
        operation = call_ops.list_calls(self.context, CallQuery(View.TO_REVIEW))
        operation.success(partial(self._found_work, self._asked)).start()

    def _found_work(self, asked: int, found: call_ops.Listed) -> None:
        if asked != self._asked:
            return
        if found.ids:
            self.queue = found.ids
            self.open(found.ids[0])
            return
        self.parts.say_no_work(self.back_to_list)

    def _finished(self, review: Review) -> None:
        self.marking.forget(review.call_id)
        place = self.queue.index(review.call_id) if review.call_id in self.queue else 0
        self.state = None
        self.context.notify.done(_("The review is stored"))
        later = [*self.queue[place + 1 :], *self.queue[:place]]
        self.queue = [id for id in self.queue if id != review.call_id]
        if later:
            self.open(later[0])
        else:
            self.sound.player.stop()
            self._look_for_work()

    def _refused(self, error: QcdeskError) -> None:
        if self.footer.reason.isVisible() and not self.footer.reason.text().strip():
            self.footer.reason.setFocus()
        self.context.notify.error(error)

    def _store_draft(self) -> None:
        if self.state is not None and self.state.draft.steps:
            ops.store_draft(self.context, self.state.opened, self.state.draft).start()

    def _reopen(self, _changed: object = None) -> None:
        if self.state is not None:
            self.open(self.state.opened.call.id, self.state.opened.checklist.id)

    def _edited(self, turn: int, text: str) -> None:
        if self.state is not None:
            ops.edit_turn(self.context, self.state.opened.call.id, turn, text).success(self._reopen).start()

    def _swapped(self) -> None:
        if self.state is not None:
            ops.swap_sides(self.context, self.state.opened.call.id).success(self._reopen).start()

    def _use_checklist(self, id: str) -> None:
        if self.state is not None:
            self.open(self.state.opened.call.id, id)

    def _choose(self, id: str) -> None:
        if self.state is not None and self.state.current != id:
            self.state.current = id
            QTimer.singleShot(0, self.show_state)  # the row that was clicked is rebuilt by it

    def _blinded(self, blind: bool) -> None:
        self.context.preferences.keep(_BLIND, blind)
        self.show_state()

    def _loop_turn(self, on: bool) -> None:
        span = self.state.turn_span(self.talk.view.playing_turn) if self.state is not None else None
        self.sound.player.set_loop(span if on else None)

    def _connect(self) -> None:
        self.header.back.connect(self.back_to_list)
        self.header.step.connect(self.step)
        self.header.checklist.connect(self._use_checklist)
        self.sound.moved.connect(self.talk.view.follow)
        self.sound.looped.connect(self._loop_turn)
        self.talk.heard.connect(self.sound.player.seek)
        self.talk.edited.connect(self._edited)
        self.talk.swapped.connect(self._swapped)
        self.panel.chosen.connect(self._choose)
        self.panel.answered.connect(self.marking.answer_at)
        self.panel.accepted.connect(self.marking.accept_at)
        self.panel.unsaid.connect(self.marking.unsaid_at)
        self.panel.comment.connect(self.write_comment)
        self.panel.heard.connect(lambda _id, quote: self.hear(quote))
        self.panel.dropped.connect(self.marking.drop)
        self.footer.finished.connect(self.finish)
        self.footer.noted.connect(self.marking.mark)
        self.footer.blinded.connect(self._blinded)
        self.footer.objected.connect(self.write_objection)
