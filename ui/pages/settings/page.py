"""The page of settings: its sections on the left, the chosen one beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from ui.actions import Shortcut, install
from ui.ops.context import Context
from ui.pages.page import Page
from ui.pages.settings.general import Company, General
from ui.pages.settings.keys import Keys
from ui.pages.settings.recognition import Recognition
from ui.pages.settings.recordings import Recordings
from ui.pages.settings.section import Section
from ui.pages.settings.storage import Storage
from ui.pages.settings.users import UsersSection
from ui.texts import _
from ui.widgets.basics import row, row_height, scaled
from ui.widgets.text_keys import TextKeys

_SECTIONS: tuple[type[Section], ...] = (
    General,
    Company,
    Recognition,
    Recordings,
    Keys,
    UsersSection,
    Storage,
)
_LIST_WIDTH = 190
_KEPT = "settings/section"


class SettingsPage(Page):
    """All settings; each is stored as soon as it is changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list, self.stack = QListWidget(), QStackedWidget()
        self.sections = [kind(context) for kind in _SECTIONS]  # type: ignore[call-arg]
        for section in self.sections:
            item = QListWidgetItem(section.title)
            item.setSizeHint(QSize(0, row_height()))  # rows are laid out before the style sheet is heard
            self.list.addItem(item)
            self.stack.addWidget(section)
        self.list.setProperty("role", "rows")
        self.list.setFixedWidth(scaled(_LIST_WIDTH))
        self.list.setAccessibleName(_("Sections of the settings"))
        self.list.currentRowChanged.connect(self._show)
        self.setLayout(row(self.list, self.stack, margins=3))
        self._keys = (Shortcut(("F5",), _("Look again"), self._look),)
        install(self, self._keys)
        TextKeys(self).keep_in(self)
        self.list.setCurrentRow(min(int(context.preferences.number(_KEPT, 0)), len(self.sections) - 1))

    def enter(self, what: object = None) -> None:
        """Shows the settings; `what` may be the class of a section."""
        for place, section in enumerate(self.sections):
            if isinstance(what, type) and isinstance(section, what):
                self.list.setCurrentRow(place)
        self._look()
        self.list.setFocus()

    def leave(self) -> None:
        self.context.preferences.keep(_KEPT, self.list.currentRow())

    def shortcuts(self) -> Sequence[Shortcut]:
        return self._keys

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.sections[place].look()

    def _look(self) -> None:
        self.sections[self.list.currentRow()].look()
