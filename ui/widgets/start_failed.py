"""What is shown when the program cannot start: the reason, the remedy, and a button to copy them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qcdesk.errors import QcdeskError
from ui.notify import notice_of
from ui.texts import _
from ui.widgets.basics import button, column, label, row


class StartFailed(QWidget):
    """A small window of its own."""

    def __init__(self, error: QcdeskError) -> None:
        super().__init__()
        self._notice = notice_of(error)
        self.setWindowTitle("qcdesk")
        self.setLayout(
            column(
                label(_("The program cannot start"), "title"),
                label(self._notice.what, wrap=True, selectable=True),
                label(self._notice.remedy, "quiet", wrap=True, selectable=True),
                row(button(_("Copy details"), self.copy, "copy"), 1, button(_("Close"), self.close)),
                margins=6,
                spacing=4,
            )
        )
        self.resize(520, 200)

    def copy(self) -> None:
        """Puts the reason on the clipboard."""
        QGuiApplication.clipboard().setText(self._notice.copied)
