"""Shows what is said to the user, in place: one line with its remedy, a button to copy, one to close."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.notify import Notice, Tone
from ui.texts import _
from ui.theme import colours, icon
from ui.widgets.basics import button, label, restyle, row, tool


class NoticeBar(QWidget):
    """Hidden until something is said; stays until it is closed or something else is said."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice: Notice | None = None
        self._icon = label()
        self._text = label(wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("", self._act)
        self._copy = button(_("Copy details"), self.copy, "copy")
        close = tool("close", _("Close the message"), self.hide)
        parts = row(self._icon, self._text, self._action, self._copy, close, margins=2)
        parts.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(parts)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice in place of the one before."""
        self.notice = notice
        c = colours()
        colour = {Tone.DONE: c.good, Tone.NOTE: c.accent, Tone.ERROR: c.bad}[notice.tone]
        self._icon.setPixmap(icon(str(notice.tone), colour).pixmap(20, 20))
        self._text.setText(". ".join(filter(None, (notice.what, notice.remedy))))
        self.setAccessibleName(self._text.text())
        self._copy.setVisible(notice.tone is Tone.ERROR)
        self._action.setVisible(notice.action is not None)
        if notice.action is not None:
            self._action.setText(notice.action[0])
        restyle(self, "tone", str(notice.tone))
        self.show()

    def copy(self) -> None:
        """Puts all of the notice on the clipboard."""
        if self.notice is not None:
            QGuiApplication.clipboard().setText(self.notice.copied)

    def _act(self) -> None:
        if self.notice is not None and self.notice.action is not None:
            act = self.notice.action[1]
            self.hide()
            act()
