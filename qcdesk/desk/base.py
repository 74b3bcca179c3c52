"""What every part of the desk needs: folder, settings, database."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from qcdesk import i18n, settings
from qcdesk.checklists.shelf import on_shelf
from qcdesk.domain.call import Call
from qcdesk.domain.department import Department
from qcdesk.paths import Home, models_folder
from qcdesk.services.choosing import least_talk
from qcdesk.storage import Database


class Base:
    """One department's folder, settings and database.

    Args:
        home: its folder.
        language: `ru`, `en`, or None for what the settings say.
    """

    def __init__(self, home: Path, language: str | None = None) -> None:
        self.home = Home(home)
        self.settings = settings.load(self.home.settings)
        i18n.use_language(language or self.settings.language)
        self.models = models_folder()

    @cached_property
    def database(self) -> Database:
        """The department's database, opened (and brought up to date) at first use."""
        return Database.open(self.settings.database or self.home.database, self.home.backups)

    def close(self) -> None:
        """Closes the database, if it was opened."""
        if "database" in self.__dict__:
            self.database.close()

    @property
    def department(self) -> Department:
        """The department by its type and stage of building."""
        return Department(self.settings.department_type, self.settings.department_stage)

    def least_talk(self) -> Callable[[Call], float]:
        """Finds the least speech of a call by the checklists there are now; a broken file stops nothing."""
        known = on_shelf(self.home.checklists)
        return lambda call: least_talk(call, known)
