"""The checklist as a tree: sections, their criteria, flags; with weights and the share of 100 of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from qcdesk.domain.drafting import Plain, Problem
from qcdesk.i18n import language
from ui.models.checklist_edit import At
from ui.texts import _
from ui.theme import colours, icon
from ui.widgets.basics import row_height, scaled
from ui.wording import DASH, decimal, number

_PLACE = Qt.ItemDataRole.UserRole
_TITLE, _CODE, _WEIGHT, _SHARE = range(4)
_INDENT, _ROW_LESS = 14, 4
_CODE_WIDTH, _WEIGHT_WIDTH, _SHARE_WIDTH = 64, 60, 70


class Outline(QTreeWidget):
    """All parts of a checklist that is edited.

    Signals:
        chosen: the place of the part the focus came to.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(4)
        self.setHeaderLabels([_("Part"), _("Code"), _("Weight"), _("Of 100")])
        self.setAccessibleName(_("Parts of the checklist"))
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setIndentation(_INDENT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for place, width in ((_CODE, _CODE_WIDTH), (_WEIGHT, _WEIGHT_WIDTH), (_SHARE, _SHARE_WIDTH)):
            self.setColumnWidth(place, scaled(width))
            side = Qt.AlignmentFlag.AlignLeft if place == _CODE else Qt.AlignmentFlag.AlignRight
            self.headerItem().setTextAlignment(place, side | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(self._tell)

    @property
    def at(self) -> At:
        """The place of the chosen part."""
        item = self.currentItem()
        return tuple(item.data(0, _PLACE)) if item is not None else ()

    def show_parts(
        self, plain: Plain, shares: Mapping[str, float], problems: Sequence[Problem], at: At
    ) -> None:
        """Shows all parts anew and chooses the one at that place."""
        wrong = {_holder(where): what for where, what in reversed(problems)}
        kept = self.verticalScrollBar().value()
        with QSignalBlocker(self):
            self.clear()
            root = self._add(self, (), plain, "", wrong)
            for n, section in enumerate(plain.get("sections", ())):
                here: At = ("sections", n)
                item = self._add(root, here, section, _share(shares, section), wrong)
                if section.get("gate"):
                    self._add(item, (*here, "gate"), section["gate"], "", wrong)
                for k, criterion in enumerate(section.get("criteria", ())):
                    share = _share(shares, criterion)
                    self._add(item, (*here, "criteria", k), criterion, share, wrong)
            for n, flag in enumerate(plain.get("flags", ())):
                self._add(root, ("flags", n), flag, "", wrong)
            self.expandAll()
            self.choose(at)
        self.verticalScrollBar().setValue(kept)

    def choose(self, at: At) -> None:
        """Goes to the part at a place, or to the nearest thing around it."""
        items = {tuple(i.data(0, _PLACE)): i for i in self._items()}
        for length in range(len(at), -1, -1):
            if at[:length] in items:
                self.setCurrentItem(items[at[:length]])
                return

    def _items(self) -> list[QTreeWidgetItem]:
        return self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    def _add(self, above: Any, at: At, part: Plain, share: str, wrong: Mapping[At, str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above)
        item.setData(0, _PLACE, list(at))
        title = _title(part)
        shown = _("question: {title}").format(title=title) if at[-1:] == ("gate",) else title
        shown = _("flag: {title}").format(title=title) if at[:1] == ("flags",) else shown
        item.setText(_TITLE, shown)
        item.setSizeHint(_TITLE, QSize(0, row_height() - _ROW_LESS))
        item.setToolTip(_TITLE, wrong.get(at, title))
        item.setText(_CODE, str(part.get("id", "")))
        item.setToolTip(_CODE, str(part.get("id", "")))
        weight = part.get("weight")
        item.setText(_WEIGHT, number(weight) if isinstance(weight, int | float) else "")
        item.setText(_SHARE, share)
        for place in (_WEIGHT, _SHARE):
            item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if at in wrong:
            item.setIcon(_TITLE, icon("error", colours().bad))
        if len(at) <= 2 and at[:1] != ("flags",):
            font = item.font(_TITLE)
            font.setBold(True)
            item.setFont(_TITLE, font)
        return item

    def _tell(self, now: QTreeWidgetItem | None, _old: object) -> None:
        if now is not None:
            self.chosen.emit(tuple(now.data(0, _PLACE)))


def _holder(where: At) -> At:
    """The part a problem is in: places of parts end in a number or `gate`."""
    for length in range(len(where), 0, -1):
        here = where[:length]
        if here[-1] == "gate" or (
            isinstance(here[-1], int) and here[-2] in ("sections", "criteria", "flags")
        ):
            return here
    return ()


def _share(shares: Mapping[str, float], part: Plain) -> str:
    found = shares.get(str(part.get("id")))
    return decimal(found) if found is not None else ""


def _title(part: Plain) -> str:
    title = part.get("title") or {}
    if isinstance(title, str):
        return title or DASH
    return str(title.get(language()) or title.get("ru") or DASH)
