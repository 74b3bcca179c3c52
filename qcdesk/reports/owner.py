"""The owner's report: how the team sells and how sure that is, page one first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from qcdesk.domain.call import Exclusion
from qcdesk.domain.checklist import Zones
from qcdesk.domain.period import Period
from qcdesk.reports.agreeing import Agreeing, agreeing
from qcdesk.reports.around_tables import around_tables
from qcdesk.reports.behind import Behind, behind
from qcdesk.reports.card import apart
from qcdesk.reports.changes import Change, changes_of
from qcdesk.reports.clips import Clips, Wanted, wanted
from qcdesk.reports.estimates import Estimate, share_of
from qcdesk.reports.findings import Incident, incidents
from qcdesk.reports.heat import Heat, heat_of
from qcdesk.reports.marks import Mark, Tally, failing, marks_of, system_causes, tallies
from qcdesk.reports.material import PeriodMaterial, ReviewedCall, counted, in_force
from qcdesk.reports.people import CoverageRow, PersonRow, coverage_rows, grouped, person_rows
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.rule import Rule, WorkedExample, rule_of, worked_example, zones_of
from qcdesk.reports.tables import Table
from qcdesk.reports.team import Totals, totals_of
from qcdesk.reports.training import TraineeRow, trainee_rows
from qcdesk.reports.trends import TrendPoint, trend_of
from qcdesk.reports.unsaid import unsaid
from qcdesk.reports.wording import Wording
from qcdesk.reports.work import Work, work_of
from qcdesk.scoring.statistics import FEWEST, Group

_SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion over the whole team.

    Attributes:
        fraction: mean earned share, 0…1.
        missed, applicable: missed in so many of so many calls where it applied.
        miss: the same as a share 0…1.
        people, failing: sales managers it was applied to, and those who missed it in most of their calls.
        system_cause: most people fail it: look at the script, the product or the process.
        few: too few calls to judge.
    """

    checklist_id: str
    checklist: str
    section: str
    criterion: str
    title: str
    fraction: float
    missed: int
    applicable: int
    miss: Estimate
    people: int
    failing: int
    system_cause: bool
    few: bool


