"""Fields over values that stand in a file: each shows a value and tells another as soon as it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.theme import theme
from ui.widgets.basics import label
from ui.wording import number

_LINES = 3
_WHOLE_WIDTH = Qt.AlignmentFlag(0)
_ONE_COLUMN_FROM = 150
"""Size of texts in per cent at which two columns of words no longer stand beside each other."""


class Field(QWidget):
    """A field; `edited` tells the new value, None for none."""

    edited = Signal(object)

    def show_value(self, value: object) -> None:
        """Shows a value without telling it."""
        raise NotImplementedError

    def name(self, text: str) -> None:
        """Gives the field its name for screen readers."""
        proxy = self.focusProxy()
        (proxy or self).setAccessibleName(text)

    def _hold(self, inner: QWidget, side: Qt.AlignmentFlag = _WHOLE_WIDTH) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner, 0, 0, side)
        self.setFocusProxy(inner)


class LineField(Field):
    """A text in one line; an empty one is none unless it is `needed`."""

    def __init__(self, *, needed: bool = False) -> None:
        super().__init__()
        self.line, self._none = QLineEdit(), "" if needed else None
        self._hold(self.line)
        self.line.textEdited.connect(lambda text: self.edited.emit(text.strip() or self._none))

    def show_value(self, value: object) -> None:
        if (self.line.text().strip() or None) != (value or None):
            self.line.setText(str(value or ""))


class TextField(Field):
    """A text in several lines."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * _LINES + 18)
        self._hold(self.text)
        self.text.textChanged.connect(self._tell)

    def show_value(self, value: object) -> None:
        if (self.text.toPlainText().strip() or None) != (value or None):
            with QSignalBlocker(self.text):
                self.text.setPlainText(str(value or ""))

    def _tell(self) -> None:
        self.edited.emit(" ".join(self.text.toPlainText().split()) or None)


class NumberField(Field):
    """A number with a point or a comma; what is no number is told as it was typed, to be complained of."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaximumWidth(110)
        self._hold(self.line, Qt.AlignmentFlag.AlignLeft)
        self.line.textEdited.connect(lambda text: self.edited.emit(read_number(text)))

    def show_value(self, value: object) -> None:
        if read_number(self.line.text()) != value:
            self.line.setText(number(value) if isinstance(value, int | float) else str(value or ""))


class TickField(Field):
    """A yes or no; what is as usual is none."""

    def __init__(self, text: str, *, usual: bool = False) -> None:
        super().__init__()
        self.box, self._usual = QCheckBox(text), usual
        self._hold(self.box)
        self.box.toggled.connect(lambda on: self.edited.emit(None if on is usual else on))

    def show_value(self, value: object) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(self._usual if value is None else bool(value))


class ChoiceField(Field):
    """One of several values, each with its words; one that is not among them is shown as it is."""

    def __init__(self, options: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.box = QComboBox()
        self._values = [value for value, _words in options]
        self.box.addItems([words for _value, words in options])
        self._hold(self.box)
        self.box.activated.connect(lambda place: self.edited.emit(self._values[place]))

    def show_value(self, value: object) -> None:
        if value not in self._values:
            self._values.append(value)
            self.box.addItem(str(value))
        self.box.setCurrentIndex(self._values.index(value))


class TicksField(Field):
    """Groups of ticks over `{fact: [values]}`; a group without ticks is left out and means any."""

    def __init__(self, groups: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__()
        columns = 2 if theme().size < _ONE_COLUMN_FROM else 1
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self._other: dict[str, list[str]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        y = 0
        for fact, title, values in groups:
            grid.addWidget(label(title, "quiet"), y, 0, 1, columns)
            for place, (value, words) in enumerate(values):
                box = QCheckBox(words)
                box.setAccessibleName(f"{title}: {words}")
                box.toggled.connect(self._tell)
                self.boxes[fact, value] = box
                grid.addWidget(box, y + 1 + place // columns, place % columns)
            y += 1 + -(-len(values) // columns)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_value(self, value: object) -> None:
        given = value if isinstance(value, dict) else {}
        known = set(self.boxes)
        self._other = {fact: [v for v in values if (fact, v) not in known] for fact, values in given.items()}
        for (fact, one), box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(one in given.get(fact, ()))

    def _tell(self) -> None:
        out = {fact: list(values) for fact, values in self._other.items() if values}
        for (fact, one), box in self.boxes.items():
            if box.isChecked():
                out.setdefault(fact, []).append(one)
        self.edited.emit(out or None)


def read_number(text: str) -> float | str | None:
    """The number that is typed; the text where it is none."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return text.strip()
