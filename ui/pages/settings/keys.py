"""Which key does what on the page of review, and how to change it."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLineEdit

from ui.keymap import in_latin, keymap
from ui.ops.context import Context
from ui.pages.review.keys import titles
from ui.pages.settings.section import Section
from ui.texts import _
from ui.widgets.basics import boxed, button, label, scaled

_WIDTH = 150


class Keys(Section):
    """A line for each thing that can be done by a key: press another one there."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Keys"))
        self.edits: dict[str, QKeySequenceEdit] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(2, 1)
        for place, (name, title) in enumerate(titles().items()):
            grid.addWidget(label(title), place, 0)
            grid.addWidget(self._edit(name, title), place, 1)
        note = _("Choose a line and press the key for it. The digits answer and stay as they are.")
        self.add(label(_("On the page of review"), "strong"), air=True)
        self.add(label(note, "quiet", wrap=True))
        self.add(boxed(grid), air=True)
        self.reset = button(_("All keys as they were"), self._reset)
        self.reset.setMaximumWidth(scaled(_WIDTH * 2))
        self.add(self.reset, air=True)

    def look(self) -> None:
        """Shows the keys in use."""
        for name, edit in self.edits.items():
            edit.setKeySequence(QKeySequence(keymap().keys(name)[0]))
            if line := edit.findChild(QLineEdit):
                line.setText(keymap().shown(name))  # "Enter", as it is printed on the key
        self.reset.setEnabled(keymap().is_changed)

    def _edit(self, name: str, title: str) -> QKeySequenceEdit:
        made = QKeySequenceEdit()
        made.setMaximumSequenceLength(1)
        made.setMaximumWidth(scaled(_WIDTH))
        made.setAccessibleName(title)
        made.editingFinished.connect(partial(self._choose, name))
        self.edits[name] = made
        return made

    def _choose(self, name: str) -> None:
        pressed = self.edits[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        key = in_latin(pressed)
        if key in keymap().keys(name):  # told again when the field is left
            return
        self.trouble.hide()
        if key and not keymap().is_free(key, name):
            holder = keymap().holder(key)
            does = titles()[holder] if holder else _("something that does not change")
            self.trouble.setText(_("{key} is taken: {does}. Choose another one").format(key=key, does=does))
            self.trouble.show()
            self.ensureWidgetVisible(self.trouble)
        else:
            keymap().choose(name, key)
        self.look()

    def _reset(self) -> None:
        self.trouble.hide()
        keymap().reset()
        self.look()
