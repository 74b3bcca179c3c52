"""The pages of the window. One line here registers a page; its module is loaded when it is first shown."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module

from ui.ops.context import Context
from ui.pages.page import Page
from ui.texts import N_, _


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its name in the program, its title (looked up when shown), its icon, and `module:class`.

    `in_bar` is false for a page that other pages lead to.
    """

    key: str
    title: str
    icon: str
    where: str
    in_bar: bool = True

    @property
    def shown(self) -> str:
        """The title in the user's language."""
        return _(self.title)

    def make(self, context: Context) -> Page:
        """Loads the page's module and makes the page."""
        module, _colon, name = self.where.partition(":")
        made = getattr(import_module(module), name)(context)
        gc.freeze()  # what was loaded stays; looking through it for garbage stalled the window by 90 ms
        if not isinstance(made, Page):
            raise TypeError(f"{self.where} is no Page")
        return made


PAGES = (
    PageEntry("calls", N_("Calls"), "calls", "ui.pages.calls.page:CallsPage"),
    PageEntry("review", N_("Review"), "review", "ui.pages.review.page:ReviewPage"),
    PageEntry("managers", N_("Managers"), "people", "ui.pages.managers.page:ManagersPage"),
    PageEntry("department", N_("Department"), "department", "ui.pages.department.page:DepartmentPage"),
    PageEntry("checklists", N_("Checklists"), "checklists", "ui.pages.checklists.page:ChecklistsPage"),
    PageEntry("reports", N_("Reports"), "reports", "ui.pages.reports.page:ReportsPage"),
    PageEntry("settings", N_("Settings"), "settings", "ui.pages.settings.page:SettingsPage"),
    PageEntry("welcome", N_("First steps"), "note", "ui.pages.welcome.page:WelcomePage", in_bar=False),
)
