"""Parts beside each other that go on in the next line where there is no room: large texts need it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import STEP


class Flow(QLayout):
    """Lines of parts, from the left or `right`; `fill` shares what is left of each line among its parts.

    As narrow as its widest part. Hidden parts take no room.
    """

    def __init__(self, *parts: QWidget, spacing: int = 2, fill: bool = False, right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._fill, self._right = fill, right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing * STEP)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal if self._fill else Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [max(size.height() for _item, size in line) for line in self._lines(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(s.width() for s in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((s.height() for s in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            high = max(size.height() for _item, size in line)
            used = sum(size.width() for _item, size in line) + self.spacing() * (len(line) - 1)
            free = max(0, rect.width() - used)
            more = free // len(line) if self._fill else 0
            left = rect.left() + (free if self._right else 0)
            for item, size in line:
                place = QSize(min(size.width() + more, rect.width()), size.height())
                item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), place))
                left += place.width() + self.spacing()
            top += high + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """The parts of each line with their sizes; a line holds at least one."""
        line: list[tuple[QLayoutItem, QSize]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if line and used + self.spacing() + size.width() > width:
                yield line
                line, used = [], 0
            used += size.width() + (self.spacing() if line else 0)
            line.append((item, size))
        if line:
            yield line
