"""The sales managers' own scripts: blocks with phrases, from a text or a file; each change a version."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit

from qcdesk.domain.script import Script, stage_title
from qcdesk.services.scripts import template
from ui.ops import department as ops
from ui.ops.context import Context
from ui.pages.department.part import Part
from ui.texts import _
from ui.widgets.basics import button, column, label, row
from ui.widgets.text_keys import TextKeys
from ui.wording import moment

_FILES = "DOCX, TXT, XLSX (*.docx *.txt *.xlsx)"


class ScriptsPart(Part):
    """One script at a time, as text: `# Block`, then its phrases."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: dict[str, Script] = {}
        self.name, self.text = QComboBox(), QPlainTextEdit()
        self.name.setEditable(True)
        self.name.setAccessibleName(_("Whose script"))
        self.name.setMinimumWidth(230)
        self.text.setAccessibleName(_("Blocks of the script"))
        self.state = label("", "quiet", wrap=True, selectable=True)
        self.store = button(_("Store as a new version"), self._store, role="main")
        self.approve = button(_("Approve"), self._approve, "check")
        about = label(
            _("“# Block”, below it what he says there. A call is compared by meaning, not word for word."),
            "quiet",
            wrap=True,
        )
        top = row(
            self.name,
            1,
            self.approve,
            button(_("From a file"), self._choose_file, "folder"),
            self.store,
        )
        content = column(top, self.state, about, self.text, margins=2)
        content.setStretch(3, 1)
        self.setLayout(content)
        self.name.activated.connect(lambda _place: self._show_chosen())
        line = self.name.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Full name of the sales manager"))
        TextKeys(self).keep_in(self)

    def look(self) -> None:
        ops.list_scripts(self.context).success(self._show).start()

    def take_in(self, file: Path) -> None:
        """Takes the script of the named person from a file."""
        name = self.name.currentText()
        ops.hand_in_script(self.context, name, "", file).success(self._stored).start()

    def _show(self, found: tuple[Script, ...]) -> None:
        chosen = self.name.currentText().strip()
        self.found = {script.sales_manager: script for script in found}
        self.name.clear()
        self.name.addItems(list(self.found))
        if chosen in self.found:
            self.name.setCurrentText(chosen)
        elif chosen:
            self.name.setEditText(chosen)
        self._show_chosen()

    def _show_chosen(self) -> None:
        script = self.found.get(self.name.currentText().strip())
        self.approve.setEnabled(script is not None and not script.approved_by)
        if script is None:
            if not self.text.toPlainText().strip():
                self.text.setPlainText(template())
            self.state.setText(_("Nothing was handed in yet"))
            return
        blocks = [f"# {block.title}\n" + "\n".join(block.phrases) for block in script.blocks]
        self.text.setPlainText("\n\n".join(blocks) + "\n")
        self.state.setText(_state(script))

    def _store(self) -> None:
        name, text = self.name.currentText(), self.text.toPlainText()
        ops.hand_in_script(self.context, name, text).success(self._stored).start()

    def _stored(self, script: Script) -> None:
        said = _("{name}: version {n}").format(name=script.sales_manager, n=script.version)
        self.context.notify.done(said)
        self.name.setEditText(script.sales_manager)
        self.look()

    def _approve(self) -> None:
        ops.approve_script(self.context, self.name.currentText().strip()).success(self._stored).start()

    def _choose_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Take a script from a file"), "", _FILES)
        if name:
            self.take_in(Path(name))


def _state(script: Script) -> str:
    said = _("version {n} of {moment}").format(n=script.version, moment=moment(script.created_at))
    if script.approved_by:
        said += " · " + _("approved by {name}").format(name=script.approved_by)
    absent = ", ".join(stage_title(one) for one in script.absent_stages)
    return said + (" · " + _("no block for: {stages}").format(stages=absent) if absent else "")
