"""What every section of the settings is: a title, fields under each other, a line for what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QScrollArea, QVBoxLayout, QWidget

from qcdesk.errors import QcdeskError
from ui.ops import settings as ops
from ui.ops.context import Context
from ui.widgets.basics import label, scaled

_FIELD_WIDTH = 420


class Section(QScrollArea):
    """A section; it is filled by its subclass and looks anew when it is shown."""

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.trouble = label("", "bad", wrap=True, selectable=True)
        self.trouble.hide()
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(16, 12, 16, 12)
        self._rows.setSpacing(4)
        self._rows.addWidget(label(title, "title"))
        self._rows.addWidget(self.trouble)
        self._rows.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def look(self) -> None:
        """Shows what is set now."""

    def add(self, widget: QWidget, *, air: bool = False) -> None:
        """Adds a widget below."""
        if air:
            self._space(12)
        self._put(widget)

    def field(self, name: str, widget: QWidget, note: str = "") -> None:
        """Adds a field under its name, with a sentence about it."""
        self._space(8)
        shown = label(name, "strong")
        shown.setBuddy(widget)
        widget.setAccessibleName(name)
        if note:
            widget.setAccessibleDescription(note)
        if isinstance(widget, QLineEdit | QComboBox):
            widget.setMaximumWidth(scaled(_FIELD_WIDTH))
        if isinstance(widget, QListWidget):
            widget.setProperty("role", "rows")
        self._put(shown)
        self._put(widget)
        if note:
            self._put(label(note, "quiet", wrap=True))

    def _put(self, widget: QWidget) -> None:
        """Adds a widget above the stretch at the end."""
        self._rows.insertWidget(self._rows.count() - 1, widget)

    def _space(self, pixels: int) -> None:
        self._rows.insertSpacing(self._rows.count() - 1, pixels)

    def keep(self, name: str, values: Sequence[str], then: Callable[[], object] | None = None) -> None:
        """Stores a setting at once; what is wrong is said here, and the file stays as it was."""
        self.trouble.hide()

        def done(_none: object) -> None:
            if then is not None:
                then()

        ops.change(self.context, name, values).failure(self.complain).success(done).at_once()

    def complain(self, error: QcdeskError) -> None:
        """Says an error in this section."""
        self.trouble.setText(str(error))
        self.trouble.show()


def chooser(options: Sequence[tuple[str, str]], current: str, chosen: Callable[[str], object]) -> QComboBox:
    """A list of choices: value and words; `chosen` gets the value the user takes."""
    made = QComboBox()
    for value, words in options:
        made.addItem(words, value)
    made.setCurrentIndex(max(0, made.findData(current)))
    made.activated.connect(lambda place: void(chosen(str(made.itemData(place)))))
    return made


def void(_value: object) -> None:
    """Nothing: what an action returns does not matter."""
