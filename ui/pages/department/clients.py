"""Clients across people: who spoke with one in which order, what was handed over, the first sale."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QSplitter, QStackedLayout, QWidget

from qcdesk.domain.call import Call
from qcdesk.domain.handover import History
from ui.models.call_table import client_of
from ui.ops import clients as ops
from ui.ops import department
from ui.ops.context import Context
from ui.ops.department import Heard
from ui.pages.department.call_pane import CallPane
from ui.pages.department.part import Part
from ui.texts import _, ngettext
from ui.widgets.basics import boxed, column, label, lines, refill, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.text_keys import TextKeys
from ui.wording import DASH, clock, day, direction, fate, lead_kind, moment, role

_TYPED_MS = 250


class ClientsPart(Part):
    """Clients on the left, the calls of the chosen one beside them, the chosen call to hear."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: tuple[History, ...] = ()
        self._asked = 0
        self.search = QLineEdit()
        self.more = label(_("There are more clients: search for the one you want"), "quiet", wrap=True)
        self.search.setPlaceholderText(_("Name, number or sales manager"))
        self.search.setAccessibleName(_("Find a client"))
        self.search.setClearButtonEnabled(True)
        self.list, self.calls = lines(_("Clients")), lines(_("Calls of the client"))
        self.told, self.empty = label("", "quiet", wrap=True), EmptyState()
        self.pane = CallPane(_("The chosen call"), _("Choose a call on the left."))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._arrange()
        TextKeys(self).keep_in(self)
        self._typed.timeout.connect(self.look)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.list.currentRowChanged.connect(self._choose)
        self.calls.currentRowChanged.connect(self._listen)
        self.calls.itemActivated.connect(lambda _item: self._open())
        self.pane.review.connect(self.review)
        self.pane.sale.connect(self._sell)

    def look(self) -> None:
        self._asked += 1
        asked = self._asked
        operation = ops.list_clients(self.context, self.search.text())
        operation.success(lambda found: self._show(asked, found)).start()

    def rest(self) -> None:
        self.pane.pause()

    def end(self) -> None:
        self.pane.player.stop()

    @property
    def chosen(self) -> History | None:
        """The client that is shown."""
        place = self.list.currentRow()
        return self.found[place] if 0 <= place < len(self.found) else None

    def _show(self, asked: int, found: ops.Clients) -> None:
        if asked != self._asked:
            return
        before = self.chosen
        self.found = found.shown
        self._stack.setCurrentIndex(0 if found.shown or self.search.text() else 1)
        self.more.setVisible(found.more)
        clients = [one.chain.client for one in found.shown]
        again = before is not None and before.chain.client in clients
        refill(
            self.list, map(_line, found.shown), clients.index(before.chain.client) if again and before else 0
        )
        if not found.shown:
            self._choose(-1)

    def _choose(self, _place: int) -> None:
        one = self.chosen
        self.calls.clear()
        self.told.setText(_told(one) if one is not None else _("No such client"))
        if one is None:
            self.pane.show_call(None)
            return
        for call in one.chain.calls:
            self.calls.addItem(QListWidgetItem(_call_line(call, one)))
        self.calls.setCurrentRow(self.calls.count() - 1)

    def _listen(self, place: int) -> None:
        one = self.chosen
        if one is not None and 0 <= place < len(one.chain.calls):
            wanted = one.chain.calls[place].id
            operation = ops.look_at_call(self.context, one.chain.calls[place])
            operation.success(lambda heard: self._hear(wanted, heard)).start()

    def _hear(self, wanted: int, heard: Heard) -> None:
        call = self._call()
        if call is not None and call.id == wanted:
            self.pane.show_call(heard)

    def _call(self) -> Call | None:
        one, place = self.chosen, self.calls.currentRow()
        return one.chain.calls[place] if one is not None and 0 <= place < len(one.chain.calls) else None

    def _open(self) -> None:
        call = self._call()
        if call is not None:
            self.review.emit(call.id)

    def _sell(self, call_id: int) -> None:
        department.note_sale(self.context, call_id).success(lambda _history: self._sold()).start()

    def _sold(self) -> None:
        self.context.notify.done(_("The first sale is noted: an account manager's calls follow"))
        self.look()

    def _arrange(self) -> None:
        self.empty.say(
            _("No client is known yet"),
            _("Calls of one number, and legs of one transfer, stand together here when they are added."),
        )
        parts = QSplitter()
        parts.addWidget(boxed(column(self.search, self.list, self.more, spacing=1)))
        parts.addWidget(boxed(column(self.told, self.calls, spacing=1)))
        parts.addWidget(self.pane)
        parts.setSizes([280, 330, 430])
        parts.setChildrenCollapsible(False)
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        whole = QWidget()
        whole.setLayout(row(parts))
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self.setLayout(column(shown, margins=2))


def _line(one: History) -> str:
    last = one.chain.calls[-1]
    named = one.chain.name or client_of(last) or one.chain.client
    number = last.facts.client_phone or ""
    head = f"{named}   {number}" if number and number not in named else named
    count = ngettext("{n} call", "{n} calls", len(one.chain.calls)).format(n=len(one.chain.calls))
    sale = " · " + _("bought") if one.sale else ""
    return f"{head}\n{' → '.join(one.chain.people) or DASH}\n{count}{sale}"


def _told(one: History) -> str:
    parts = [client_of(one.chain.calls[-1]) or one.chain.client]
    if one.sale is not None:
        noted = one.sale.noted_by or _("by the CRM")
        parts.append(_("first sale {day} ({by})").format(day=day(one.sale.at.date()), by=noted))
    return " · ".join(parts)


def _call_line(call: Call, one: History) -> str:
    facts = call.facts
    about = " · ".join(
        filter(
            None,
            (
                role(facts.role) if facts.role else "",
                lead_kind(facts.lead_kind) if facts.lead_kind else "",
                direction(facts.direction),
                clock(call.audio.duration_s),
            ),
        )
    )
    given = next((h for h in one.handovers if h.given.id == call.id), None)
    events = [
        _("handed over: {fate}").format(fate=fate(given.fate)) if given is not None else "",
        _("first sale") if one.sale is not None and one.sale.call_id == call.id else "",
    ]
    said = " · ".join(filter(None, events))
    head = f"{moment(facts.started_at or call.added_at)}   {facts.sales_manager or DASH}"
    return "\n".join(filter(None, (head, about, said)))
