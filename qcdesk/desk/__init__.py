"""The composition root: settings and folders in, services that know only their parts out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qcdesk import i18n
from qcdesk.desk.team import Team
from qcdesk.domain.events import Event
from qcdesk.domain.period import Period
from qcdesk.domain.rights import Action
from qcdesk.engines.host import ChildExecutor
from qcdesk.errors import DatabaseDamaged, InputError, QcdeskError
from qcdesk.i18n import _
from qcdesk.paths import choose_home, default_home, samples
from qcdesk.services import department, rights
from qcdesk.services.author import author
from qcdesk.storage import backups_of, restore

if TYPE_CHECKING:  # what most commands and the window's start do not need is loaded where it is used
    from qcdesk.services import health, reporting
    from qcdesk.services.gathering import ReportOptions


class Desk(Team):
    """One department's data and everything that can be done with it."""

    def report_options(self, language: str | None = None, *, masked: bool = True) -> ReportOptions:
        """What reports need from the settings."""
        from qcdesk.services.gathering import ReportOptions

        company = self.settings.companies[0] if self.settings.companies else ""
        plan, marks = self.settings.weekly_plan, self.settings.team_sees_marks
        spoken, rules = language or i18n.language(), self.lifecycle.rules
        return ReportOptions(company, plan, spoken, masked, marks, self.department, rules)

    def day_of(self, call: int) -> Period:
        """The day of a call, as the period of its card."""
        from qcdesk.services import reporting

        return reporting.day_of(self.database, call)

    def write_reports(self, wish: reporting.Wish) -> Generator[Event, None, list[Path]]:
        """The files for one kind of reader."""
        from qcdesk.services import reporting

        self._refuse_early(wish)
        return reporting.write(self.database, wish, ChildExecutor)

    def preview_report(self, wish: reporting.Wish) -> Generator[Event, None, bytes]:
        """The first of these files on paper, as a PDF."""
        from qcdesk.services import reporting

        self._refuse_early(wish)
        return reporting.preview(self.database, wish, ChildExecutor)

    def write_continuity(
        self, name: str, folder: Path, formats: Sequence[str]
    ) -> Generator[Event, None, list[Path]]:
        """The file for whoever takes over from a person who leaves."""
        from qcdesk.services import continuity

        leaver = continuity.Leaver(name, self.report_options().company, self.detect, self.leads.patterns)
        return continuity.write_continuity(self.database, leaver, folder, i18n.language(), formats)

    def back_up(self) -> Path:
        """A verified copy of the database, made now."""
        return self.database.backup()

    def backups(self) -> list[Path]:
        """The backups, newest first; they are asked for most when the database cannot be opened."""
        return backups_of(self.home.database, self.home.backups)

    def restore(self, backup: Path, by: str = "") -> Path:
        """Goes back to a backup; where the database as it was lies now."""
        try:
            who = rights.require(self.database, Action.SETTINGS, by)
        except DatabaseDamaged:  # nobody's role can be read in what is broken
            who = author(by)
        if self.settings.database:
            what = _("the database is on a server, which keeps its own backups")
            raise InputError(self.settings.database, what, _("Restore it there"))
        self.close()
        self.__dict__.pop("database", None)
        kept = restore(self.home.database, self.home.backups, backup)
        with self.database.transaction() as tx:
            tx.audit.append(who, "database.restored", {"from": backup.name, "kept": kept.name})
        return kept

    def choose_home(self, folder: Path) -> None:
        """Makes another folder the home of this user from the next start on; nothing is moved."""
        try:
            choose_home(folder)
        except OSError as error:
            raise InputError(str(folder), _("cannot be written to"), _("Choose another folder")) from error

    def health(self, anchors: Mapping[int, str] | None = None) -> Iterator[health.Check]:
        """Everything the program needs, checked; `anchors` are printed heads of the journal by number."""
        from qcdesk.services import health

        yield from health.check_all(lambda: self.database, self.home.folder, self.models, anchors=anchors)
        for error in self.broken_checklists():
            yield health.Check("checklists", health.Verdict.FAILED, error.what, error.remedy)

    def _refuse_early(self, wish: reporting.Wish) -> None:
        from qcdesk.services import reporting

        if wish.audience is reporting.Audience.PEOPLE:
            department.refuse_before_hr(self.department, str(wish.folder))
        if wish.audience is reporting.Audience.TEAM:
            department.refuse_before_head(self.department, str(wish.folder))


__all__ = ["Desk", "QcdeskError", "default_home", "samples"]
