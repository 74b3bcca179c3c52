"""The page of the department: clients, hand-overs, who may leave, disputes, trainees, cards, scripts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QTabWidget

from ui.actions import Shortcut, install
from ui.ops.context import Context
from ui.pages.department.clients import ClientsPart
from ui.pages.department.disputes import DisputesPart
from ui.pages.department.handovers import Handovers
from ui.pages.department.leaving import LeavingCalls
from ui.pages.department.part import Part
from ui.pages.department.product import ProductCardsPart
from ui.pages.department.scripts import ScriptsPart
from ui.pages.department.trainees import Trainees
from ui.pages.page import Page
from ui.texts import _
from ui.widgets.basics import column, label

_KEPT = "department/part"


class DepartmentPage(Page):
    """A tab for each part; hand-overs only where the department's type has callers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.handovers, self.clients = Handovers(context), ClientsPart(context)
        self.leaving, self.disputes = LeavingCalls(context), DisputesPart(context)
        self.trainees = Trainees(context)
        self.product, self.scripts = ProductCardsPart(context), ScriptsPart(context)
        self.parts: tuple[tuple[Part, str], ...] = (
            (self.handovers, _("Hand-overs")),
            (self.clients, _("Clients")),
            (self.leaving, _("Retention")),
            (self.disputes, _("Disputes")),
            (self.trainees, _("Trainees")),
            (self.product, _("Product")),
            (self.scripts, _("Scripts")),
        )
        for part, title in self.parts:
            self.tabs.addTab(part, title)
            part.review.connect(self._open_review)
        self.setLayout(column(label(_("Department"), "title"), self.tabs, margins=3))
        self.tabs.setCurrentIndex(int(context.preferences.number(_KEPT, 0)))
        self.tabs.currentChanged.connect(self._look)
        self._keys = (
            *(
                Shortcut((f"Alt+{n}",), title, partial(self._show_part, part))
                for n, (part, title) in enumerate(self.parts, 1)
            ),
            Shortcut(("F5",), _("Look again"), self._look),
        )
        install(self, self._keys)

    def enter(self, what: object = None) -> None:
        """Shows what there is, by the type of the department; `what` may be the class of a part."""
        for part, _title in self.parts:
            if isinstance(what, type) and isinstance(part, what):
                self._show_part(part)
        hands_over = self.context.desk.department.hands_over
        self.tabs.setTabVisible(self.tabs.indexOf(self.handovers), hands_over)
        self._look()

    def leave(self) -> None:
        self.context.preferences.keep(_KEPT, self.tabs.currentIndex())
        for part, _title in self.parts:
            part.rest()

    def end(self) -> None:
        for part, _title in self.parts:
            part.end()

    def shortcuts(self) -> Sequence[Shortcut]:
        return self._keys

    def _show_part(self, part: Part) -> None:
        self.tabs.setCurrentWidget(part)

    def _look(self) -> None:
        for part, _title in self.parts:
            part.rest()
        shown = self.tabs.currentWidget()
        if isinstance(shown, Part):
            shown.look()

    def _open_review(self, call_id: int) -> None:
        self.go.emit("review", (call_id, [call_id]))
