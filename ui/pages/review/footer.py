"""The line below a checklist: the three values as they stand, what is agreed, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qcdesk.domain.draft import NEXT_STEP, Mark
from ui.keymap import keymap
from ui.models.review_state import ReviewState
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, row, tool
from ui.widgets.flow import Flow
from ui.wording import DASH, decimal, zone


class Footer(QWidget):
    """Score, a line to write in, and the button that finishes.

    Signals:
        finished: the review is done; noted: (what, its mark) was written; blinded: the score is hidden.
        objected: the sales manager's objection to the current answer is to be written.
    """

    finished = Signal()
    noted = Signal(str, object)
    blinded = Signal(bool)
    objected = Signal()

    def __init__(self, *, blind: bool) -> None:
        super().__init__()
        self._raw, self._criticals, self._final = label("", "quiet"), label("", "quiet"), label("", "score")
        self._left = label("", "quiet", wrap=True)
        self._why = label("", "quiet", wrap=True, selectable=True)
        self._why.hide()
        self.blind = tool("blind", _("Hide the score while scoring"), check=True)
        self.blind.setChecked(blind)
        self.blind.toggled.connect(self.blinded)
        self._ask_why = button(
            _("Why?"), lambda: self._why.setVisible(not self._why.isVisible()), role="flat"
        )
        self._done = button(keymap().said(_("Finish"), "finish"), self.finished.emit, role="main")
        self.step = QLineEdit()
        self.step.setPlaceholderText(_("Next step agreed with the sales manager"))
        self.step.setAccessibleName(_("Next step"))
        self.step.editingFinished.connect(self._note_step)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why the review is corrected"))
        self.reason.setAccessibleName(_("Why the review is corrected"))
        self._object = button(keymap().said(_("Objection"), "object"), self.objected.emit)
        self._object.setToolTip(_("Enter what the sales manager objects to the current answer"))
        self._line = _Line()
        values = Flow(self._final, self._raw, self._criticals, self._ask_why, self.blind)
        self._inside = column(
            self._line,
            self._why,
            self.step,
            self.reason,
            values,
            row(self._left, Flow(self._object, self._done, right=True)),
            margins=2,
            spacing=1,
        )
        self.setLayout(row(boxed(self._inside, "footer")))

    def ask(self, title: str, text: str, then: Callable[[str], object], back: QWidget) -> None:
        """Has the user write one line; Enter takes it, Esc leaves all as it was."""
        self._line.ask(title, text, then, back)

    def show_state(self, state: ReviewState) -> None:
        """Shows the arithmetic as it stands."""
        now, blind = state.running, self.blind.isChecked()
        whole = not now.score.unanswered
        final = DASH if now.final is None else decimal(now.final)
        in_zone = ""
        if whole and now.final is not None:
            in_zone = f"  {zone(state.opened.checklist.zones.of(now.final))}"
        form = _("Result {value}") if whole else _("So far {value}")
        self._final.setText(form.format(value=final) + in_zone)
        self._raw.setText(_("Score {value}").format(value=DASH if now.raw is None else decimal(now.raw)))
        number = len(now.score.criticals)
        self._criticals.setText(_("criticals {n}").format(n=number))
        self._criticals.setToolTip(_("critical errors {n}").format(n=number))
        for one in (self._final, self._raw, self._criticals, self._ask_why):
            one.setVisible(not blind)
        self._why.setText(now.score.arithmetic or _("The sum is shown when everything is answered"))
        if blind:
            self._why.hide()
        self._left.setText(_left(state))
        if not self.step.hasFocus():
            self.step.setText(state.draft.next_step)
        self.reason.setVisible(state.opened.corrects is not None)
        self._object.setVisible(state.opened.corrects is not None)

    def _note_step(self) -> None:
        self.noted.emit(NEXT_STEP, Mark(comment=self.step.text().strip()))


def _left(state: ReviewState) -> str:
    unanswered, unproved = len(state.running.score.unanswered), len(state.running.unproved)
    parts = []
    if unanswered:
        parts.append(_("without an answer: {n}").format(n=unanswered))
    if unproved:
        parts.append(_("without a quote: {n}").format(n=unproved))
    return " · ".join(parts) or _("Everything is answered")


class _Line(QWidget):
    """A line that is asked for and goes away again."""

    def __init__(self) -> None:
        super().__init__()
        self._then: Callable[[str], object] = lambda _text: None
        self._back: QWidget | None = None
        self._title = label("", "quiet")
        self._edit = QLineEdit()
        self._edit.returnPressed.connect(self._take)
        self._edit.installEventFilter(self)
        self.setLayout(column(self._title, self._edit, spacing=1))
        self.hide()

    def ask(self, title: str, text: str, then: Callable[[str], object], back: QWidget) -> None:
        self._title.setText(title)
        self._edit.setAccessibleName(title)
        self._edit.setText(text)
        self._then, self._back = then, back
        self.show()
        self._edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        text = self._edit.text().strip()
        self._close()
        self._then(text)

    def _close(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus()
