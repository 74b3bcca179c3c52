"""The engine, and the weights: installed, imported, verified, deleted, chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem

from qcdesk.services.weights import Weights
from ui.ops import settings as ops
from ui.ops.context import Context
from ui.pages.settings.section import Section, chooser
from ui.texts import _
from ui.widgets.basics import boxed, button, label, row

_NAME = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 260


class Recognition(Section):
    """Engine and model."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Recognition"))
        engines = (("auto", _("The fastest that is installed")), ("faster", "faster-whisper"))
        known = (*engines, ("openai", "openai-whisper"))
        self.engine = chooser(known, context.desk.settings.engine, lambda v: self.keep("engine", [v]))
        self.models, self.told = QListWidget(), label("", "quiet", wrap=True)
        self.models.setFixedHeight(_LIST_HEIGHT)
        self.models.currentItemChanged.connect(lambda _now, _old: self._offer())
        self.use = button(_("Use"), self._use, "check", "main")
        self.get = button(_("Install"), self._install, "add")
        self.delete = button(_("Delete"), self._delete, "close")
        self.take = button(_("Import from a file"), self._import_file, "folder")
        self.take_folder = button(_("Import from a folder"), self._import_folder, "folder")
        self.check = button(_("Verify all"), self._verify, "done")
        self.field(_("Engine"), self.engine)
        self.field(
            _("Model"),
            self.models,
            _("A larger model hears better and works longer. Weights stay on this computer."),
        )
        self.add(boxed(row(self.use, self.get, self.delete, 1)), air=True)
        self.add(boxed(row(self.take, self.take_folder, self.check, 1)))
        self.add(self.told)

    def look(self) -> None:
        ops.list_weights(self.context).success(self._show).failure(self.complain).start()

    def _show(self, found: tuple[Weights, ...]) -> None:
        chosen = self._name() or self.context.desk.settings.model
        self.models.clear()
        for one in found:
            item = QListWidgetItem(self._words(one))
            item.setData(_NAME, one)
            self.models.addItem(item)
            if one.name == chosen:
                self.models.setCurrentItem(item)
        self._offer()

    def _words(self, one: Weights) -> str:
        parts = [one.name]
        if one.there:
            parts.append(_("installed, {size} MB").format(size=one.megabytes))
        if one.name == self.context.desk.settings.model:
            parts.append(_("in use"))
        return " · ".join(parts)

    def _chosen(self) -> Weights | None:
        item = self.models.currentItem()
        found = item.data(_NAME) if item else None
        return found if isinstance(found, Weights) else None

    def _name(self) -> str:
        found = self._chosen()
        return found.name if found else ""

    def _offer(self) -> None:
        found = self._chosen()
        there = found is not None and found.there
        self.use.setEnabled(there and self._name() != self.context.desk.settings.model)
        self.get.setEnabled(found is not None and not there)
        self.delete.setEnabled(there)

    def _use(self) -> None:
        self.keep("model", [self._name()], self.look)

    def _install(self) -> None:
        self.get.setEnabled(False)
        ops.install(self.context, self._name()).success(lambda _none: self.look()).start()

    def _import_file(self) -> None:
        kinds = _("Weights (*.pt *.zip *.bin);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Import weights"), "", kinds)
        self._import(path)

    def _import_folder(self) -> None:
        self._import(QFileDialog.getExistingDirectory(self, _("Import weights")))

    def _import(self, path: str) -> None:
        if path:
            ops.import_weights(self.context, Path(path)).success(self._imported).start()

    def _imported(self, name: str) -> None:
        self.told.setText(_("Imported: {name}").format(name=name))
        self.look()

    def _verify(self) -> None:
        self.told.setText(_("Reading all weights…"))
        ops.verify(self.context).success(self._verified).failure(self.complain).start()

    def _verified(self, damaged: list[str]) -> None:
        if not damaged:
            self.told.setText(_("All weights are whole."))
            return
        said = _("Damaged: {files}. Delete the model and install it again.")
        self.told.setText(said.format(files=", ".join(damaged)))

    def _delete(self) -> None:
        ops.delete_weights(self.context, self._name()).success(lambda _n: self.look()).failure(
            self.complain
        ).start()
