"""Clients who complained or spoke of leaving: calls to be reviewed for retention."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget

from qcdesk.domain.handover import Leaving
from ui.models.call_table import client_of
from ui.ops import department as ops
from ui.ops.context import Context
from ui.pages.department.part import Part
from ui.texts import _
from ui.widgets.basics import column, label, lines
from ui.widgets.empty_state import EmptyState
from ui.wording import DASH, clock, moment


class LeavingCalls(Part):
    """The list; Enter or a double click opens the call."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: tuple[Leaving, ...] = ()
        self.list, self.empty = lines(_("Clients who may leave")), EmptyState()
        self.empty.say(
            _("No client spoke of leaving"),
            _("Transcribed calls with a complaint or words of leaving appear here, not reviewed ones first."),
        )
        about = label(
            _("Enter opens the call for review. Not reviewed ones stand first."), "quiet", wrap=True
        )
        whole = QWidget()
        whole.setLayout(column(about, self.list))
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.setLayout(column(shown, margins=2))
        self.list.itemActivated.connect(lambda _item: self._open())

    def look(self) -> None:
        ops.list_leaving(self.context).success(self._show).start()

    def _show(self, found: tuple[Leaving, ...]) -> None:
        self.found = found
        self._stack.setCurrentIndex(0 if found else 1)
        self.list.clear()
        for one in found:
            facts = one.call.facts
            state = _("reviewed") if one.reviewed else _("not reviewed")
            at = moment(facts.started_at or one.call.added_at)
            who = f"{facts.sales_manager or DASH} → {client_of(one.call) or DASH}"
            quotes = "   ".join(f"{clock(q.start)} «{q.text}»" for q in one.quotes[:3])
            self.list.addItem(f"{at}   {who}   {state}\n{quotes}")
        if found:
            self.list.setCurrentRow(0)

    def _open(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.found):
            self.review.emit(self.found[place].call.id)
