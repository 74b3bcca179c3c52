"""The page of managers: who is in the team, and how the chosen one does, without a place in a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedLayout, QWidget

from qcdesk.domain.call import Role
from qcdesk.services.people import PersonLine, PersonPage
from ui.actions import Shortcut, install
from ui.ops import people as ops
from ui.ops.context import Context
from ui.pages.managers.directory import NamePerson, PeopleView
from ui.pages.managers.person import PersonDetails
from ui.pages.page import Page
from ui.texts import _
from ui.widgets.basics import column, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.text_keys import TextKeys

_SPLITTER = "managers/splitter"


class ManagersPage(Page):
    """The directory, and beside it the chosen person."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.chosen = ""
        self._asked = 0
        self.table, self.naming = PeopleView(), NamePerson()
        self.details, self.empty = PersonDetails(), EmptyState()
        self._arrange()
        self._connect()
        self._keys = (
            Shortcut(("Ctrl+N",), _("Add a person"), self._focus_name),
            Shortcut(("Ctrl+E",), _("Give the chosen person an extension"), self._offer_chosen),
            Shortcut(("F5",), _("Look again"), self.refresh),
        )
        install(self, self._keys)
        TextKeys(self).keep_in(self)

    def enter(self, what: object = None) -> None:
        if isinstance(what, str):
            self.chosen = what
        self.refresh()
        self.table.setFocus()

    def leave(self) -> None:
        self.context.preferences.keep(_SPLITTER, self._splitter.saveState())

    def shortcuts(self) -> Sequence[Shortcut]:
        return self._keys

    def refresh(self) -> None:
        """Looks for the people anew; who is chosen stays chosen."""
        ops.list_people(self.context).success(self._show).start()

    def _show(self, lines: tuple[PersonLine, ...]) -> None:
        self._stack.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.show_lines(lines, self.chosen)
        else:
            self.details.hide()
            self.empty.take_focus(self, self.table)

    def _look_at(self, name: str) -> None:
        self.chosen = name
        self._asked += 1
        asked = self._asked
        ops.look_at_person(self.context, name).success(lambda found: self._show_person(asked, found)).start()

    def _show_person(self, asked: int, found: PersonPage) -> None:
        if asked == self._asked:
            self.details.show_person(found)

    def _name(self, name: str, extension: str, role: Role | None) -> None:
        ops.name_person(self.context, name, extension, role).success(lambda _none: self._named(name)).start()

    def _named(self, name: str) -> None:
        self.chosen = name
        self.naming.clear()
        self.context.notify.done(_("{name} is in the directory").format(name=name))
        self.refresh()

    def hand_over(self, name: str, folder: Path) -> None:
        """Writes the files for whoever takes over from a person."""
        work = ops.write_continuity(self.context, name, folder)
        work.success(lambda paths: self._handed_over(folder, len(paths))).start()

    def _choose_folder(self, name: str) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Folder for the files"))
        if found:
            self.hand_over(name, Path(found))

    def _handed_over(self, folder: Path, number: int) -> None:
        self.context.notify.done(_("Files written: {n}, in {folder}").format(n=number, folder=folder))

    def _open_review(self, call_id: int) -> None:
        self.go.emit("review", (call_id, [call_id]))

    def _go_to_calls(self) -> None:
        self.go.emit("calls", None)

    def _focus_name(self) -> None:
        self.naming.name.setFocus()

    def _offer_chosen(self) -> None:
        line = next((line for line in self.table.people.lines if line.name == self.chosen), None)
        if line is not None:
            self.naming.offer(line.name, line.extension)

    def _arrange(self) -> None:
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.empty.say(
            _("Nobody is in the directory yet"),
            _("Names come with the calls, from their table or file names. Or write a name above."),
            (
                (_("Go to the calls"), "calls", self._go_to_calls),
                (_("Add a person"), "add", self._focus_name),
            ),
        )
        left = QWidget()
        left.setLayout(column(label(_("Managers"), "title"), self.naming, shown))
        self._splitter = QSplitter()
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([716, 440])
        self._splitter.setChildrenCollapsible(False)
        self.setLayout(column(self._splitter, margins=3))
        self._splitter.restoreState(self.context.preferences.state(_SPLITTER))

    def _connect(self) -> None:
        self.table.chosen.connect(self._look_at)
        self.naming.named.connect(self._name)
        self.details.review.connect(self._open_review)
        self.details.extension.connect(self.naming.offer)
        self.details.calls.connect(self._go_to_calls)
        self.details.leaves.connect(self._choose_folder)
