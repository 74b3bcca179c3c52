"""Where recordings come from: the watched folder, the template of names, the sales manager's channel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget

from qcdesk.domain.call import Side
from qcdesk.errors import QcdeskError
from ui.ops import settings as ops
from ui.ops.context import Context
from ui.pages.settings.section import Section, chooser
from ui.texts import N_, _
from ui.widgets.basics import boxed, button, label, row

_SAMPLE = "out_79990001122_101_20261005-101230.wav"
_TEMPLATE = "{dir}_{phone}_{ext}_{yyyy}{MM}{dd}-{HH}{mm}{ss}"
_LIST_HEIGHT = 96


class Recordings(Section):
    """Folders and names."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Recordings"))
        known = context.desk.settings
        self.watched = QLineEdit(known.watched_folder)
        self.watched.editingFinished.connect(self._keep_watched)
        choose = button(_("Choose"), self._choose_watched, "folder")
        self.template = QLineEdit(next(iter(known.name_templates), ""))
        self.template.setPlaceholderText(_TEMPLATE)
        self.sample = QLineEdit(_SAMPLE)
        self.read = label("", "quiet", wrap=True)
        self.template.textChanged.connect(lambda _text: self._preview())
        self.sample.textChanged.connect(lambda _text: self._preview())
        self.template.editingFinished.connect(self._keep_template)
        self.sources = QListWidget()
        self.sources.setFixedHeight(_LIST_HEIGHT)
        sides = (("left", _("left")), ("right", _("right")), ("auto", _("found by what is said")))
        self.side = chooser(sides, "left", lambda _value: None)
        self.side.setAccessibleName(_("Channel"))
        told = _("Recordings that appear there are added while the program is open.")
        self.field(_("Watched folder"), self.watched, told)
        self.add(boxed(row(choose, 1)))
        self.field(
            _("Template of file names"), self.template, _("Empty: names are read by the built-in patterns.")
        )
        self.field(_("Tried on this name"), self.sample)
        self.add(self.read)
        self.field(_("The sales manager's channel, by folder"), self.sources)
        self.add(boxed(row(self.side, button(_("For a folder"), self._choose_source, "folder"), 1)))

    def look(self) -> None:
        self._preview()
        ops.sources(self.context).success(self._show_sources).failure(self.complain).start()

    def _show_sources(self, found: dict[str, Side]) -> None:
        self.sources.clear()
        words = {Side.LEFT: _("left"), Side.RIGHT: _("right")}
        self.sources.addItems([f"{folder} · {words[side]}" for folder, side in found.items()])

    def _preview(self) -> None:
        template = self.template.text().strip()
        if not template:
            self.read.setText("")
            return
        trial = ops.try_template(self.context, template, self.sample.text())
        trial.success(self._show_read).failure(self._show_wrong).at_once()

    def _show_read(self, facts: dict[str, str]) -> None:
        said = " · ".join(f"{_(_FACTS.get(name, name))}: {value}" for name, value in facts.items())
        self.read.setText(said or _("This name does not fit the template."))

    def _show_wrong(self, error: QcdeskError) -> None:
        self.read.setText(str(error))

    def _keep_template(self) -> None:
        text = self.template.text().strip()
        self.keep("name_templates", [text] if text else [])

    def _keep_watched(self) -> None:
        self.keep("watched_folder", [self.watched.text().strip()])

    def _choose_watched(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Watched folder"), self.watched.text())
        if found:
            self.watched.setText(found)
            self._keep_watched()

    def _choose_source(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Folder of recordings"))
        if found:
            value = str(self.side.currentData())
            side = None if value == "auto" else Side(value)
            ops.set_source(self.context, Path(found), side).success(lambda _n: self.look()).failure(
                self.complain
            ).start()


_FACTS = {
    "direction": N_("Direction"),
    "client_phone": N_("Phone"),
    "extension": N_("Extension"),
    "started_at": N_("Started"),
    "sales_manager": N_("Sales manager"),
    "client_name": N_("Client"),
    "company": N_("Company"),
    "external_id": N_("Number of the call"),
}
