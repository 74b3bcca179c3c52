"""Enter presses the button that Tab brought the user to, whatever else Enter does on the page."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


def pressed_by_enter(button: QAbstractButton) -> None:
    """Has Enter press the button. Qt itself does so in dialogs only."""
    button.installEventFilter(_filter())


class _EnterPresses(QObject):
    """A button that was clicked keeps the focus too, but there Enter stays what the page takes it for."""

    def __init__(self) -> None:
        super().__init__()
        self._reached: QObject | None = None

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._reached = button if event.reason() in _BY_KEY else None
        elif isinstance(event, QKeyEvent) and event.key() in ENTER and not event.isAutoRepeat():
            if kind is QEvent.Type.ShortcutOverride and button is self._reached and _plain(event):
                event.accept()
                return True
            if kind is QEvent.Type.KeyPress and isinstance(button, QAbstractButton):
                if isinstance(button, QToolButton) and button.menu() is not None:
                    button.showMenu()
                else:
                    button.click()
                return True
        return False


@cache
def _filter() -> _EnterPresses:
    return _EnterPresses()


def _plain(event: QKeyEvent) -> bool:
    """Ctrl+Enter and the like are the page's."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
