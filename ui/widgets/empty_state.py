"""What a page says when it has nothing to show: why, and the next step as a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import STEP
from ui.widgets.basics import button, column, label, row

_WIDTH, _NARROWEST, _MARGINS = 520, 320, 6
Step = tuple[str, str, Callable[[], object]]
"""Text of a button, its icon, what it does."""


class EmptyState(QWidget):
    """Filled anew by `say`; the first step is the main one."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "title", wrap=True)
        self._text = label("", "quiet", wrap=True)
        for one in (self._title, self._text):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._steps = row(1, 1)
        middle = column(1, self._title, self._text, self._steps, 2, margins=_MARGINS, spacing=4)
        middle.setAlignment(self._title, Qt.AlignmentFlag.AlignHCenter)
        middle.setAlignment(self._text, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(middle)

    def say(self, title: str, text: str, steps: Sequence[Step] = ()) -> None:
        """Says what there is not, and what to do."""
        self._title.setText(title)
        self._text.setText(text)
        self._fit()
        while self._steps.count():
            item = self._steps.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._steps.addStretch(1)
        for number, (shown, icon, act) in enumerate(steps):
            step = button(shown, act, "" if number == 0 else icon, "main" if number == 0 else "")
            self._steps.addWidget(step)
            step.show()  # a layout in sight would show it an event later than the words
        self._steps.addStretch(1)

    def take_focus(self, *before: QWidget) -> None:
        """Lets Enter take the first step, where the focus was nowhere or in what stood here before."""
        now, item = self.window().focusWidget(), self._steps.itemAt(1)
        step = item.widget() if item else None
        if step is not None and (now is None or now in before or self.isAncestorOf(now)):
            step.setFocus(Qt.FocusReason.TabFocusReason)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lines of a readable length, shorter where there is no room."""
        room = self.width() if self.isVisible() else _WIDTH
        width = max(min(_WIDTH, room - 2 * _MARGINS * STEP), _NARROWEST - 2 * _MARGINS * STEP)
        for one in (self._title, self._text):
            one.setFixedWidth(width)
            one.setMinimumHeight(max(0, one.heightForWidth(width)))
