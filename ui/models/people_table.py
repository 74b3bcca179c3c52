"""The model of the directory: people by the alphabet, with what their reviews allow to be said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qcdesk.services.people import PersonLine
from ui import wording
from ui.texts import N_, _
from ui.wording import DASH, mean

COLUMNS = (
    N_("Sales manager"),
    N_("Role"),
    N_("Stage"),
    N_("Ext."),
    N_("Calls"),
    N_("Reviews"),
    N_("Mean result"),
)
_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_NUMBERS, _MEAN = (4, 5), 6


class PeopleTable(QAbstractTableModel):
    """Lines of the directory."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[PersonLine, ...] = ()

    def show_lines(self, lines: Sequence[PersonLine]) -> None:
        """Shows these people."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        few = line.result.n > 0 and not line.enough
        if few and role == Qt.ItemDataRole.DisplayRole and index.column() == _MEAN:
            return _("too few")  # how many stands beside it, the whole sentence in the tooltip
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cells(line)[index.column()]
        return _alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _cells(line: PersonLine) -> tuple[str, ...]:
    result = line.result
    return (
        line.name,
        ", ".join(map(wording.role, line.roles)) or DASH,
        wording.stage(line.stage),
        line.extension or DASH,
        str(line.calls),
        str(result.n),
        mean(result.value, result.low, result.high, result.n, enough=line.enough),
    )


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
