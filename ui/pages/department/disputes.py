"""Objections of sales managers: the answer, the objection and the call side by side, and the decision."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSplitter, QStackedLayout, QWidget

from qcdesk.domain.dispute import Dispute
from qcdesk.i18n import language
from ui.ops import disputes as ops
from ui.ops.context import Context
from ui.pages.department.call_pane import CallPane
from ui.pages.department.part import Part
from ui.texts import _
from ui.widgets.basics import beside, boxed, button, column, label, lines, refill, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.text_keys import TextKeys
from ui.wording import answer, clock, moment

_LIST_WIDTH = 250
_REASON_HEIGHT = 72


class DisputesPart(Part):
    """Those that wait stand first; whoever made the review and the head of sales decide on none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: tuple[Dispute, ...] = ()
        self.chosen = 0
        self.list, self.empty = lines(_("Disputes")), EmptyState()
        self.pane = CallPane(_("The disputed call"), "", sells=False)
        self.title, self.given = label("", "strong", wrap=True), label("", wrap=True, selectable=True)
        self.objection = label("", wrap=True, selectable=True)
        self.decided = label("", "quiet", wrap=True, selectable=True)
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText(_("Why it is decided so, in a sentence or two"))
        self.reason.setAccessibleName(_("Reason of the decision"))
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.uphold = button(_("The sales manager is right"), lambda: self._decide(upheld=True), "check")
        self.reject = button(_("The review stands"), lambda: self._decide(upheld=False), "close")
        self._arrange()
        TextKeys(self).keep_in(self)
        self.list.currentRowChanged.connect(self._choose)
        self.pane.review.connect(self.review)

    def look(self) -> None:
        ops.list_disputes(self.context).success(self._show).start()

    def rest(self) -> None:
        self.pane.pause()

    def end(self) -> None:
        self.pane.player.stop()

    def _show(self, found: tuple[Dispute, ...]) -> None:
        self.found = found
        self._stack.setCurrentIndex(0 if found else 1)
        ids = [one.id for one in found]
        chosen = ids.index(self.chosen) if self.chosen in ids else 0
        refill(self.list, map(_line, found), chosen)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.found):
            self.chosen = self.found[place].id
            ops.look_at_dispute(self.context, self.chosen).success(self._show_one).start()

    def _show_one(self, shown: ops.Shown) -> None:
        found = shown.disputed
        if found.dispute.id != self.chosen:
            return
        part = found.checklist.criterion(found.dispute.criterion) or found.checklist.flag(
            found.dispute.criterion
        )
        name = part.title.to(language()) if part is not None else found.dispute.criterion
        self.title.setText(f"{found.dispute.criterion}  {name}")
        for one in found.review.answers:
            if one.criterion == found.dispute.criterion:
                quotes = [f"{clock(q.start)}  «{q.text}»" for q in one.quotes]
                said = _("{answer}, by {reviewer}").format(
                    answer=answer(part, one.value), reviewer=found.review.reviewer
                )
                self.given.setText("\n".join(filter(None, (said, *quotes, one.comment))))
        self.objection.setText(found.dispute.text)
        self.pane.show_call(shown.heard)
        self._show_decision(found.dispute)

    def _show_decision(self, one: Dispute) -> None:
        for widget in (self.reason, self.uphold, self.reject):
            widget.setVisible(one.open)
        self.reason.clear()
        if one.decision is None:
            self.decided.setText(_("Whoever made the review does not decide, nor does the head of sales."))
            return
        said = _("{outcome}, {name}, {when}").format(
            outcome=_outcome(one), name=one.decision.author, when=moment(one.decision.at)
        )
        remedy = _("Open the call and correct the review.") if one.decision.upheld else ""
        self.decided.setText("\n".join(filter(None, (said, one.decision.reason, remedy))))

    def _decide(self, *, upheld: bool) -> None:
        operation = ops.decide(self.context, self.chosen, upheld=upheld, reason=self.reason.toPlainText())
        operation.success(lambda _one: self._stored()).start()

    def _stored(self) -> None:
        self.context.notify.done(_("The decision is stored"))
        self.look()

    def _arrange(self) -> None:
        self.list.setFixedWidth(beside(_LIST_WIDTH))
        self.empty.say(
            _("Nobody disputed a review"),
            _("An objection from a returned card is entered in the call's finished review, at the answer."),
        )
        form = QScrollArea()
        form.setWidgetResizable(True)
        form.setWidget(
            boxed(
                column(
                    self.title,
                    label(_("The answer of the review"), "section"),
                    self.given,
                    label(_("The objection"), "section"),
                    self.objection,
                    label(_("Decision"), "section"),
                    self.reason,
                    row(self.uphold, self.reject, 1),
                    self.decided,
                    1,
                    margins=2,
                )
            )
        )
        parts = QSplitter()
        parts.addWidget(self.pane)
        parts.addWidget(form)
        parts.setSizes([430, 400])
        parts.setChildrenCollapsible(False)
        whole, shown = QWidget(), QWidget()
        line = row(self.list, parts, spacing=3)
        line.setStretch(1, 1)
        whole.setLayout(line)
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.setLayout(column(shown, margins=2))


def _outcome(one: Dispute) -> str:
    if one.decision is None:
        return _("waits")
    return _("the sales manager was right") if one.decision.upheld else _("the review stands")


def _line(one: Dispute) -> str:
    return f"{moment(one.at)} · {one.criterion}\n{_outcome(one)}\n«{one.text}»"
