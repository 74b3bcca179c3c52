"""The directory: everyone of the team by the alphabet, and two fields by which a person is added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableView, QWidget

from qcdesk.domain.call import Role
from qcdesk.services.people import PersonLine
from ui.models.people_table import COLUMNS, PeopleTable
from ui.texts import _
from ui.widgets.basics import button, column, label, row_height, scaled
from ui.widgets.flow import Flow
from ui.wording import role

_WIDTHS = (126, 168, 84, 62, 66, 82)
_NAME_WIDTH, _EXTENSION_WIDTH = 180, 110


class PeopleView(QTableView):
    """The table of people.

    Signals:
        chosen: the name of the person the focus came to.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.people = PeopleTable()
        self.setModel(self.people)
        self.setAccessibleName(_("Sales managers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        vertical, header = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(row_height())
        header.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, scaled(width))
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self._tell(now.row()))

    def show_lines(self, lines: Sequence[PersonLine], choose: str) -> None:
        """Shows these people and chooses one by name; the first where he is not there."""
        self.people.show_lines(lines)
        names = [line.name for line in lines]
        if names:
            self.selectRow(names.index(choose) if choose in names else 0)

    def _tell(self, place: int) -> None:
        if 0 <= place < len(self.people.lines):
            self.chosen.emit(self.people.lines[place].name)


class NamePerson(QWidget):
    """A name, a role, an extension and a button.

    Signals:
        named: full name, extension (empty: none), role (None: as it is).
    """

    named = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.name, self.extension = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("Full name"))
        self.name.setAccessibleName(_("Full name of the sales manager"))
        self.extension.setPlaceholderText(_("Extension"))
        self.extension.setAccessibleName(_("Extension"))
        self.name.setFixedWidth(scaled(_NAME_WIDTH))
        self.extension.setFixedWidth(scaled(_EXTENSION_WIDTH))
        self.role = QComboBox()
        self.role.setAccessibleName(_("Role"))
        self.role.addItem(_("Role by the calls"), None)
        for one in Role:
            self.role.addItem(role(one), one)
        self._trouble = label("", "bad", wrap=True)
        self._trouble.hide()
        self.give = button(_("Add"), self._name, "add")
        self.give.setToolTip(_("Adds a person, or gives a role or an extension to one who is there"))
        for field in (self.name, self.extension):
            field.returnPressed.connect(self._name)
            field.textEdited.connect(lambda _text: self._trouble.hide())
        fields = Flow(self.name, self.role, self.extension, self.give)
        self.setLayout(column(fields, self._trouble, spacing=1))

    def offer(self, name: str, extension: str) -> None:
        """Fills the fields with a person who is there, to give another extension."""
        self.name.setText(name)
        self.extension.setText(extension)
        self.extension.setFocus(Qt.FocusReason.OtherFocusReason)
        self.extension.selectAll()

    def clear(self) -> None:
        """Empties the fields for the next person."""
        self.name.clear()
        self.extension.clear()
        self.role.setCurrentIndex(0)

    def _name(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.named.emit(name, self.extension.text().strip(), self.role.currentData())
            return
        self._trouble.setText(_("Write the full name first"))
        self._trouble.show()
        self.name.setFocus()
