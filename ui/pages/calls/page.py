"""The page of calls: what is in the archive, how far each call has come, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from qcdesk.domain.listing import CallLine, CallQuery, Order, View
from ui.actions import Shortcut, install
from ui.models.call_table import CallTable
from ui.ops import calls as ops
from ui.ops.context import Context
from ui.pages.calls.adding import Adding
from ui.pages.calls.details import CallDetails
from ui.pages.calls.empty import say_why_empty
from ui.pages.calls.filters import Narrowing
from ui.pages.calls.table import CallView
from ui.pages.calls.views import ViewList
from ui.pages.page import Page
from ui.texts import _
from ui.widgets.basics import boxed, column, row
from ui.widgets.empty_state import EmptyState

_REFRESH_MS = 700
_REVIEWED_FROM = (View.TO_REVIEW, View.IN_WORK)


class CallsPage(Page):
    """List, filters, details; recordings are dropped anywhere on it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.query = CallQuery(View.TO_REVIEW, order=Order.WHEN)
        self._asked = 0
        self._archive = ops.Archive({}, [], [], [])
        self._look_around_next = False
        self._chosen_by_user = False
        self.model = CallTable()
        self.views, self.narrowing = ViewList(), Narrowing()
        self.table, self.details, self.empty = CallView(self.model), CallDetails(), EmptyState()
        self.adding = Adding(context, self.refresh, lambda: self.selected)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_REFRESH_MS)
        self._again.timeout.connect(self.refresh)
        self._arrange()
        self._connect()
        self.setAcceptDrops(True)
        install(self, self.shortcuts())

    def enter(self, what: object = None) -> None:
        if isinstance(what, View):
            self._chosen_by_user = True
            self.views.choose(what)
        self.refresh()
        self.table.setFocus()

    def leave(self) -> None:
        self.context.preferences.keep("calls/splitter", self._splitter.saveState())
        self.context.preferences.keep("calls/header", self.table.horizontalHeader().saveState())
        self.context.preferences.keep("calls/view", str(self.query.view))
        self.context.preferences.keep("calls/narrowed", self.narrowing.kept())

    def shortcuts(self) -> Sequence[Shortcut]:
        return (
            Shortcut(("Ctrl+F", "/"), _("Search"), self._focus_search),
            Shortcut(("Return", "Enter"), _("Review the chosen call"), self.review_chosen),
            Shortcut(("Ctrl+O",), _("Add recordings"), self.adding.choose_files),
            Shortcut(("Ctrl+Shift+O",), _("Add a folder"), self.adding.choose_folder),
            Shortcut(("Ctrl+T",), _("Transcribe all that wait"), self.adding.transcribe_waiting),
            Shortcut(("Ctrl+Shift+C",), _("Choose the columns"), self.table.choose_columns),
            Shortcut(("F5",), _("Look again"), self.refresh),
        )

    @property
    def selected(self) -> list[int]:
        """Numbers of the chosen calls."""
        rows = self.table.selectionModel().selectedRows()
        return [id for index in rows if (id := self.model.id_at(index.row())) is not None]

    def refresh(self) -> None:
        """Looks for the calls anew; what is chosen stays chosen."""
        if self._chosen_by_user:
            self._look_around_next = True
            self._list()
        else:
            self._look_around()

    def refresh_soon(self) -> None:
        """Looks again shortly: work adds and changes calls one by one."""
        if not self._again.isActive():
            self._again.start()

    def review_chosen(self) -> None:
        """Opens the chosen call, with the list as the queue, where the searched words were said."""
        row = self.table.currentIndex().row()
        if (id := self.model.id_at(row)) is not None:
            said = self.model.said_in(id)
            self.go.emit("review", (id, list(self.model.ids), said.start if said is not None else None))

    # — dropped files —

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.adding.add([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])

    # — inside —

    def _list(self) -> None:
        """Looks for the calls that are wanted; what else there is, the last `refresh` has found."""
        self._asked += 1
        asked, self.query = self._asked, self.narrowing.narrowed(self.query)
        ops.list_calls(self.context, self.query).success(lambda found: self._show(asked, found)).start()

    def _look_around(self) -> None:
        ops.look_around(self.context).success(self._show_around).start()

    def _show(self, asked: int, found: ops.Listed) -> None:
        if asked != self._asked:
            return  # something else has been asked for since
        kept = self.selected
        self.model.show_calls(found.ids, found.said)
        if found.ids:
            self._stack.setCurrentIndex(0)
        elif not self._look_around_next:
            self._say_why_empty()
        self.table.choose(kept)
        if not found.ids:
            self.details.hide()
        if self._look_around_next:
            self._look_around_next = False
            self._look_around()

    def _show_around(self, archive: ops.Archive) -> None:
        self._archive = archive
        self.views.show_counts(archive.counts)
        self.narrowing.show_people(archive.sales_managers)
        self.narrowing.show_checklists(archive.checklists)
        self.narrowing.show_flags(archive.flags)
        self.adding.show_waiting(archive.counts)
        if not self._chosen_by_user:
            self._choose_filled_view()
        elif not self.model.ids:
            self._say_why_empty()

    def _say_why_empty(self) -> None:
        counts = self._archive.counts
        say_why_empty(self.empty, self.query, counts, self.adding, self._show_view, self.narrowing)
        self._stack.setCurrentIndex(1)
        self.empty.take_focus(self, self.table)

    def _choose_filled_view(self) -> None:
        """At the first look, a view in which there is something to do."""
        counts = self._archive.counts
        remembered = self.context.preferences.text("calls/view", str(View.TO_REVIEW))
        wanted = View(remembered) if remembered in list(View) else View.TO_REVIEW
        if not counts.get(wanted):
            order = (View.TO_REVIEW, View.IN_WORK, View.NO_TRANSCRIPT, View.ALL)
            wanted = next((view for view in order if counts.get(view)), View.TO_REVIEW)
        self._show_view(wanted)

    def _show_view(self, view: View) -> None:
        self._chosen_by_user = True
        if self.views.chosen_view is not view:
            self.views.choose(view)  # comes back here
            return
        self.query = replace(self.query, view=view)
        self._list()

    def _order(self, order: Order, descending: bool) -> None:
        self.query = replace(self.query, order=order, descending=descending)
        self._list()

    def _look_at(self, current: QModelIndex) -> None:
        id = self.model.id_at(current.row())
        if id is None:
            self.details.hide()
            return
        said = self.model.said_in(id)
        ops.look_at(self.context, id).success(lambda found: self._show_details(id, *found, said)).start()

    def _show_details(self, id: int, *known: object) -> None:
        if self.model.id_at(self.table.currentIndex().row()) == id:
            self.details.show_call(*known)  # type: ignore[arg-type]
            self.details.show()

    def _fill(self, lines: list[CallLine]) -> None:
        self.model.fill(lines)

    def _exclude(self, id: int, reason: str) -> None:
        ops.exclude(self.context, id, reason).success(lambda _call: self.refresh()).start()

    def _focus_search(self) -> None:
        self.narrowing.search.setFocus()
        self.narrowing.search.selectAll()

    def _arrange(self) -> None:
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._splitter = QSplitter()
        self._splitter.addWidget(shown)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([668, 264])
        self._splitter.setChildrenCollapsible(False)
        self.details.hide()
        right = column(self.narrowing, self._splitter)
        right.setStretch(1, 1)
        self.setLayout(column(self.adding, row(self.views, boxed(right), spacing=3), margins=3))
        self._splitter.restoreState(self.context.preferences.state("calls/splitter"))
        self.table.restore(self.context.preferences.state("calls/header"))
        order, descending = self.table.order
        self.query = replace(self.query, order=order, descending=descending)
        self.narrowing.restore(self.context.preferences.text("calls/narrowed"))

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.narrowing.changed.connect(self._list)
        self.model.wanted.connect(lambda ids: ops.load_lines(self.context, ids).success(self._fill).start())
        self.model.ordered.connect(self._order)
        self.table.selectionModel().currentRowChanged.connect(lambda current, _old: self._look_at(current))
        self.table.opened.connect(self.review_chosen)
        self.details.review.connect(lambda _id: self.review_chosen())
        self.details.transcribe.connect(lambda call_id: self.adding.transcribe([call_id]))
        self.details.exclude.connect(self._exclude)
        self.adding.changed.connect(self.refresh_soon)
