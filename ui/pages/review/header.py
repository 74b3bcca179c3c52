"""The line above a review: place in the queue, whose call it is, by which checklist."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from qcdesk.domain.call import Call
from qcdesk.i18n import language
from ui.models.call_table import client_of
from ui.ops.review import Opened
from ui.texts import _
from ui.widgets.basics import boxed, label, row, scaled, tool
from ui.wording import because as because_said
from ui.wording import clock, exclusion, moment

_CHOICE = 380
"""Pixels: most titles of checklists are read whole."""


class Header(QWidget):
    """The line.

    Signals:
        back: to the list; step: so many calls on in the queue; checklist: id of another one;
        score_anyway: the call is excluded and shall be scored all the same.
    """

    back = Signal()
    step = Signal(int)
    checklist = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._place = label("", "quiet")
        self._who = label("", "strong")
        self._what = label("", "quiet")
        self._who.setMinimumWidth(1)  # whole while there is room
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Checklist"))
        self._choice.setMaximumWidth(max(_CHOICE, scaled(240)))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumWidth(_CHOICE)
        self._choice.activated.connect(lambda _index: self.checklist.emit(self._choice.currentData()))
        line = row(
            tool("calls", _("Back to the list (Esc)"), self.back.emit),
            tool("previous", _("Previous call (Ctrl+Up)"), lambda: self.step.emit(-1)),
            self._place,
            tool("next", _("Next call (Ctrl+Down)"), lambda: self.step.emit(1)),
            self._who,
            self._what,
            self._choice,
            margins=1,
            spacing=2,
        )
        line.setStretch(5, 1)
        inside = boxed(line, "header")
        self.setLayout(row(inside))

    def show_call(self, opened: Opened, place: int, number: int) -> None:
        """Shows a call, the `place`-th (from 1) of the queue."""
        call = opened.call
        self._place.setText(f"{place} / {number}" if number > 1 else "")
        facts = call.facts
        who = f"{facts.sales_manager or _('Sales manager unknown')} → {client_of(call)}"
        self._tell(self._who, who)
        self._tell(self._what, _about(call))
        self._choice.clear()
        for one in opened.checklists:
            self._choice.addItem(one.title.to(language()), one.id)
        self._choice.setCurrentIndex(self._choice.findData(opened.checklist.id))
        because = _("Chosen by: {facts}").format(facts=because_said(opened.because)) if opened.because else ""
        title = opened.checklist.title.to(language())
        self._choice.setToolTip("\n".join(filter(None, (title, because))))

    @staticmethod
    def _tell(shown: QWidget, text: str) -> None:
        shown.setText(text)  # type: ignore[attr-defined]
        shown.setToolTip(text)


def _about(call: Call) -> str:
    parts = [moment(call.facts.started_at or call.added_at), clock(call.audio.duration_s)]
    if call.exclusion is not None:
        parts.append(_("not scored: {reason}").format(reason=exclusion(call.exclusion)))
    return "   ".join(parts)
