"""Small parts with the house's spacing: labels by role, buttons with icons, boxes of widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListView,
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import NORMAL, STEP, dress, theme
from ui.widgets.enter_key import pressed_by_enter

_ROW, _ROW_AIR = 28, 10
_WIDEST_LIST = 300

Layout = TypeVar("Layout", bound=QBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A plain text; `role` is one of the style sheet (`title`, `strong`, `quiet`, `bad`, `good`)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(text: str, act: Callable[[], object] | None = None, icon: str = "", role: str = "") -> QPushButton:
    """A button with words; `role` `main` is the one thing to do here."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    pressed_by_enter(made)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if role:
        made.setProperty("role", role)
    if icon:
        dress(made, icon)
        made.setText(f" {text}")  # room between the icon and the words
        made.setAccessibleName(text)
    if act is not None:
        made.clicked.connect(lambda _checked=False: ignore(act()))
    return made


def tool(
    icon: str, says: str, act: Callable[[], object] | None = None, *, check: bool = False
) -> QToolButton:
    """A button with an icon only; `says` is its tooltip and its name for screen readers."""
    made = QToolButton()
    pressed_by_enter(made)
    dress(made, icon)
    made.setIconSize(QSize(20, 20))
    made.setToolTip(says)
    made.setAccessibleName(says)
    made.setCheckable(check)
    made.setProperty("role", "flat")
    if act is not None:
        made.clicked.connect(lambda _checked=False: ignore(act()))
    return made


def lines(name: str) -> QListWidget:
    """A list of lines that are folded to its width; `name` is told to screen readers."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setProperty("role", "rows")
    made.setWordWrap(True)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def refill(shown: QListWidget, texts: Iterable[str], chosen: int = 0) -> None:
    """Other lines in a list; the choice is told once, for the line that is chosen then."""
    shown.blockSignals(True)
    shown.clear()
    shown.addItems(list(texts))
    shown.blockSignals(False)
    shown.setCurrentRow(chosen)


def row(*parts: QWidget | QLayout | int | None, margins: int = 0, spacing: int = 2) -> QHBoxLayout:
    """Parts beside each other; a number is a stretch, None nothing. Margins and spacing in steps."""
    return _filled(QHBoxLayout(), parts, margins, spacing)


def column(*parts: QWidget | QLayout | int | None, margins: int = 0, spacing: int = 2) -> QVBoxLayout:
    """Parts below each other."""
    return _filled(QVBoxLayout(), parts, margins, spacing)


def boxed(layout: QLayout, name: str = "") -> QWidget:
    """A widget that holds a layout."""
    made = QWidget()
    if name:
        made.setObjectName(name)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def scaled(pixels: int) -> int:
    """Pixels at the size of texts in use: what holds words grows with them."""
    return round(pixels * theme().size / NORMAL)


def beside(pixels: int) -> int:
    """Pixels of a list beside what it chooses: it grows with texts, up to a quarter of a window."""
    return max(pixels, min(scaled(pixels), _WIDEST_LIST))


def row_height() -> int:
    """Pixels of a row of a list or table at the size of texts in use."""
    return max(_ROW, QFontMetrics(QApplication.font()).height() + _ROW_AIR)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet looks at, and has the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def ignore(_value: object) -> None:
    """Nothing: what an action returns does not matter."""


def _filled(
    layout: Layout, parts: tuple[QWidget | QLayout | int | None, ...], margins: int, spacing: int
) -> Layout:
    layout.setContentsMargins(*([margins * STEP] * 4))
    layout.setSpacing(spacing * STEP)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif part is not None:
            layout.addStretch(part)
    return layout
