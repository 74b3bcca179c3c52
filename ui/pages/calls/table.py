"""The view of the table of calls: one row a call, 28 pixels, sorted by a click on a heading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from qcdesk.domain.listing import Order
from ui.models.call_table import COLUMNS, CallTable
from ui.texts import _
from ui.widgets.basics import row_height, scaled

_WIDTHS = {Order.STATE: 144, Order.WHEN: 90, Order.SALES_MANAGER: 126, Order.LENGTH: 56, Order.SCORE: 102}


class CallView(QTableView):
    """The table.

    Signals:
        opened: the row with the focus was double-clicked.
    """

    opened = Signal()

    def __init__(self, model: CallTable) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(_("Calls"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        vertical, header = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(row_height())
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionsMovable(True)
        for place, (order, _title) in enumerate(COLUMNS):
            if order in _WIDTHS:
                self.setColumnWidth(place, scaled(_WIDTHS[order]))
        places = {order: place for place, (order, _title) in enumerate(COLUMNS)}
        header.setSectionResizeMode(places[Order.CLIENT], QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(places[Order.WHEN], Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def order(self) -> tuple[Order, bool]:
        """What the list is sorted by, and whether the greatest comes first."""
        header = self.horizontalHeader()
        falling = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return COLUMNS[max(0, header.sortIndicatorSection())][0], falling

    def restore(self, state: QByteArray) -> None:
        """Widths, places and order of the columns as they were left; one that is hidden stays hidden."""
        header = self.horizontalHeader()
        header.restoreState(state)
        if all(header.isSectionHidden(place) for place in range(len(COLUMNS))):
            header.showSection(0)

    def columns_menu(self) -> QMenu:
        """The columns with ticks; the last one that is shown stays."""
        menu, header = QMenu(self), self.horizontalHeader()
        shown = len(COLUMNS) - header.hiddenSectionCount()
        for place, (_order, title) in enumerate(COLUMNS):
            hidden = header.isSectionHidden(place)
            one = menu.addAction(_(title))
            one.setCheckable(True)
            one.setChecked(not hidden)
            one.setEnabled(hidden or shown > 1)
            one.toggled.connect(partial(self._show_column, place))
        return menu

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Opens their menu, below the headings where no place is told."""
        header = self.horizontalHeader()
        self.columns_menu().popup(header.mapToGlobal(at or QPoint(0, header.height())))

    def _show_column(self, place: int, shown: bool) -> None:
        self.setColumnHidden(place, not shown)

    def choose(self, ids: Sequence[int]) -> None:
        """Chooses these calls, those that are still there; else the first row."""
        rows = self._model.rows_of(ids)
        if not rows and self._model.rowCount():
            rows = [0]
        selection = self.selectionModel()
        select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place, row in enumerate(rows):
            index: QModelIndex = self._model.index(row, 0)
            if place == 0:
                selection.setCurrentIndex(index, select | QItemSelectionModel.SelectionFlag.Clear)
            else:
                selection.select(index, select)
