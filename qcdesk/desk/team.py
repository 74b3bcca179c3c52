"""The department: people, clients, product, settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qcdesk import settings
from qcdesk.desk.judging import Judging
from qcdesk.domain.call import Role, Side
from qcdesk.domain.lifecycle import Rules
from qcdesk.evidence.matcher import Matcher
from qcdesk.services import (
    department,
)
from qcdesk.services.lifecycle import Lifecycle

if TYPE_CHECKING:
    from qcdesk.services.leads import Leads
    from qcdesk.services.product import ProductCards
    from qcdesk.services.scripts import OwnScripts
    from qcdesk.services.shelving import Shelf


class Team(Judging):
    """The department: people, clients, product, settings."""

    @property
    def cards(self) -> ProductCards:
        """The product cards, and what of them is voiced in calls."""
        from qcdesk.services.product import ProductCards

        return ProductCards(self.database, self.detect)

    @property
    def scripts(self) -> OwnScripts:
        """The sales managers' own scripts, and how calls go along them."""
        from qcdesk.services.scripts import OwnScripts

        return OwnScripts(self.database, self.detect)

    @property
    def lifecycle(self) -> Lifecycle:
        """The way of trainees to staff."""
        known = self.settings
        return Lifecycle(self.database, Rules(known.internship_days, known.internship_working_days))

    @property
    def leads(self) -> Leads:
        """Clients across the people who speak with them: chains, hand-overs, first sales."""
        from qcdesk.services.leads import Leads

        return Leads(self.database, self.detect, lambda call: Matcher(self.names_of(call)))

    def name_person(
        self, name: str, extension: str | None = None, by: str = "", roles: Sequence[Role] = ()
    ) -> None:
        """Adds a member of the sales team, or an extension or roles to one."""
        department.name_person(self.database, name, extension, by, roles)

    def set_source(self, folder: Path, side: Side | None, by: str = "") -> None:
        """Says in which channel the sales managers speak in a folder's recordings."""
        department.set_source(self.database, folder, side, by)

    @property
    def shelf(self) -> Shelf:
        """Checklists as they are edited."""
        from qcdesk.services.shelving import Shelf

        return Shelf(self.database, self.home.checklists, self.hints, self.facts_around)

    def sources(self) -> dict[str, Side]:
        """Folders and the channel in which the sales managers speak there."""
        with self.database.read() as tx:
            return tx.sources.all()

    def change_setting(self, name: str, values: Sequence[str], by: str = "") -> None:
        """Changes a setting in the file and tells the journal; the name of a database only the file.

        Raises:
            InputError: no such setting, or the value does not fit.
        """
        changed = settings.changed(self.settings, name, list(values))
        if name != "database":  # it may hold a password, and is changed when a database cannot be reached
            department.tell_setting(self.database, name, values, by)
        settings.save(changed, self.home.settings)
        self.settings = changed
