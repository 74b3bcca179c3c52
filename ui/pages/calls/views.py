"""Saved filters of the list of calls with their counts, at its left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from qcdesk.domain.listing import View
from ui.texts import _
from ui.theme import colours
from ui.widgets.basics import beside
from ui.wording import view

_VIEW = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_LINE, _VIEWS_WIDTH = 28, 196
VIEWS = (
    View.TO_REVIEW,
    View.IN_WORK,
    View.REVIEWED,
    View.NO_TRANSCRIPT,
    View.FAILED,
    View.TODAY,
    View.EXCLUDED,
    View.ALL,
)


class ViewList(QListWidget):
    """Saved filters with counts.

    Signals:
        chosen: a view.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Saved filters"))
        self.setObjectName("views")
        self.setFixedWidth(beside(_VIEWS_WIDTH))
        self.setItemDelegate(_Counted(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in VIEWS:
            item = QListWidgetItem(view(one))
            item.setData(_VIEW, one)
            self.addItem(item)
        self.show_counts({})
        self.currentItemChanged.connect(self._tell)

    @property
    def chosen_view(self) -> View | None:
        """The view that is chosen."""
        item = self.currentItem()
        return View(item.data(_VIEW)) if item is not None else None

    def choose(self, wanted: View) -> None:
        """Chooses a view, as a click would."""
        self.setCurrentRow(VIEWS.index(wanted))

    def show_counts(self, counts: Mapping[View, int]) -> None:
        """Shows how many calls each holds; a view of none is there all the same."""
        for place, one in enumerate(VIEWS):
            item = self.item(place)
            number = counts.get(one, 0)
            item.setData(_COUNT, str(number) if number else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{view(one)} {number}")

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(View(item.data(_VIEW)))


class _Counted(QStyledItemDelegate):
    """Draws the count at the right end of its line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, _LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours().quiet))
        place = option.rect.adjusted(0, 0, -10, 0)
        painter.drawText(place, right, str(index.data(_COUNT) or ""))
