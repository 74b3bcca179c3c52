"""The transcript of a review with its search, its set-aside text, and a place to correct a turn."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from qcdesk.domain.transcript import Speaker
from ui.keymap import keymap
from ui.ops.review import Opened
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, row, tool
from ui.widgets.transcript_view import TranscriptView

_EDITOR_HEIGHT = 84


class Talk(QWidget):
    """The talk.

    Signals:
        heard: seconds to be played.
        edited: (index of a turn, its new text).
        swapped: the two sides shall change places.
    """

    heard = Signal(float)
    edited = Signal(int, str)
    swapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._opened: Opened | None = None
        self._turn = -1
        self.view = TranscriptView()
        self.search = QLineEdit()
        self.search.setPlaceholderText(keymap().said(_("Find in this call"), "find"))
        self.search.setAccessibleName(_("Find in this call"))
        self.search.setClearButtonEnabled(True)
        self._count = label("", "quiet")
        self._removed = tool("note", "", check=True)
        self._removed.hide()
        self._swap = tool("swap", _("The two people are the other way round"), self.swapped.emit)
        self._note = label("", "quiet", wrap=True)
        self._editor = self._make_editor()
        below = row(self.search, self._count, self._removed, self._swap, spacing=1)
        self.setLayout(column(self._note, self.view, self._editor_box, below, spacing=1))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._next)
        self.search.installEventFilter(self)
        self._removed.toggled.connect(lambda _on: self._show())
        self.view.heard.connect(self.heard)
        self.view.edit.connect(self.edit)

    def show_call(self, opened: Opened) -> None:
        """Shows a call."""
        self._opened = opened
        self.close_editor()
        self.search.clear()
        self._show()

    def edit(self, turn: int) -> None:
        """Opens a turn to be corrected."""
        transcript = self._opened.transcript if self._opened is not None else None
        found = (
            next((t for t in transcript.turns if t.index == turn), None) if transcript is not None else None
        )
        if found is None or self._opened is None:
            return
        self._turn = turn
        first = self._opened.recognised.get(turn)
        self._before.setText(_("Recognised as: {text}").format(text=first) if first else "")
        self._before.setVisible(first is not None)
        self._editor.setPlainText(found.text)
        self._editor_box.show()
        self._editor.setFocus()

    def close_editor(self) -> None:
        """Leaves the turn as it is."""
        self._editor_box.hide()
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key, held = event.key(), event.modifiers()
            if key == Qt.Key.Key_Escape:
                self.search.clear()
                self.close_editor()
                return True
            enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self._editor and enter and held & Qt.KeyboardModifier.ControlModifier:
                self._save()
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        opened = self._opened
        if opened is None or opened.transcript is None:
            self.view.clear()
            return
        transcript = opened.transcript
        number = len(transcript.removed)
        says = _("Text that was set aside as invented: {n}").format(n=number)
        self._removed.setToolTip(says)
        self._removed.setAccessibleName(says)
        self._removed.setVisible(number > 0)
        self._swap.setVisible(len(transcript.speech) == 2 or transcript.speakers_estimated)
        self._note.setVisible(transcript.speakers_estimated)
        self._note.setText(_("One channel: who speaks is an estimate by voice"))
        self.view.show_transcript(
            transcript, _names(opened), opened.recognised, removed=self._removed.isChecked()
        )

    def _find(self, text: str) -> None:
        number = self.view.search(text)
        self._count.setText("" if not text.strip() else str(number) if number else _("nothing"))
        if number:
            self.view.next_found()

    def _next(self) -> None:
        at = self.view.next_found()
        if at is not None:
            self.heard.emit(at)

    def _save(self) -> None:
        text = self._editor.toPlainText()
        self.close_editor()
        self.edited.emit(self._turn, text)

    def _make_editor(self) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(_("What is heard in this turn"))
        made.setFixedHeight(_EDITOR_HEIGHT)
        made.installEventFilter(self)
        self._before = label("", "quiet", wrap=True)
        buttons = row(
            label(_("What was recognised is kept"), "quiet"),
            1,
            button(_("Cancel"), self.close_editor),
            button(_("Save (Ctrl+Enter)"), self._save, role="main"),
        )
        self._editor_box = boxed(column(made, self._before, buttons, margins=2, spacing=1), "card")
        self._editor_box.hide()
        return made


def _names(opened: Opened) -> Mapping[Speaker, str]:
    facts = opened.call.facts
    first = (facts.sales_manager or "").split()[:2]
    names = {Speaker.SALES_MANAGER: " ".join(first), Speaker.CLIENT: facts.client_name or ""}
    return {who: name for who, name in names.items() if name}
