"""Product cards: the table property, use, gain, emotion, and the 100 reasons to buy; edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
)

from qcdesk.domain.product import COMPANY, REASONS_WANTED, CardRow, Cards, Reason
from qcdesk.services.product import Imported
from ui.ops import department as ops
from ui.ops.context import Context
from ui.ops.department import Known
from ui.pages.department.part import Part
from ui.texts import _, ngettext
from ui.widgets.basics import button, column, label, row, row_height

_FILES = "XLSX, DOCX, TXT, CSV (*.xlsx *.docx *.txt *.csv)"
_SHOWN_TWINS = 5


class ProductCardsPart(Part):
    """The cards of the company, or the drafts of a trainee."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.known = Known(Cards(), (), ())
        self.owner = QComboBox()
        self.owner.setEditable(True)
        self.owner.setAccessibleName(_("Whose cards"))
        self.owner.setMinimumWidth(230)
        self.count, self.twins = (
            label("", "strong", wrap=True),
            label("", "quiet", wrap=True, selectable=True),
        )
        heads = (_("Code"), _("Property"), _("Benefit"), _("Gain"), _("Emotion"))
        self.rows = EditTable(_("Table of the product"), heads, self._row_edited)
        self.reasons = EditTable(_("Reasons to buy"), ("№", _("Reason to buy")), self._reason_edited)
        self.approve = button(_("Take into the company's cards"), self._approve, "check")
        top = row(
            self.owner,
            1,
            self.approve,
            button(_("Take out the line"), self._remove, "close"),
            button(_("Import"), self._choose_file, "folder"),
        )
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.addWidget(self.rows)
        tables.addWidget(self.reasons)
        tables.setChildrenCollapsible(False)
        about = label(
            _("A line is stored as soon as it is typed; the last, empty one adds."), "quiet", wrap=True
        )
        content = column(top, self.count, about, tables, self.twins, margins=2)
        content.setStretch(3, 1)
        self.setLayout(content)
        self.owner.activated.connect(lambda _place: self.look())
        line = self.owner.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("A trainee's name"))
            line.returnPressed.connect(self.look)

    @property
    def name(self) -> str:
        """Whose cards are shown; empty: the company's."""
        shown = self.owner.currentText().strip()
        return COMPANY if shown in ("", _("The company's cards")) else shown

    def look(self) -> None:
        ops.look_at_cards(self.context, self.name).success(self._show).start()

    def take_in(self, file: Path) -> None:
        """Takes in rows and reasons from a document."""
        ops.import_cards(self.context, file, self.name).success(self._taken_in).start()

    def _show(self, known: Known) -> None:
        self.known, shown = known, self.name
        self.owner.clear()
        names = [n for n in dict.fromkeys((*known.owners, shown)) if n != COMPANY]
        self.owner.addItems([_("The company's cards"), *names])
        self.owner.setCurrentIndex(names.index(shown) + 1 if shown in names else 0)
        cards = known.cards
        said = _("Reasons {n} of {all}, complete rows {rows} of {every}")
        self.count.setText(
            said.format(
                n=len(cards.reasons), all=REASONS_WANTED, rows=cards.complete_rows, every=len(cards.rows)
            )
        )
        self.approve.setVisible(bool(shown))
        self.rows.show_lines([(r.code, r.feature, r.use, r.gain, r.emotion) for r in cards.rows])
        self.reasons.show_lines([(str(r.number), r.text) for r in cards.reasons])
        twins = [f"{d.first} = {d.second}" for d in known.duplicates]
        more = f" … +{len(twins) - _SHOWN_TWINS}" if len(twins) > _SHOWN_TWINS else ""
        text = _("Say the same: {pairs}").format(pairs=", ".join(twins[:_SHOWN_TWINS]) + more)
        self.twins.setText(text if twins else "")

    def _row_edited(self, place: int, cells: Sequence[str]) -> None:
        code, feature, use, gain, emotion = cells
        there = self.known.cards.rows
        if feature:
            old = there[place] if place < len(there) else CardRow(code, feature, owner=self.name)
            made = replace(old, feature=feature, use=use, gain=gain, emotion=emotion)
            ops.put_row(self.context, made).success(lambda _row: self.look()).start()

    def _reason_edited(self, place: int, cells: Sequence[str]) -> None:
        number, text = cells
        there = self.known.cards.reasons
        if not text:
            return
        new = Reason(int(number) if number.isdecimal() else 0, text, owner=self.name)
        made = replace(there[place], text=text) if place < len(there) else new
        ops.put_reason(self.context, made).success(lambda _reason: self.look()).start()

    def _remove(self) -> None:
        table = self.reasons if self.reasons.hasFocus() else self.rows
        item = table.item(table.currentRow(), 0)
        if item is not None and item.text():
            ops.remove_card(self.context, item.text(), self.name).success(lambda _one: self.look()).start()

    def _choose_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Import product cards"), "", _FILES)
        if name:
            self.take_in(Path(name))

    def _approve(self) -> None:
        ops.approve_cards(self.context, self.name).success(self._taken_in).start()

    def _taken_in(self, done: Imported) -> None:
        added, changed = len(done.rows_added), len(done.rows_changed) + len(done.reasons_changed)
        n = len(done.reasons_added)
        said = ngettext("{n} reason", "{n} reasons", n).format(n=n)
        rows = ngettext("{n} row", "{n} rows", added).format(n=added)
        text = _("Added {rows} and {reasons}, changed {changed}").format(
            rows=rows, reasons=said, changed=changed
        )
        self.context.notify.done(text)
        self.look()


class EditTable(QTableWidget):
    """Texts in lines; the last line is empty and adds one.

    Args:
        edited: called with the place of a line and its texts after a change.
    """

    def __init__(
        self, name: str, heads: Sequence[str], edited: Callable[[int, Sequence[str]], object]
    ) -> None:
        super().__init__(0, len(heads))
        self._edited = edited
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, 64)
        self.cellChanged.connect(self._tell)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Shows lines and an empty one below."""
        at = (self.currentRow(), self.currentColumn())
        self.blockSignals(True)
        self.setRowCount(len(lines) + 1)
        for y, line in enumerate([*lines, [""] * self.columnCount()]):
            for x, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if x == 0 and y < len(lines):
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.setItem(y, x, item)
            self.setRowHeight(y, row_height())
        self.setCurrentCell(*at)
        self.blockSignals(False)

    def _tell(self, y: int, _x: int) -> None:
        items = [self.item(y, x) for x in range(self.columnCount())]
        self._edited(y, [" ".join(item.text().split()) if item is not None else "" for item in items])
