"""Beside a hand-over: its card, what the receiver said, and what the quality department rules."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from qcdesk.domain.handover import FIELDS, Card, Handover, Ruling, Verdict
from ui.ops.department import BothSides
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, row
from ui.widgets.text_keys import TextKeys
from ui.wording import card_field, verdict

_COMMENT_HEIGHT = 56


class Verdicts(QScrollArea):
    """Three forms below each other, each stored by its own button.

    Signals:
        confirmed: fields of the card; answered: accepted, reason; ruled: verdicts by question, comment.
    """

    confirmed = Signal(dict)
    answered = Signal(bool, str)
    ruled = Signal(dict, str)

    def __init__(self) -> None:
        super().__init__()
        self.fields = {name: QLineEdit() for name in ("receiver", *FIELDS)}
        self.reason, self.comment = QLineEdit(), QPlainTextEdit()
        self.questions = {name: _verdicts(words) for name, words in _questions().items()}
        self.card_note, self.answer_note = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        self.ruling_note = label("", "quiet", wrap=True)
        self.confirm = button(_("Confirm the card"), self._confirm, "check")
        self.accept = button(_("Accepted"), lambda: self._answer(accepted=True), "check")
        self.reject = button(_("Rejected"), lambda: self._answer(accepted=False), "close")
        self.decide = button(_("Store the ruling"), self._rule, role="main")
        for name, line in self.fields.items():
            line.setAccessibleName(card_field(name))
        self.reason.setPlaceholderText(_("Why it was rejected"))
        self.reason.setAccessibleName(_("Why it was rejected"))
        self.comment.setPlaceholderText(_("In a sentence or two"))
        self.comment.setAccessibleName(_("Comment on the ruling"))
        self.comment.setFixedHeight(_COMMENT_HEIGHT)
        self.comment.setTabChangesFocus(True)
        parts = column(
            label(_("Card of the lead"), "section"),
            _grid([(card_field(name), line) for name, line in self.fields.items()]),
            row(self.confirm, 1),
            self.card_note,
            label(_("What the receiver says"), "section"),
            self.reason,
            row(self.accept, self.reject, 1),
            self.answer_note,
            label(_("Ruling of quality control"), "section"),
            _grid([(words, self.questions[name]) for name, words in _questions().items()]),
            self.comment,
            row(self.decide, 1),
            self.ruling_note,
            1,
            margins=2,
        )
        self.setWidget(boxed(parts))
        self.setWidgetResizable(True)
        TextKeys(self).keep_in(self)

    def show_handover(self, shown: BothSides) -> None:
        """Shows what is known; fields that nobody confirmed hold what the call proposes."""
        one = shown.handover
        card = one.card or (shown.proposed.card if shown.proposed else Card())
        for name, line in self.fields.items():
            line.setText(getattr(card, name))
            line.setCursorPosition(0)
        if not self.fields["receiver"].text():
            self.fields["receiver"].setText(one.receiver)
        self.card_note.setText(_card_note(one, proposed=shown.proposed is not None))
        self.reason.setText(one.reply.reason if one.reply else "")
        self.answer_note.setText(answer_said(one))
        ruling = one.ruling or Ruling()
        for name, box in self.questions.items():
            box.setCurrentIndex(box.findData(str(getattr(ruling, name))))
        self.comment.setPlainText(ruling.comment)
        self.ruling_note.setText(
            _("Ruled by {name}").format(name=ruling.author)
            if one.ruling
            else _("Nobody ruled yet. Whoever took part does not rule.")
        )

    def _confirm(self) -> None:
        self.confirmed.emit({name: line.text() for name, line in self.fields.items()})

    def _answer(self, *, accepted: bool) -> None:
        self.answered.emit(accepted, "" if accepted else self.reason.text())

    def _rule(self) -> None:
        given = {name: str(box.currentData()) for name, box in self.questions.items()}
        self.ruled.emit(given, self.comment.toPlainText())


def answer_said(one: Handover) -> str:
    """What the receiver said, in words."""
    if one.reply is None:
        return _("not answered yet")
    said = _("accepted") if one.reply.accepted else _("rejected: {why}").format(why=one.reply.reason or "–")
    return said if one.reply.author else _("{answer} (by the CRM)").format(answer=said)


def _card_note(one: Handover, *, proposed: bool) -> str:
    if one.card is not None:
        missing = ", ".join(card_field(name).lower() for name in one.card.missing)
        said = _("Confirmed by {name}").format(name=one.card.author)
        return _("{said}. Missing: {fields}").format(said=said, fields=missing) if missing else said
    if proposed:
        return _("Proposed by the words of the call; nobody confirmed it yet.")
    return _("The call has no transcript; fill the card in by hand.")


def _questions() -> dict[str, str]:
    return {
        "complete": _("The card is complete"),
        "truthful": _("The card is true"),
        "in_time": _("The receiver called in time"),
        "used": _("The receiver used what he was given"),
        "rejection_grounded": _("The rejection had a ground"),
    }


def _verdicts(words: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(words)
    for one in Verdict:
        made.addItem(verdict(one), str(one))
    return made


def _grid(lines: list[tuple[str, QWidget]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    for y, (words, field) in enumerate(lines):
        name = label(words, "quiet", wrap=True)
        name.setBuddy(field)
        grid.addWidget(name, y, 0)
        grid.addWidget(field, y, 1)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 4)
    return made
