"""The versions of a checklist, the newest first, each with what changed from the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Difference
from qcdesk.domain.text import Text
from qcdesk.i18n import language
from ui.ops.checklists import Compared
from ui.texts import _
from ui.widgets.basics import button, column, label, lines, row
from ui.wording import DASH, moment, number


class VersionsPanel(QWidget):
    """The versions.

    Signals:
        wanted: the checklist of a version that is to be edited on.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Compared, ...] = ()
        self.list, self.changes = lines(_("Versions")), lines(_("What changed"))
        self.back = button(_("Take this version into the editor"), self._want, "undo")
        about = label(_("Reviews stay with the version they were made by."), "quiet", wrap=True)
        changed = label(_("What changed from the version before"), "section")
        content = column(about, self.list, row(self.back, 1), changed, self.changes, margins=3)
        content.setStretch(1, 1)
        content.setStretch(4, 2)
        self.setLayout(content)
        self.list.currentRowChanged.connect(self._show)

    def show_versions(self, found: Sequence[Compared]) -> None:
        """Shows these versions."""
        self._found = tuple(found)
        self.list.clear()
        for place, one in enumerate(found):
            said = _("version {n} of {moment}").format(n=len(found) - place, moment=moment(one.version.at))
            self.list.addItem(_("{version} · in force").format(version=said) if place == 0 else said)
        self.list.setCurrentRow(0)
        self.back.setEnabled(bool(found))

    def _show(self, place: int) -> None:
        self.changes.clear()
        if not 0 <= place < len(self._found):
            return
        said = [change_said(change) for change in self._found[place].changes]
        first = _("This is the first version that is known.")
        self.changes.addItems(said or [first if place == len(self._found) - 1 else _("Nothing changed")])

    def _want(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._found):
            checklist: Checklist = self._found[place].version.checklist
            self.wanted.emit(checklist)


def change_said(change: Difference) -> str:
    """A change in words."""
    if change.what in ("added", "removed"):
        value = change.new if change.what == "added" else change.old
        form = _("{id} was added: {value}") if change.what == "added" else _("{id} was removed: {value}")
        return form.format(id=change.id, value=_value(value))
    name = _names().get(change.what, change.what)
    old, new = _value(change.old), _value(change.new)
    if not old and not new:
        return _("{id}, {name}: changed").format(id=change.id, name=name)
    return _("{id}, {name}: {old} → {new}").format(id=change.id, name=name, old=old or DASH, new=new or DASH)


def _value(value: object) -> str:
    """A value in words; empty where it has parts that no line can hold."""
    if isinstance(value, Text):
        return value.to(language())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return number(value)
    return str(value) if isinstance(value, str) else ""


def _names() -> Mapping[str, str]:
    return {
        "title": _("title"),
        "weight": _("weight"),
        "kind": _("kind of answer"),
        "guide": _("when to answer what"),
        "advice": _("what the sales manager reads"),
        "evidence": _("what is looked for"),
        "effects": _("what an answer does"),
        "effect": _("what it does"),
        "na_allowed": _("“not applicable” is allowed"),
        "critical": _("critical"),
        "bonus": _("only adds to the result"),
        "scored": _("counts in the result"),
        "top": _("top of the scale"),
        "points": _("points"),
        "options": _("answers to choose from"),
        "applies_if": _("for which calls"),
        "min_talk_s": _("shortest talk that is scored, s"),
        "zones": _("zones"),
        "method": _("how the result is made"),
        "gate": _("question of the section"),
        "pass_rule": _("rule of passing"),
    }
