"""The page of checklists: which there are, one of them being edited, tried on a call, compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QSplitter, QTabWidget, QWidget

from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Plain
from qcdesk.i18n import language
from qcdesk.services.shelving import plain_of
from ui.actions import Shortcut, install
from ui.models.checklist_edit import ChecklistEdit
from ui.ops import checklists as ops
from ui.ops.checklists import Shelved
from ui.ops.context import Context
from ui.pages.checklists.editor import Editor
from ui.pages.checklists.trial import TrialPanel
from ui.pages.checklists.versions import VersionsPanel
from ui.pages.page import Page
from ui.texts import _
from ui.widgets.basics import beside, button, column, label, lines, row
from ui.widgets.flow import Flow

_SPLITTER, _UNSAVED = "checklists/splitter", "checklists/unsaved"
_FILES = "Excel (*.xlsx);;YAML (*.yaml *.yml)"
_LIST_WIDTH = 210
_FIELDS, _TRIAL, _VERSIONS = range(3)


class ChecklistsPage(Page):
    """List, tree and fields; what was not stored is kept until next time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.id = ""
        self.edits: dict[str, ChecklistEdit] = {}
        self._unsaved: dict[str, Plain] = _kept(context)
        self.list, self.editor, self.tabs = lines(_("Checklists")), Editor(context), QTabWidget()
        self.trial, self.versions = TrialPanel(), VersionsPanel()
        self.broken = label("", "bad", wrap=True, selectable=True)
        self.save_button = button(_("Store"), self.save, role="main")
        self.undo_button = button(_("Undo"), self.editor.undo, "undo")
        self.remove_button = button(_("Remove own"), self.remove, "close")
        self._keys = (
            Shortcut(("Ctrl+S",), _("Store as a new version"), self.save),
            Shortcut(("Ctrl+Z",), _("Undo"), self.editor.undo),
            Shortcut(("Ctrl+Y", "Ctrl+Shift+Z"), _("Redo"), self.editor.redo),
            Shortcut(("Ctrl+N",), _("Add a criterion"), self.editor.add_criterion),
            Shortcut(("Ctrl+Shift+N",), _("Add a section"), self.editor.add_section),
            Shortcut(("Alt+Up",), _("Move up"), partial(self.editor.move_part, -1)),
            Shortcut(("Alt+Down",), _("Move down"), partial(self.editor.move_part, 1)),
            Shortcut(("Ctrl+O",), _("Import from Excel or YAML"), self.choose_import),
            Shortcut(("Ctrl+E",), _("Export to Excel or YAML"), self.choose_export),
            Shortcut(("Ctrl+T",), _("Try it on a call"), self._show_trial),
            Shortcut(("F5",), _("Look again"), self.refresh),
        )
        self._arrange()
        self._connect()
        install(self, self._keys)
        install(self.editor.outline, (Shortcut(("Delete",), "", self.editor.remove_part),))

    def enter(self, what: object = None) -> None:
        """Shows the checklists; `what` may be the id of one."""
        if isinstance(what, str):
            self.id = what
        self.refresh()
        self.editor.outline.setFocus()

    def leave(self) -> None:
        unsaved = {id: edit.plain for id, edit in self.edits.items() if edit.changed}
        waiting = {id: plain for id, plain in self._unsaved.items() if id not in self.edits}
        self.context.preferences.keep(_UNSAVED, json.dumps(waiting | unsaved, ensure_ascii=False))
        self.context.preferences.keep(_SPLITTER, self._splitter.saveState())

    def shortcuts(self) -> Sequence[Shortcut]:
        return self._keys

    def refresh(self) -> None:
        """Looks anew which checklists there are."""
        ops.list_shelf(self.context).success(self._show_list).start()

    def open_checklist(self, id: str) -> None:
        """Opens a checklist; changes that were not stored are gone on with."""
        self.id = id
        if id in self.edits:
            self._show(id)
        else:
            ops.open_checklist(self.context, id).success(partial(self._opened, id)).start()

    def save(self) -> None:
        """Stores the checklist as the version in force, if anything in it was changed."""
        if self.id in self.edits and self.edits[self.id].changed:
            ops.save(self.context, self.edits[self.id].plain).success(self._saved).start()

    def remove(self) -> None:
        """Takes the department's own version away."""
        ops.remove(self.context, self.id).success(lambda _none: self._removed(self.id)).start()

    def choose_import(self) -> None:
        """Lets the user choose a file."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Import a checklist"), "", _FILES)
        if name:
            self.take_in(Path(name))

    def take_in(self, file: Path) -> None:
        """Takes a checklist from a file."""
        ops.take_in(self.context, file).success(self._taken_in).start()

    def choose_export(self) -> None:
        """Lets the user choose where to."""
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Export the checklist"), f"{self.id}.xlsx", _FILES
        )
        if name:
            self.export(Path(name))

    def export(self, file: Path) -> None:
        """Writes the version in force."""
        ops.export(self.context, self.id, file).success(self._exported).start()

    # — inside —

    def _show_list(self, found: Shelved) -> None:
        self.broken.setText("\n".join(found.broken))
        self.broken.setVisible(bool(found.broken))
        self.list.blockSignals(True)
        self.list.clear()
        ids = [line.checklist.id for line in found.lines]
        for line in found.lines:
            own = _("own") if line.own else _("shipped")
            item = QListWidgetItem(f"{line.checklist.title.to(language())}\n{line.checklist.id} · {own}")
            item.setData(Qt.ItemDataRole.UserRole, (line.checklist.id, line.own))
            item.setToolTip(line.checklist.title.to(language()))
            self.list.addItem(item)
        self.list.blockSignals(False)
        if ids:
            self.list.setCurrentRow(ids.index(self.id) if self.id in ids else 0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            id, own = item.data(Qt.ItemDataRole.UserRole)
            self.remove_button.setVisible(bool(own))
            self.open_checklist(str(id))

    def _opened(self, id: str, plain: Plain) -> None:
        waiting = self._unsaved.pop(id, None)
        self.edits[id] = ChecklistEdit(plain, waiting)
        if self.edits[id].changed:
            self.context.notify.note(
                _("Changes of last time are here; they are not stored yet"),
                _("Store them, or take the version in force into the editor"),
            )
        if id == self.id:
            self._show(id)

    def _show(self, id: str) -> None:
        self.editor.show_edit(self.edits[id])
        self._look_into_tab(self.tabs.currentIndex())

    def _changed(self) -> None:
        edit = self.editor.edit
        self.save_button.setEnabled(edit.changed and self.editor.checklist is not None)
        self.undo_button.setEnabled(edit.can_undo)

    def _saved(self, made: Checklist) -> None:
        edit = self.edits.pop(self.id)
        edit.keep(plain_of(made))
        self.id = made.id
        self.edits[made.id] = edit
        self.context.notify.done(_("{title} is in force").format(title=made.title.to(language())))
        self.refresh()

    def _removed(self, id: str) -> None:
        self.edits.pop(id, None)
        self.context.notify.done(_("The own version of {id} was removed").format(id=id))
        self.refresh()

    def _taken_in(self, made: Checklist) -> None:
        self.edits.pop(made.id, None)
        self._unsaved.pop(made.id, None)
        self.id = made.id
        self.context.notify.done(_("{title} is in force").format(title=made.title.to(language())))
        self.refresh()

    def _exported(self, file: Path) -> None:
        self.context.notify.done(_("Written: {file}").format(file=file))

    def _show_trial(self) -> None:
        self.tabs.setCurrentIndex(_TRIAL)
        self.trial.calls.setFocus()

    def _look_into_tab(self, place: int) -> None:
        if place == _TRIAL:
            ops.calls_to_try(self.context).success(self.trial.show_calls).start()
        elif place == _VERSIONS and self.id:
            ops.versions(self.context, self.id).success(self.versions.show_versions).start()

    def _try(self, call: Call) -> None:
        made = self.editor.checklist
        ops.try_on(self.context, call, self.editor.edit.plain).success(
            lambda tried: self.trial.show_tried(made, tried)
        ).start()

    def _take_version(self, checklist: Checklist) -> None:
        self.editor.edit.replace(plain_of(checklist))
        self.editor.look()
        self.tabs.setCurrentIndex(_FIELDS)

    def _arrange(self) -> None:
        self.list.setFixedWidth(beside(_LIST_WIDTH))
        self.broken.hide()
        self.remove_button.hide()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.editor.fields, _("Fields"))
        self.tabs.addTab(self.trial, _("Try on a call"))
        self.tabs.addTab(self.versions, _("Versions"))
        self._splitter = QSplitter()
        self._splitter.addWidget(self.editor)
        self._splitter.addWidget(self.tabs)
        self._splitter.setSizes([480, 430])
        self._splitter.setChildrenCollapsible(False)
        acts = Flow(
            self.remove_button,
            button(_("Import"), self.choose_import, "folder"),
            button(_("Export"), self.choose_export, "copy"),
            self.undo_button,
            self.save_button,
        )
        top = row(label(_("Checklists"), "title"), 1, acts)
        below = QWidget()
        below.setLayout(row(self.list, self._splitter, spacing=3))
        content = column(top, self.broken, below, margins=3)
        content.setStretch(2, 1)
        self.setLayout(content)
        self._splitter.restoreState(self.context.preferences.state(_SPLITTER))

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda now, _old: self._chosen(now))
        self.editor.changed.connect(self._changed)
        self.tabs.currentChanged.connect(self._look_into_tab)
        self.trial.wanted.connect(self._try)
        self.versions.wanted.connect(self._take_version)


def _kept(context: Context) -> dict[str, Plain]:
    """What was not stored last time, by id."""
    try:
        found = json.loads(context.preferences.text(_UNSAVED, "{}"))
    except ValueError:
        return {}
    return {str(id): plain for id, plain in found.items() if isinstance(plain, dict)} if found else {}
