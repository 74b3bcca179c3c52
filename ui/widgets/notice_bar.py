"""Shows what is said to the user, in place: one line with its remedy, a button to copy, one to close."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.notify import Notice, Tone
from ui.texts import _
from ui.theme import STEP, colours, icon
from ui.widgets.basics import button, column, label, restyle, row, tool

_SECONDS, _REASON_LINES = 12, 6


class NoticeBar(QWidget):
    """Hidden until something is said.

    What failed, and what waits for a button, stays until it is closed or something else is said; the rest
    goes after a while, unless the mouse is over it.
    """

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
        self._why = button(_("Reasons"))
        self._why.setCheckable(True)
        self.reasons = QPlainTextEdit()
        self.reasons.setReadOnly(True)
        self.reasons.setTabChangesFocus(True)
        self.reasons.setAccessibleName(_("Reasons"))
        self._why.toggled.connect(self.reasons.setVisible)
        close = tool("close", _("Close the message"), self.hide)
        line = row(self._icon, self._text, self._action, self._why, self._copy, close)
        self.setLayout(column(line, self.reasons, margins=2))
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.timeout.connect(self._go)
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
        self._why.setVisible(bool(notice.reasons))
        self._why.setChecked(False)
        self.reasons.hide()
        self.reasons.setPlainText("\n".join(notice.reasons))
        self.reasons.setFixedHeight(self._high(len(notice.reasons)))
        self._gone.stop()
        if notice.tone is not Tone.ERROR and notice.action is None:
            self._gone.start(round(_SECONDS * 1000))
        restyle(self, "tone", str(notice.tone))
        self.show()

    def copy(self) -> None:
        """Puts all of the notice on the clipboard."""
        if self.notice is not None:
            QGuiApplication.clipboard().setText(self.notice.copied)

    def _high(self, reasons: int) -> int:
        lines = min(reasons, _REASON_LINES) + 1  # a long one is folded
        return QFontMetrics(self.font()).lineSpacing() * lines + 6 * STEP

    def _go(self) -> None:
        if self.underMouse():
            self._gone.start(round(_SECONDS * 1000))
        else:
            self.hide()

    def _act(self) -> None:
        if self.notice is not None and self.notice.action is not None:
            act = self.notice.action[1]
            self.hide()
            act()
