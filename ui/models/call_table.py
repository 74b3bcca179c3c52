"""The table of calls: all numbers at once, lines only as they are scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from qcdesk.domain.call import Call, CallState
from qcdesk.domain.checklist import Zone
from qcdesk.domain.listing import CallLine, Order, Said
from ui.texts import N_, _
from ui.theme import colours, icon
from ui.wording import DASH, clock, decimal, direction, exclusion, moment, state, zone

Index = QModelIndex | QPersistentModelIndex
_AHEAD = 60
_MOST_KEPT = 5000
_ROLE = Qt.ItemDataRole
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STATE_ICONS = {
    CallState.ADDED: "transcribe",
    CallState.TRANSCRIBED: "review",
    CallState.FAILED: "error",
    CallState.DRAFT: "edit",
    CallState.REVIEWED: "done",
}
COLUMNS = (
    (Order.STATE, N_("State")),
    (Order.WHEN, N_("When")),
    (Order.SALES_MANAGER, N_("Sales manager")),
    (Order.CLIENT, N_("Client")),
    (Order.LENGTH, N_("Length")),
    (Order.SCORE, N_("Result")),
)


class CallTable(QAbstractTableModel):
    """Calls by row.

    Signals:
        wanted: numbers of the calls whose lines are to be shown; answer with `fill`.
        ordered: (order, descending) that the user asked for.
    """

    wanted = Signal(list)
    ordered = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._ids: Sequence[int] = ()
        self._lines: dict[int, CallLine] = {}
        self._said: Mapping[int, Said] = {}
        self._asked: dict[int, int] = {}
        self._fresh: set[int] = set()
        self._missing: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def show_calls(self, ids: Sequence[int], said: Mapping[int, Said]) -> None:
        """Shows other calls, or the same anew."""
        self.beginResetModel()
        self._ids, self._said = ids, said
        self._asked.clear()
        self._fresh.clear()  # old lines are shown until new ones have come
        self._missing.clear()
        self.endResetModel()

    def fill(self, lines: Iterable[CallLine]) -> None:
        """Takes lines that were wanted."""
        rows = []
        for line in lines:
            row = self._asked.get(line.call.id)
            if row is not None:  # else it was asked for by another list
                self._lines[line.call.id] = line
                self._fresh.add(line.call.id)
                rows.append(row)
        if rows:
            last = len(COLUMNS) - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))

    @property
    def ids(self) -> Sequence[int]:
        """Numbers of all calls of the list, in order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The number of the call in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def rows_of(self, ids: Iterable[int]) -> list[int]:
        """The rows of calls, in the order of `ids`; calls that are not listed are left out."""
        wanted = dict.fromkeys(ids)
        if not wanted:
            return []  # a long list is not looked through for nothing
        rows = {id: row for row, id in enumerate(self._ids) if id in wanted}
        return [rows[id] for id in wanted if id in rows]

    def line_at(self, row: int) -> CallLine | None:
        """The line of a row, if it was loaded."""
        id = self.id_at(row)
        return None if id is None else self._lines.get(id)

    def said_in(self, id: int) -> Said | None:
        """Where the searched words were said in a call."""
        return self._said.get(id)

    # — Qt —

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return _(COLUMNS[section][1])
        if role == _ROLE.TextAlignmentRole and COLUMNS[section][0] in (Order.LENGTH, Order.SCORE):
            return int(_NUMBER)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole and self._ids[index.row()] not in self._fresh:
            self._want(index.row())
        line = self.line_at(index.row())
        if line is None:
            return None
        order = COLUMNS[index.column()][0]
        if role == _ROLE.DisplayRole and order is Order.STATE and line.call.exclusion is not None:
            return exclusion(line.call.exclusion).capitalize()  # the sign before it says "not scored"
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self._text(order, line) or (None if role == _ROLE.ToolTipRole else DASH)
        if role == _ROLE.DecorationRole and order is Order.STATE:
            return icon("exclude" if line.call.exclusion else _STATE_ICONS[line.call.state])
        if role == _ROLE.ForegroundRole:
            return _colour(order, line)
        if role == _ROLE.TextAlignmentRole and order in (Order.LENGTH, Order.SCORE):
            return int(_NUMBER)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(COLUMNS):
            self.ordered.emit(COLUMNS[column][0], order is Qt.SortOrder.DescendingOrder)

    def _text(self, order: Order, line: CallLine) -> str:
        makers: dict[Order, Callable[[Call], str]] = {
            Order.STATE: _state_of,
            Order.WHEN: _when,
            Order.SALES_MANAGER: lambda call: call.facts.sales_manager or "",
            Order.CLIENT: client_of,
            Order.LENGTH: lambda call: clock(call.audio.duration_s),
            Order.SCORE: lambda _call: _result_of(line),
        }
        return makers[order](line.call)

    def _want(self, row: int) -> None:
        for near in range(max(0, row - 5), min(len(self._ids), row + _AHEAD)):
            id = self._ids[near]
            if id not in self._fresh and id not in self._asked:
                self._asked[id] = near
                self._missing.append(id)
        if self._missing and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        if len(self._lines) > _MOST_KEPT:
            self._lines.clear()
            self._fresh.clear()
            self._asked = {id: self._asked[id] for id in self._missing}
        asked, self._missing = self._missing, []
        self.wanted.emit(asked)


def client_of(call: Call) -> str:
    """Who was called, as far as it is known."""
    facts = call.facts
    named = " ".join(filter(None, (facts.client_name, facts.client_phone)))
    return named or direction(facts.direction)


def _when(call: Call) -> str:
    at = call.facts.started_at or call.added_at
    return moment(at, year=at is not None and at.year != datetime.now().year)


def _state_of(call: Call) -> str:
    if call.exclusion is not None:
        return _("Not scored: {reason}").format(reason=exclusion(call.exclusion))
    return state(call.state)


def _result_of(line: CallLine) -> str:
    if line.final is None:
        return ""
    shown = decimal(line.final)
    return f"{shown}  {zone(line.zone)}" if line.zone else shown


def _colour(order: Order, line: CallLine) -> QColor | None:
    c = colours()
    if order is Order.SCORE and line.zone is not None:
        return QColor({Zone.GREEN: c.good, Zone.YELLOW: c.fair, Zone.RED: c.bad}[line.zone])
    if line.call.exclusion is not None:
        return QColor(c.quiet)
    if order is Order.STATE and line.call.state is CallState.FAILED:
        return QColor(c.bad)
    return None
