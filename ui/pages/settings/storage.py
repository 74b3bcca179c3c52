"""The folder of all data, and its backups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem

from ui.ops import settings as ops
from ui.ops.context import Context
from ui.pages.settings.section import Section
from ui.texts import _
from ui.widgets.basics import boxed, button, label, row
from ui.widgets.flow import Flow

_FILE = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 180


class Storage(Section):
    """Data of the department on this computer."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Data"))
        home = QLineEdit(str(context.desk.home.folder))
        home.setReadOnly(True)
        self.field(
            _("Folder of the data"), home, _("Database, settings, checklists and backups of the department.")
        )
        self.add(
            boxed(
                Flow(
                    button(_("Choose another"), self._choose_home, "edit"),
                    button(_("Open the folder"), lambda: _open(context.desk.home.folder), "folder"),
                    button(_("Open the backups"), lambda: _open(context.desk.home.backups), "folder"),
                    button(_("Open the logs"), lambda: _open(context.desk.home.logs), "folder"),
                    button(_("Open the models"), lambda: _open(context.desk.models), "folder"),
                )
            )
        )
        self.there, self.told = QListWidget(), label("", "quiet", wrap=True, selectable=True)
        self.there.setFixedHeight(_LIST_HEIGHT)
        self.there.currentItemChanged.connect(lambda now, _old: self._offer(now is not None))
        self.make = button(_("Back up now"), self._back_up, "done", "main")
        self.back = button(_("Go back to the chosen one"), self._ask, "undo")
        self.other = button(_("Go back to another file"), self._choose, "folder")
        self.sure = boxed(
            row(
                label(_("The database as it is now is kept beside the backups. Go back?"), wrap=True),
                button(_("Go back"), self._restore, "", "main"),
                button(_("Leave it"), lambda: self.sure.hide()),
                1,
            )
        )
        self.sure.hide()
        self._file: Path | None = None
        self.field(_("Backups, newest first"), self.there)
        self.add(boxed(row(self.make, self.back, self.other, 1)))
        self.add(self.sure)
        self.add(self.told)
        self._offer(False)

    def use_home(self, folder: Path) -> None:
        """Has the next start use another folder."""
        self.trouble.hide()
        work = ops.choose_home(self.context, folder).success(lambda _none: self._home_chosen(folder))
        work.failure(self.complain).at_once()

    def _choose_home(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Folder of the data"))
        if found:
            self.use_home(Path(found))

    def _home_chosen(self, folder: Path) -> None:
        said = _("From the next start: {folder}. Nothing was moved; copy the data there to take it along")
        self.told.setText(said.format(folder=folder))

    def look(self) -> None:
        ops.backups(self.context).success(self._show).failure(self.complain).start()

    def _show(self, found: list[Path]) -> None:
        self.there.clear()
        for file in found:
            item = QListWidgetItem(file.name)
            item.setData(_FILE, str(file))
            self.there.addItem(item)
        self._offer(False)

    def _offer(self, chosen: bool) -> None:
        self.back.setEnabled(chosen)

    def _back_up(self) -> None:
        self.trouble.hide()
        ops.back_up(self.context).success(self._backed_up).failure(self.complain).start()

    def _backed_up(self, file: Path) -> None:
        self.told.setText(_("Backed up and checked: {file}").format(file=file.name))
        self.look()

    def _ask(self) -> None:
        item = self.there.currentItem()
        if item is not None:
            self._file = Path(item.data(_FILE))
            self.sure.show()

    def _choose(self) -> None:
        kinds = _("Databases (*.sqlite3);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", kinds)
        if path:
            self._file = Path(path)
            self.sure.show()

    def _restore(self) -> None:
        self.sure.hide()
        self.trouble.hide()
        if self._file is not None:
            if self.context.jobs.running:
                self.told.setText(_("Work is under way; stop it first."))
                return
            ops.restore(self.context, self._file).success(self._restored).failure(self.complain).at_once()

    def _restored(self, kept: Path) -> None:
        self.told.setText(_("Restored. The database as it was: {file}").format(file=kept.name))
        self.look()


def _open(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
