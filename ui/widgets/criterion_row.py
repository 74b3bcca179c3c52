"""One criterion, gate or flag of the checklist: its title, its answers, all about it when it is current."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QSpinBox, QToolButton, QWidget

from qcdesk.domain.checklist import AnswerKind, Criterion, Flag
from qcdesk.domain.draft import Mark
from qcdesk.domain.evidence import Hint, Quote
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES, Value
from qcdesk.i18n import language
from ui.keymap import keymap
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, restyle, row, tool
from ui.widgets.flow import Flow
from ui.wording import answer, clock

_MOST_SCALE = 10
_MOST_COUNT = 999


class CriterionRow(QFrame):
    """The row.

    Signals:
        chosen: it was clicked.
        answered: a value.
        accepted: the hint.
        heard: a quote to be played.
        dropped: a quote to be taken away.
        unsaid: "not said" was turned.
        comment: the comment is to be written.
    """

    chosen = Signal()
    answered = Signal(object)
    accepted = Signal()
    heard = Signal(object)
    dropped = Signal(object)
    unsaid = Signal()
    comment = Signal()

    def __init__(self, part: Criterion | Flag, number_shown: str) -> None:
        super().__init__()
        self.setObjectName("criterion")
        self.part = part
        self._shown: object = None
        self._buttons: dict[Value, QToolButton] = {}
        self._count: QSpinBox | None = None
        title = part.title.to(language())
        self._title = label(f"{number_shown}  {title}", wrap=True)
        self.setAccessibleName(title)
        self._answers = self._make_answers()
        self._more = QWidget()
        self._body = column(row(self._title, self._answers, spacing=2), self._more, margins=1, spacing=1)
        self._body.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]
        self._more.hide()
        self.setLayout(self._body)

    def show_mark(self, mark: Mark, hint: Hint | None, *, current: bool, asked: bool, unproved: bool) -> None:
        """Shows what is marked.

        Args:
            current: the reviewer is here; everything about the criterion is shown.
            asked: it applies as things stand.
            unproved: the answer still needs a quote or "not said".
        """
        state = (mark, hint, current, asked, unproved)
        if state == self._shown:
            return
        self._shown = state
        restyle(self, "current", "yes" if current else "no")
        self._title.setEnabled(asked)
        self._answers.setEnabled(asked)
        for value, one in self._buttons.items():
            one.setChecked(mark.value == value)
        if self._count is not None:
            self._count.blockSignals(True)
            self._count.setValue(int(mark.value) if isinstance(mark.value, float) else -1)
            self._count.blockSignals(False)
        self._show_more(mark, hint, current=current, unproved=unproved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    # — inside —

    def _show_more(self, mark: Mark, hint: Hint | None, *, current: bool, unproved: bool) -> None:
        parts = [self._quote_line(q, given=True) for q in mark.quotes]
        if mark.prefilled:
            parts.append(label(_("Filled in by the program; nobody has checked it"), "warn", wrap=True))
        if mark.not_said:
            parts.append(label(_("Not said in the call"), "quiet"))
        if mark.comment:
            parts.append(label(_("Comment: {text}").format(text=mark.comment), "quiet", wrap=True))
        if unproved:
            parts.append(label(_needs_proof(), "warn", wrap=True))
        if hint is not None and (current or mark.value is None):
            parts.append(self._hint_line(hint, mark, whole=current))
        if current:
            parts += self._guide_lines()
            parts.append(self._tools(mark))
        old = self._more
        self._more = boxed(column(*parts, spacing=1))
        self._more.layout().setContentsMargins(20, 0, 0, 0)  # type: ignore[union-attr]
        self._body.replaceWidget(old, self._more)
        old.hide()
        old.deleteLater()
        self._more.setVisible(bool(parts))

    def _quote_line(self, quote: Quote, *, given: bool) -> QWidget:
        hear = tool("play", keymap().said(_("Play the quote"), "play_quote"), partial(self.heard.emit, quote))
        hear.setIconSize(QSize(14, 14))
        text = label(f"{clock(quote.start)}  «{quote.text}»", "" if given else "quiet", wrap=True)
        drop = tool("close", _("Take the quote away"), partial(self.dropped.emit, quote)) if given else None
        line = row(hear, text, drop, spacing=1)
        line.setStretch(1, 1)
        return boxed(line)

    def _hint_line(self, hint: Hint, mark: Mark, *, whole: bool) -> QWidget:
        said = self.said(hint.suggested)
        text = _("Hint: {answer}").format(answer=said) if said else _("Hint: listen here")
        quotes = [self._quote_line(q, given=False) for q in hint.quotes[:2] if q not in mark.quotes]
        if not whole:
            first = f" · {clock(hint.quotes[0].start)} «{hint.quotes[0].text}»" if hint.quotes else ""
            short = label(_elided(text + first), "quiet", wrap=True)
            short.setToolTip(text + first)
            return short
        accept = button(_("Accept"), self.accepted.emit, "check") if hint.suggested is not None else None
        if accept is not None:
            accept.setToolTip(keymap().said(_("Accept the hint"), "accept"))
            accept.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return boxed(column(row(label(text, "quiet"), accept, 1), *quotes, spacing=1))

    def _guide_lines(self) -> list[QWidget]:
        if not isinstance(self.part, Criterion):
            return []
        guide, lang = self.part.guide, language()
        lines = (
            (guide.yes, _("Yes, when: {text}")),
            (guide.no, _("No, when: {text}")),
            (guide.na, _("Not applicable, when: {text}")),
        )
        return [label(form.format(text=text.to(lang)), "quiet", wrap=True) for text, form in lines if text]

    def _tools(self, mark: Mark) -> QWidget:
        unsaid = button(keymap().said(_("Not said"), "not_said"), self.unsaid.emit)
        unsaid.setCheckable(True)
        unsaid.setChecked(mark.not_said)
        comment = button(keymap().said(_("Comment"), "comment"), self.comment.emit)
        for one in (unsaid, comment):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return boxed(Flow(unsaid, comment))

    def _make_answers(self) -> QWidget:
        if isinstance(self.part, Flag):
            return self._choices([(YES, _("Yes")), (NO, _("No"))])
        kind = self.part.kind
        na: list[tuple[Value, str]] = [(NOT_APPLICABLE, _("N/A"))] if self.part.na_allowed else []
        if kind is AnswerKind.YES_NO:
            return self._choices([(YES, _("Yes")), (NO, _("No")), *na])
        if kind is AnswerKind.SCALE and self.part.top <= _MOST_SCALE:
            return self._choices([*((float(n), str(n)) for n in range(int(self.part.top) + 1)), *na])
        if kind is AnswerKind.CHOICE:
            return self._choices([*((o.id, o.title.to(language())) for o in self.part.options), *na])
        if kind is AnswerKind.TEXT:
            return boxed(row(label(_("note"), "quiet")))
        self._count = QSpinBox()
        self._count.setRange(-1, _MOST_COUNT)
        self._count.setSpecialValueText(" ")
        self._count.setAccessibleName(self.part.title.to(language()))
        self._count.valueChanged.connect(lambda n: self.answered.emit(float(n)) if n >= 0 else None)
        return boxed(row(self._count, self._choices(na) if na else None))

    def _choices(self, options: list[tuple[Value, str]]) -> QWidget:
        made = []
        for value, shown in options:
            one = QToolButton()
            one.setText(shown)
            one.setCheckable(True)
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.setProperty("answer", str(value))
            one.setAccessibleName(f"{self.part.title.to(language())}: {shown}")
            if value == NOT_APPLICABLE:
                one.setToolTip(_("Not applicable"))
            one.clicked.connect(self._click(value))
            self._buttons[value] = one
            made.append(one)
        return boxed(row(*made, spacing=1))

    def _click(self, value: Value) -> Callable[[], None]:
        def clicked() -> None:
            self.chosen.emit()
            self.answered.emit(value)

        return clicked

    def said(self, value: Value | None) -> str:
        """An answer in words."""
        return answer(self.part, value)


def _elided(text: str, most: int = 64) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _needs_proof() -> str:
    text = _("Needs a quote ({quote}) or “not said” ({unsaid})")
    return text.format(quote=keymap().shown("take_quote"), unsaid=keymap().shown("not_said"))
