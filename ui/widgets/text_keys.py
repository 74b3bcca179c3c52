"""Keys that are pressed in a text field belong to it, whatever they do elsewhere on the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.enter_key import ENTER

_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class TextKeys(QObject):
    """Keeps keys for the text fields inside a widget; those with Ctrl go on to the page.

    Only a field of several lines keeps Ctrl+Enter, which is how it is left.
    """

    def keep_in(self, widget: QWidget) -> None:
        """Keeps keys for the fields that are inside now."""
        for field in widget.findChildren(QWidget):
            if isinstance(field, _FIELDS):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            several = isinstance(watched, QPlainTextEdit)
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
            if not is_function and (not with_control or (several and event.key() in ENTER)):
                event.accept()
                return True
        return super().eventFilter(watched, event)
