"""A checklist tried on a stored call: what hints would answer, and what that gives. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist, Criterion, Flag
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES
from qcdesk.i18n import language
from ui.models.call_table import client_of
from ui.ops.checklists import Tried
from ui.texts import _
from ui.widgets.basics import button, column, label, lines, row
from ui.wording import DASH, clock, decimal, moment, number
from ui.wording import because as because_said

_NAME = 28


class TrialPanel(QWidget):
    """A call to choose, and what came of the trial.

    Signals:
        wanted: the call to try on.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._calls: tuple[Call, ...] = ()
        self.calls = QComboBox()
        self.calls.setAccessibleName(_("Call to try the checklist on"))
        self.calls.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.calls.setMinimumContentsLength(_NAME)
        self.start = button(_("Try"), self._want, "play")
        self.said = label("", wrap=True, selectable=True)
        self.choice = label("", "quiet", wrap=True, selectable=True)
        self.lines = lines(_("What hints would answer"))
        top = row(self.calls, self.start)
        top.setStretch(0, 1)
        about = label(
            _("Hints answer by the checklist as it stands here. Nothing is stored."), "quiet", wrap=True
        )
        self.setLayout(column(about, top, self.said, self.choice, self.lines, margins=3))
        self.show_calls(())

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Offers these calls; the chosen one stays chosen."""
        chosen = self.call
        self._calls = tuple(calls)
        self.calls.clear()
        self.calls.addItems([_said(call) for call in calls])
        ids = [call.id for call in calls]
        if chosen is not None and chosen.id in ids:
            self.calls.setCurrentIndex(ids.index(chosen.id))
        self.start.setEnabled(bool(calls))
        none = _("No call has a transcript yet. Transcribe one on the page of calls.")
        if not calls or self.said.text() == none:
            self.said.setText("" if calls else none)

    @property
    def call(self) -> Call | None:
        """The chosen call."""
        place = self.calls.currentIndex()
        return self._calls[place] if 0 <= place < len(self._calls) else None

    def show_tried(self, checklist: Checklist | None, tried: Tried | None) -> None:
        """Shows what came of it; None while the checklist has something wrong."""
        self.lines.clear()
        self.choice.clear()
        if tried is None or checklist is None:
            self.said.setText(_("Something in the checklist is wrong; correct it first."))
            return
        hints = {hint.criterion: hint for hint in tried.trial.hints}
        answered = 0
        for part in _parts(checklist):
            hint = hints.get(part.id)
            answered += hint is not None and hint.suggested is not None
            self.lines.addItem(f"{part.id}  {part.title.to(language())}\n      {_answer(hint)}")
        final = tried.trial.result.final
        result = decimal(final) if final is not None else DASH
        text = _("Hints answer {n} of {all}; what they answer gives {result} of 100.")
        self.said.setText(text.format(n=answered, all=self.lines.count(), result=result))
        self.choice.setText(_why(tried))

    def _want(self) -> None:
        if self.call is not None:
            self.wanted.emit(self.call)


def _parts(checklist: Checklist) -> Iterator[Criterion | Flag]:
    for section in checklist.sections:
        if section.gate is not None:
            yield section.gate
        yield from section.criteria
    yield from checklist.flags


def _said(call: Call) -> str:
    who = f"{call.facts.sales_manager or DASH} → {client_of(call) or DASH}"
    return f"{moment(call.facts.started_at or call.added_at)}  {who}  {clock(call.audio.duration_s)}"


def _answer(hint: Hint | None) -> str:
    if hint is None or (hint.suggested is None and not hint.quotes):
        return _("nothing was found: a person listens")
    words = {YES: _("Yes"), NO: _("No"), NOT_APPLICABLE: _("not applicable")}
    value = hint.suggested
    said = words.get(value, value) if isinstance(value, str) else number(value) if value is not None else ""
    quotes = [f"{clock(quote.start)} «{quote.text}»" for quote in hint.quotes[:2]]
    return " · ".join(filter(None, (said, *quotes)))


def _why(tried: Tried) -> str:
    if tried.choice is None:
        return _("By itself the program finds no checklist for this call.")
    title = tried.choice.checklist.title.to(language())
    because = because_said(tried.choice.because) or _("nothing speaks against it")
    return _("By itself the program takes for this call: {title} ({because}).").format(
        title=title, because=because
    )