@dataclass(frozen=True, slots=True)
class CriticalCount:
    """How often one critical error was found.

    Attributes:
        targeted: so many of these calls were picked by hand.
        shown: the one to be heard first: with a quote, where there is any.
    """

    title: str
    effect: str
    calls: int
    targeted: int
    shown: Incident


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a checklist in use: `hash` is the first 12 hexadecimal digits."""

    id: str
    title: str
    hash: str
    reviews: int


@dataclass(frozen=True, slots=True)
class OwnerReport:
    """All that the owner's report says.

    Attributes:
        people: by zone, inside it by the alphabet. groups: the same people against the team.
        heat: the weakest criteria by people. trend: the figures of page one in earlier periods.
        work: what the department itself did.
        criteria: the weakest first; those with too few calls last.
        excluded: why calls were not scored → how many.
        apart: purpose → reviews in no average.
        unsaid: what cannot be said for lack of calls, one sentence each.
        audit_head: number and hash of the last row of the journal of changes.
        around: tables of hand-overs, clients, trainees; the same in English name columns of the JSON file.
        behind: the calls that the figures lead to. agreeing: how well reviewers agree.
        changes: of checklists, between the versions used.
        clips: the clips that were cut for it, by call and second of the quote.
    """

    language: str
    company: str
    period: Period
    made_at: datetime
    totals: Totals
    people: tuple[PersonRow, ...]
    groups: tuple[tuple[Group, tuple[PersonRow, ...]], ...]
    heat: Heat
    trend: tuple[TrendPoint, ...]
    work: Work
    zones: Zones
    criteria: tuple[CriterionRow, ...]
    criticals: tuple[CriticalCount, ...]
    incidents: tuple[Incident, ...]
    excluded: tuple[tuple[Exclusion, int], ...]
    coverage: tuple[CoverageRow, ...]
    apart: tuple[tuple[str, int], ...]
    reviewers: tuple[tuple[str, int], ...]
    unsaid: tuple[str, ...]
    rule: Rule
    example: WorkedExample | None
    audit_head: tuple[int, str]
    versions: tuple[Version, ...]
    changes: tuple[Change, ...]
    trainees: tuple[TraineeRow, ...]
    around: tuple[Table, ...]
    around_english: tuple[Table, ...]
    behind: Behind
    agreeing: Agreeing
    clips: Clips = field(default_factory=dict)

    def wanted(self) -> tuple[Wanted, ...]:
        """The quotes that should be heard: critical errors, the strongest effect first."""
        return wanted(i.example for i in self.incidents if i.critical)


def owner_report(material: PeriodMaterial, language: str, masked: bool = True) -> OwnerReport:
    """Builds the owner's report.

    Args:
        language: `ru` or `en`.
        masked: telephone numbers are hidden but for their last four digits.
    """
    wording, privacy = Wording(language), Privacy(masked)
    current, scored = in_force(material.reviewed), counted(material.reviewed)
    totals, people, marks = totals_of(material), person_rows(material), marks_of(scored)
    criteria = _criteria(marks, language)
    found = incidents(current, wording, privacy)
    return OwnerReport(
        language=language,
        company=material.company,
        period=material.period,
        made_at=material.made_at,
        totals=totals,
        people=people,
        groups=grouped(people, scored),
        heat=_heat(marks, criteria, people),
        trend=trend_of(material, totals),
        work=work_of(material),
        zones=zones_of(scored),
        criteria=criteria,
        criticals=_counts(found),
        incidents=found,
        excluded=tuple(Counter(e.reason for e in material.excluded).most_common()),
        coverage=coverage_rows(material),
        apart=apart(current),
        reviewers=tuple(sorted(Counter(r.review.reviewer for r in current).items())),
        unsaid=unsaid(people, totals, wording),
        rule=rule_of(scored, zones_of(scored), wording, team=True),
        example=worked_example(scored, language),
        audit_head=material.audit_head,
        versions=_versions(current, language),
        changes=changes_of(material.previous, material.reviewed, wording),
        trainees=trainee_rows(material),
        around=around_tables(material, language, privacy),
        around_english=around_tables(material, "en", privacy),
        agreeing=agreeing(material.reviewed, language),
        behind=behind(
            scored,
            marks,
            [(c.checklist_id, c.criterion) for c in criteria],
            material.excluded,
            language,
            privacy,
        ),
    )


def _criteria(marks: Sequence[Mark], language: str) -> tuple[CriterionRow, ...]:
    system = system_causes(marks)
    rows = [_criterion(t, t.key in system, language) for t in tallies(marks)]
    return tuple(sorted(rows, key=lambda r: (r.few, r.fraction, r.missed == 0, -r.missed)))


def _heat(marks: Sequence[Mark], criteria: Sequence[CriterionRow], people: Sequence[PersonRow]) -> Heat:
    weakest = [((c.checklist_id, c.criterion), c.title) for c in criteria if not c.few and c.missed]
    return heat_of(marks, weakest, sorted(p.name for p in people if p.result.n))


def _criterion(tally: Tally, system_cause: bool, language: str) -> CriterionRow:
    people = tally.missed_by_person()
    return CriterionRow(
        checklist_id=tally.key[0],
        checklist=tally.marks[-1].item.checklist.title.to(language),
        section=tally.section.title.to(language),
        criterion=tally.criterion.id,
        title=tally.criterion.title.to(language),
        fraction=tally.fraction,
        missed=tally.missed,
        applicable=tally.applicable,
        miss=share_of(tally.missed, tally.applicable),
        people=len(people),
        failing=failing(people),
        system_cause=system_cause,
        few=tally.applicable < FEWEST,
    )


def _counts(found: Sequence[Incident]) -> tuple[CriticalCount, ...]:
    alike: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in found:
        if incident.critical:
            alike[incident.title, incident.effect].append(incident)
    return tuple(
        CriticalCount(title, effect, len(same), sum(i.targeted for i in same), _telling(same))
        for (title, effect), same in alike.items()
    )


def _telling(same: Sequence[Incident]) -> Incident:
    """One that can be heard, of a regular review if possible."""
    return max(same, key=lambda i: (bool(i.example.quotes), not i.targeted))


def _versions(current: Sequence[ReviewedCall], language: str) -> tuple[Version, ...]:
    used = Counter((r.review.checklist_id, r.review.checklist_hash) for r in current)
    titles = {r.review.checklist_hash: r.checklist.title.to(language) for r in current}
    return tuple(
        Version(name, titles[whole], whole[:_SHORT_HASH], reviews)
        for (name, whole), reviews in sorted(used.items())
    )
