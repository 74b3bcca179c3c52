"""The list of keys that F1 shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QWidget

from ui.texts import _
from ui.widgets.basics import boxed, column, label


class ShortcutList(QDialog):
    """Keys in groups, side by side with what they do.

    Args:
        groups: the title of each, and its keys as people read them with what they do.
    """

    def __init__(self, parent: QWidget, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(
            boxed(column(*(_group(title, keys) for title, keys in groups if keys), 1, spacing=4))
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        self.setLayout(column(scroll, buttons, margins=4))
        self.resize(520, 560)


def _group(title: str, keys: Sequence[tuple[str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for line, (shown, title_of_key) in enumerate(keys):
        grid.addWidget(label(shown, "strong"), line, 0)
        grid.addWidget(label(title_of_key, wrap=True), line, 1)
    return boxed(column(label(title, "quiet"), grid))
