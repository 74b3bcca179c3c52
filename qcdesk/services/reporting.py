"""Gathers the reviews of a period and writes the files for sales managers and for the owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.period import Period
from qcdesk.domain.review import Review
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.intake.hashing import sha256_of
from qcdesk.reports.card import manager_cards
from qcdesk.reports.export import write_manager_cards, write_owner_report
from qcdesk.reports.material import ExcludedCall, PeriodMaterial, ReviewedCall
from qcdesk.reports.owner import owner_report
from qcdesk.services.author import author
from qcdesk.storage import Database, Transaction


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What every report needs besides the reviews.

    Attributes:
        company: in the heading.
        weekly_plan: reviews planned for a sales manager a week; 0 for no plan.
        language: `ru` or `en`.
        masked: hide telephone numbers but for their last four digits.
    """

    company: str
    weekly_plan: int
    language: str
    masked: bool = True


def material(database: Database, period: Period, options: ReportOptions) -> PeriodMaterial:
    """All that the reports of the period are made from, read in one transaction."""
    with database.read() as tx:
        calls = tx.calls.all(period=period)
        versions: dict[str, Checklist] = {}
        reviewed = _reviewed(tx, tx.reviews.in_period(period), versions)
        previous = _reviewed(tx, tx.reviews.in_period(period.previous()), versions)
        head = tx.audit.head()
        staff = tuple(person.name for person in tx.people.all())
    counted = [c for c in calls if c.exclusion is None]
    population = Counter(c.facts.sales_manager or "" for c in counted)
    weeks = ((period.last - period.first).days + 1) / 7
    plan = (
        {name: min(round(options.weekly_plan * weeks), n) for name, n in population.items() if name}
        if options.weekly_plan
        else None
    )
    return PeriodMaterial(
        period=period,
        reviewed=reviewed,
        previous=previous,
        excluded=tuple(ExcludedCall(c, c.exclusion) for c in calls if c.exclusion is not None),
        population=population,
        plan=plan,
        audit_head=head,
        made_at=datetime.now().replace(microsecond=0),
        company=options.company,
        staff=staff,
    )


def _reviewed(
    tx: Transaction, reviews: Sequence[Review], versions: dict[str, Checklist]
) -> tuple[ReviewedCall, ...]:
    calls: dict[int, Call] = {}
    out = []
    for review in reviews:
        version = review.checklist_hash
        if version not in versions:
            versions[version] = from_json(tx.checklists.json_of(version))
        if review.call_id not in calls:
            calls[review.call_id] = tx.calls.by_id(review.call_id)
        out.append(ReviewedCall(calls[review.call_id], review, versions[version]))
    return tuple(out)


def write_cards(
    database: Database, period: Period, names: Sequence[str] | None, folder: Path, options: ReportOptions
) -> list[Path]:
    """Writes a feedback file for each named sales manager, or for everyone with reviews in the period.

    Raises:
        NotFound: a name has no calls in the period; the names that have are listed.
        ExportError: a file cannot be written.
    """
    gathered = material(database, period, options)
    everyone = sorted({r.sales_manager for r in gathered.reviewed if r.sales_manager})
    known = {*everyone, *(n for n in gathered.population if n)}
    for name in names or ():
        if name not in known:
            what = _("no calls of this sales manager in {period}").format(period=period.name)
            raise NotFound(name, what, _("Possible: {names}").format(names=", ".join(sorted(known)) or "—"))
    wanted = names if names is not None else everyone
    cards = manager_cards(gathered, options.language, options.masked, names=wanted)
    written = write_manager_cards(cards, folder)
    _remember(database, "report.cards", period, written)
    return written


def write_owner(database: Database, period: Period, folder: Path, options: ReportOptions) -> list[Path]:
    """Writes the owner's report.

    Raises:
        ExportError: a file cannot be written.
    """
    report = owner_report(material(database, period, options), options.language, masked=options.masked)
    written = write_owner_report(report, folder)
    _remember(database, "report.owner", period, written)
    return written


def _remember(database: Database, action: str, period: Period, written: Sequence[Path]) -> None:
    files = [{"name": path.name, "sha256": sha256_of(path)} for path in written]
    with database.transaction() as tx:
        tx.audit.append(author(), action, {"period": period.name, "files": files})
