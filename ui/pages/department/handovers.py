"""Hand-overs: the list, both calls side by side, the card, the answer and the ruling."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from qcdesk.domain.handover import Handover
from ui.ops import department as ops
from ui.ops.context import Context
from ui.ops.department import BothSides
from ui.pages.department.call_pane import CallPane
from ui.pages.department.part import Part
from ui.pages.department.verdicts import Verdicts, answer_said
from ui.texts import _
from ui.widgets.basics import beside, column, lines, refill, row
from ui.widgets.empty_state import EmptyState
from ui.wording import DASH, fate, moment

_LIST_WIDTH = 250


class Handovers(Part):
    """The part of the page about hand-overs."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: tuple[Handover, ...] = ()
        self.chosen = 0
        self._asked = 0
        self.list, self.verdicts, self.empty = lines(_("Hand-overs")), Verdicts(), EmptyState()
        self.given = CallPane(_("The lead is handed over"), "")
        self.taken = CallPane(_("The receiver's first call"), _("The receiver has not called yet."))
        self._arrange()
        self.list.currentRowChanged.connect(self._choose)
        self.verdicts.confirmed.connect(self._confirm)
        self.verdicts.answered.connect(self._answer)
        self.verdicts.ruled.connect(self._rule)
        for pane, other in ((self.given, self.taken), (self.taken, self.given)):
            pane.review.connect(self.review)
            pane.sale.connect(self._sell)
            pane.player.changed.connect(lambda pane=pane, other=other: _one_at_a_time(pane, other))

    def look(self) -> None:
        ops.list_handovers(self.context).success(self._show).start()

    def rest(self) -> None:
        for pane in (self.given, self.taken):
            pane.pause()

    def end(self) -> None:
        for pane in (self.given, self.taken):
            pane.player.stop()

    def _show(self, found: tuple[Handover, ...]) -> None:
        self.found = found
        self._stack.setCurrentIndex(0 if found else 1)
        ids = [one.given.id for one in found]
        chosen = ids.index(self.chosen) if self.chosen in ids else 0
        refill(self.list, map(_line, found), chosen)

    def _choose(self, place: int) -> None:
        if not 0 <= place < len(self.found):
            return
        self.chosen = self.found[place].given.id
        self._asked += 1
        asked = self._asked
        ops.look_at_handover(self.context, self.found[place]).success(
            lambda shown: self._show_both(asked, shown)
        ).start()

    def _show_both(self, asked: int, shown: BothSides) -> None:
        if asked == self._asked:
            self.given.show_call(shown.given)
            self.taken.show_call(shown.taken)
            self.verdicts.show_handover(shown)

    def _confirm(self, fields: dict[str, str]) -> None:
        ops.confirm_card(self.context, self.chosen, fields).success(
            lambda _one: self._stored(_("The card is confirmed"))
        ).start()

    def _answer(self, accepted: bool, reason: str) -> None:
        ops.answer(self.context, self.chosen, accepted=accepted, reason=reason).success(
            lambda _one: self._stored(_("The answer is stored"))
        ).start()

    def _rule(self, verdicts: dict[str, str], comment: str) -> None:
        ops.rule(self.context, self.chosen, verdicts, comment).success(
            lambda _one: self._stored(_("The ruling is stored"))
        ).start()

    def _sell(self, call_id: int) -> None:
        ops.note_sale(self.context, call_id).success(
            lambda _history: self._stored(_("The first sale is noted: an account manager's calls follow"))
        ).start()

    def _stored(self, what: str) -> None:
        self.context.notify.done(what)
        self.look()

    def _arrange(self) -> None:
        self.list.setFixedWidth(beside(_LIST_WIDTH))
        self.empty.say(
            _("No lead was handed over yet"),
            _(
                "It is seen when a client's calls go from a caller to a sales manager: by the role of "
                "a call, or by the status in the table of your CRM."
            ),
        )
        calls = QSplitter()
        calls.addWidget(self.given)
        calls.addWidget(self.taken)
        calls.addWidget(self.verdicts)
        calls.setSizes([280, 280, 370])
        calls.setChildrenCollapsible(False)
        whole = QWidget()
        line = row(self.list, calls, spacing=3)
        line.setStretch(1, 1)
        whole.setLayout(line)
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.setLayout(column(shown, margins=2))


def _line(one: Handover) -> str:
    at = moment(one.given.facts.started_at or one.given.added_at)
    ruled = _("ruled") if one.ruling else _("not ruled")
    who = f"{one.caller or DASH} → {one.receiver or DASH}"
    return f"{at} · {fate(one.fate)}\n{who}\n{answer_said(one)} · {ruled}"


def _one_at_a_time(pane: CallPane, other: CallPane) -> None:
    if pane.player.playing:
        other.pause()
