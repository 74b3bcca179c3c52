"""Fields of rules: what an answer does beyond its points, and what the program looks for."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QPlainTextEdit

from qcdesk.domain.detectors import DETECTORS
from qcdesk.i18n import _ as core_text
from qcdesk.services.shelving import rule_of, rule_text
from ui.texts import _
from ui.widgets.basics import column, label, row
from ui.widgets.fields import Field

_NONE, _CAP, _OWN = "", "cap", "own"
_USUAL_CAP = 70.0
_RULE_HEIGHT = 96


class EffectField(Field):
    """`fatal`, `fatal_section`, `note`, `{cap: 70}`, or nothing where that is `allowed`."""

    def __init__(self, *, allowed: bool = True) -> None:
        super().__init__()
        options = [
            (_NONE, _("nothing beyond the points")),
            ("note", _("is noted, the score stays")),
            (_CAP, _("the result is not above")),
            ("fatal_section", _("the section gives 0")),
            ("fatal", _("the whole result is 0")),
        ]
        self.box, self.cap = QComboBox(), QDoubleSpinBox()
        for value, words in options if allowed else options[1:]:
            self.box.addItem(words, value)
        self.cap.setRange(0, 100)
        self.cap.setDecimals(0)
        self.cap.setAccessibleName(_("Highest result"))
        self.setLayout(row(self.box, self.cap, 1))
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._tell)
        self.cap.valueChanged.connect(self._tell)

    def show_value(self, value: object) -> None:
        capped = isinstance(value, dict)
        with QSignalBlocker(self.cap):
            self.cap.setValue(float(value.get("cap", _USUAL_CAP)) if isinstance(value, dict) else _USUAL_CAP)
        self.cap.setVisible(capped)
        self.box.setCurrentIndex(max(0, self.box.findData(_CAP if capped else value or _NONE)))

    def _tell(self) -> None:
        kind = str(self.box.currentData())
        self.cap.setVisible(kind == _CAP)
        self.edited.emit({"cap": self.cap.value()} if kind == _CAP else kind or None)


class EvidenceField(Field):
    """What is looked for: nothing, something that is found by itself, or a rule written as in the file."""

    def __init__(self) -> None:
        super().__init__()
        self.box, self.rule = QComboBox(), QPlainTextEdit()
        self.box.addItem(_("nothing is looked for"), _NONE)
        for one in DETECTORS:
            self.box.addItem(core_text(one.title), one.key)
        self.box.addItem(_("a rule of its own, written below"), _OWN)
        self._trouble = label("", "bad", wrap=True)
        self.rule.setAccessibleName(_("Rule, as it stands in the file"))
        self.rule.setFixedHeight(_RULE_HEIGHT)
        self.rule.setTabChangesFocus(True)
        self.setLayout(column(self.box, self.rule, self._trouble, spacing=1))
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._choose)
        self.rule.textChanged.connect(self._read)

    def show_value(self, value: object) -> None:
        kind = _OWN if isinstance(value, dict) else _NONE
        if isinstance(value, dict) and value.keys() == {"detector"}:
            kind = str(value["detector"])
        self.box.setCurrentIndex(max(0, self.box.findData(kind)))
        if isinstance(value, dict) and kind == _OWN and rule_of(self.rule.toPlainText()) != value:
            with QSignalBlocker(self.rule):
                self.rule.setPlainText(rule_text(value))
        self.rule.setVisible(kind == _OWN)
        self._trouble.setVisible(False)

    def _choose(self) -> None:
        kind = str(self.box.currentData())
        self.rule.setVisible(kind == _OWN)
        if kind == _OWN:
            with QSignalBlocker(self.rule):
                self.rule.setPlainText(rule_text({"by": "sales_manager", "any": ["greeting"]}))
            self._read()
        else:
            self.edited.emit({"detector": kind} if kind else None)

    def _read(self) -> None:
        value = rule_of(self.rule.toPlainText())
        self._trouble.setVisible(value is None)
        if value is None:
            self._trouble.setText(_("This cannot be read: write  by: sales_manager  and  any: [greeting]"))
        else:
            self.edited.emit(value)
