"""One checklist being edited: its parts as a tree, the fields of the chosen part, what is wrong at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QStackedWidget, QWidget

from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Problem
from qcdesk.services.shelving import shares
from ui.models.checklist_edit import At, ChecklistEdit
from ui.ops import checklists as ops
from ui.ops.context import Context
from ui.pages.checklists import forms
from ui.pages.checklists.outline import Outline
from ui.texts import _
from ui.widgets.basics import button, column, label, lines, row_height, tool
from ui.widgets.flow import Flow
from ui.widgets.text_keys import TextKeys

_SHOWN_PROBLEMS = 4
_WHOLE, _SECTION, _CRITERION, _GATE, _FLAG = range(5)


class Editor(QWidget):
    """The tree with its buttons; `fields` is the stack of forms, placed by the page.

    Signals:
        changed: the checklist is not what it was.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.edit = ChecklistEdit({})
        self.checklist: Checklist | None = None
        self.outline, self.fields, self.problems = Outline(), QStackedWidget(), lines(_("What is wrong"))
        self.forms = [
            forms.whole_form(),
            forms.section_form(),
            forms.criterion_form(),
            forms.gate_form(),
            forms.flag_form(),
        ]
        for form in self.forms:
            form.edited.connect(self._put)
            self.fields.addWidget(form)
        self.state = label("", "quiet", wrap=True)
        self.problems.hide()
        self.problems.itemActivated.connect(self._go_to)
        self.problems.itemClicked.connect(self._go_to)
        self.outline.chosen.connect(self._show_fields)
        adding = Flow(
            button(_("Criterion"), self.add_criterion, "add"),
            button(_("Section"), self.add_section, "add"),
            button(_("Flag"), self.add_flag, "add"),
            tool("up", _("Move up (Alt+Up)"), partial(self.move_part, -1)),
            tool("down", _("Move down (Alt+Down)"), partial(self.move_part, 1)),
            tool("close", _("Take the part away (Delete)"), self.remove_part),
        )
        content = column(self.outline, self.problems, self.state, adding)
        content.setStretch(0, 1)
        self.setLayout(content)
        TextKeys(self).keep_in(self.fields)

    def show_edit(self, edit: ChecklistEdit) -> None:
        """Goes on with another checklist."""
        self.edit = edit
        self._show(())

    def add_criterion(self) -> None:
        """Adds a criterion below the chosen one."""
        self._show(self.edit.add_criterion(self.outline.at), new=True)

    def add_section(self) -> None:
        """Adds a section."""
        self._show(self.edit.add_section(), new=True)

    def add_flag(self) -> None:
        """Adds a flag."""
        self._show(self.edit.add_flag(), new=True)

    def remove_part(self) -> None:
        """Takes the chosen part away; undo brings it back."""
        self._show(self.edit.remove(self.outline.at))

    def move_part(self, by: int) -> None:
        """Moves the chosen part among its neighbours."""
        self._show(self.edit.move(self.outline.at, by))

    def undo(self) -> None:
        """Takes the last change back."""
        if self.edit.undo():
            self._show(self.outline.at)

    def redo(self) -> None:
        """Makes the change again."""
        if self.edit.redo():
            self._show(self.outline.at)

    def look(self) -> None:
        """Shows what has become of the checklist elsewhere."""
        self._show(self.outline.at)

    @property
    def _form(self) -> forms.PartForm:
        return self.forms[self.fields.currentIndex()]

    def _put(self, key: str, value: object) -> None:
        at = self.outline.at
        self.edit.put(at, key, value)
        if key == "answer":
            self._form.show_asked(str(value))
        self._check(at)

    def _show(self, at: At, *, new: bool = False) -> None:
        self._check(at)
        self._show_fields(self.outline.at)
        if new:
            self._form.fields["title.ru"].setFocus()

    def _check(self, at: At) -> None:
        checked = ops.check(self._context, self.edit.plain)
        self.checklist = checked.checklist
        share = shares(checked.checklist) if checked.checklist is not None else {}
        self.outline.show_parts(self.edit.plain, share, checked.problems, at)
        self._show_problems(checked.problems)
        self.changed.emit()

    def _show_fields(self, at: At) -> None:
        kind = _kind(at)
        self.fields.setCurrentIndex(kind)
        self.forms[kind].show_part(self.edit, at)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems.clear()
        for where, what in problems:
            item = QListWidgetItem(f"{self._named(where)}: {what}")
            item.setData(256, list(where))
            self.problems.addItem(item)
        self.problems.setVisible(bool(problems))
        self.problems.setFixedHeight(min(len(problems), _SHOWN_PROBLEMS) * row_height() + 12)
        if problems:
            self.state.setText(_("Cannot be stored yet. Enter on a line above goes to the place."))
        elif self.edit.changed:
            self.state.setText(_("Nothing is wrong. Not stored yet: Ctrl+S stores it as a new version."))
        else:
            self.state.setText(_("This is what is in force."))

    def _go_to(self, item: QListWidgetItem) -> None:
        self.outline.choose(tuple(item.data(256)))
        self._show_fields(self.outline.at)

    def _named(self, where: At) -> str:
        """A place as people name it: `B3 → weight`."""
        names: list[str] = []
        for length, step in enumerate(where, 1):
            if isinstance(step, int):
                names.append(str(self.edit.part(where[:length]).get("id") or step + 1))
            elif step not in ("sections", "criteria", "flags"):
                names.append(step)
        return " → ".join(names) or "–"


def _kind(at: At) -> int:
    if not at:
        return _WHOLE
    if at[0] == "flags":
        return _FLAG
    return {2: _SECTION, 3: _GATE}.get(len(at), _CRITERION)
