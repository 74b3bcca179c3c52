"""The card a sales manager gets for a period: what to improve, what went well, one next step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from qcdesk.domain.period import Period
from qcdesk.errors import NotFound
from qcdesk.i18n import _, translate
from qcdesk.reports.clips import Clips, Wanted, wanted
from qcdesk.reports.coaching import Improvement, Strength, improvements, strengths
from qcdesk.reports.estimates import Estimate, change_of_means, mean_of, zone_is_proven, zone_of
from qcdesk.reports.findings import Incident, changes_result, incidents, title_of
from qcdesk.reports.marks import Key, Mark, marks_of, system_causes, tallies
from qcdesk.reports.material import REGULAR, PeriodMaterial, ReviewedCall, by_person, counted, in_force
from qcdesk.reports.names import colleague_names
from qcdesk.reports.objections import Objection, objections
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.rule import Rule, rule_of, zones_of
from qcdesk.reports.steps import MetByPerson, NextStep, StepCheck, last_step, met_by_person, next_step
from qcdesk.reports.wording import Wording

ANSWER_DAYS = 3


@dataclass(frozen=True, slots=True)
class CallLine:
    """One reviewed call.

    Attributes:
        phone: the client's number as the reader may see it.
        duration_s: length of the recording, seconds.
        raw, final: totals 0…100.
        criticals: titles of the criteria and flags that changed the result.
        arithmetic: the sum in words.
    """

    call: int
    when: datetime | None
    phone: str
    duration_s: float
    raw: float | None
    final: float | None
    criticals: tuple[str, ...]
    arithmetic: str


@dataclass(frozen=True, slots=True)
class ManagerCard:
    """All that one card says; no colleague is named or compared with.

    Attributes:
        result: mean final result of the regular reviews.
        zone: `green`, `yellow`, `red` or `few`; `zone_proven` where the whole interval lies in it.
        before, change: the previous period, and `better`, `worse`, `unproven` or nothing to compare.
        objections: to reviews of his calls, and what was decided on them.
        apart: purpose → number of reviews that are in no average.
        answer_until: last day for an objection.
        clips: the clips that were cut for it, by call and second of the quote.
    """

    language: str
    company: str
    sales_manager: str
    period: Period
    made_at: datetime
    reviewers: tuple[str, ...]
    result: Estimate
    zone: str
    zone_proven: bool
    before: Estimate
    change: str
    improve: tuple[Improvement, ...]
    strengths: tuple[Strength, ...]
    next_step: NextStep | None
    last_step: StepCheck | None
    incidents: tuple[Incident, ...]
    objections: tuple[Objection, ...]
    calls: tuple[CallLine, ...]
    apart: tuple[tuple[str, int], ...]
    rule: Rule
    answer_until: date
    clips: Clips = field(default_factory=dict)

    def wanted(self) -> tuple[Wanted, ...]:
        """The quotes that should be heard, the most important first."""
        improve = (e for i in self.improve for e in i.examples[:1])
        grave = (i.example for i in self.incidents if i.critical)
        return wanted((*grave, *improve, *(s.example for s in self.strengths)))


def manager_card(
    material: PeriodMaterial, sales_manager: str, language: str, masked: bool = True
) -> ManagerCard:
    """The card of one sales manager; see `manager_cards`."""
    return manager_cards(material, language, masked, [sales_manager])[0]


def manager_cards(
    material: PeriodMaterial, language: str, masked: bool = True, names: Iterable[str] | None = None
) -> tuple[ManagerCard, ...]:
    """Builds cards; what the whole team misses is found once for all of them.

    Args:
        language: `ru` or `en`.
        masked: telephone numbers are hidden but for their last four digits.
        names: whose cards; None: everyone of the period.

    Raises:
        NotFound: nobody of that name has calls, reviews or a plan in the period.
    """
    everyone = material.sales_managers()
    wanted = everyone if names is None else tuple(names)
    for name in wanted:
        if name not in everyone:
            reason = _("no calls in the period {period}").format(period=material.period.name)
            raise NotFound(name, reason)
    marks = marks_of(counted(material.reviewed))
    own_marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        own_marks[mark.item.sales_manager].append(mark)
    team = _Team(
        material,
        language,
        masked,
        by_person(in_force(material.reviewed)),
        by_person(in_force(material.previous)),
        system_causes(marks),
        own_marks,
        met_by_person(tallies(marks_of(counted(material.previous)))),
    )
    return tuple(_card(team, name) for name in wanted)


def call_card(material: PeriodMaterial, call: int, language: str, masked: bool = True) -> ManagerCard:
    """The card of one call: what to improve in it and what went well; nothing is compared.

    Args:
        material: of the day of the call; colleagues' reviews in it tell whose fault a miss is not.

    Raises:
        NotFound: nobody reviewed the call, or nobody knows whose call it is.
    """
    own = [r for r in in_force(material.reviewed) if r.call.id == call and r.sales_manager]
    if not own:
        raise NotFound(str(call), _("the call is not reviewed yet, or has no sales manager"))
    name = own[0].sales_manager
    everyone = tuple(sorted({*material.staff, *material.sales_managers()}))
    alone = replace(
        material, reviewed=tuple(own), previous=(), population={name: 1}, plan=None, staff=everyone
    )
    return manager_card(alone, name, language, masked)


@dataclass(frozen=True, slots=True)
class _Team:
    """What is found once for all cards: reviews by person, and what the whole team misses."""

    material: PeriodMaterial
    language: str
    masked: bool
    reviewed: Mapping[str, Sequence[ReviewedCall]]
    previous: Mapping[str, Sequence[ReviewedCall]]
    system: Collection[Key]
    marks: Mapping[str, Sequence[Mark]]
    met_before: MetByPerson


def _card(team: _Team, sales_manager: str) -> ManagerCard:
    material, language = team.material, team.language
    wording, privacy = Wording(language), card_privacy(material, sales_manager, language, team.masked)
    own, previous = team.reviewed.get(sales_manager, ()), team.previous.get(sales_manager, ())
    scored = counted(own)
    before = [r.final for r in previous if r.counts]
    found = tallies(team.marks.get(sales_manager, ()))
    result = mean_of([r.final for r in scored], material.population.get(sales_manager))
    zones = zones_of(scored)
    improve = improvements(found, team.system, language, privacy)
    return ManagerCard(
        language=language,
        company=material.company,
        sales_manager=sales_manager,
        period=material.period,
        made_at=material.made_at,
        reviewers=tuple(sorted({r.review.reviewer for r in own})),
        result=result,
        zone=zone_of(result, zones),
        zone_proven=zone_is_proven(result, zones),
        before=mean_of(before),
        change=change_of_means([r.final for r in scored], before),
        improve=improve,
        strengths=strengths(found, {i.criterion for i in improve}, language, privacy),
        next_step=next_step(own, found, material.made_at, wording, privacy),
        last_step=last_step(previous, found, team.met_before, wording, privacy),
        incidents=incidents(own, wording, privacy),
        objections=objections(material, own, language, privacy),
        calls=tuple(call_line(r, language, privacy) for r in scored),
        apart=apart(own),
        rule=rule_of(scored, zones, wording),
        answer_until=material.made_at.date() + timedelta(days=ANSWER_DAYS),
    )


def apart(reviewed: Sequence[ReviewedCall]) -> tuple[tuple[str, int], ...]:
    """How many reviews enter no average, by purpose; `regular` are those without a result."""
    return tuple(
        sorted(Counter(r.review.purpose for r in reviewed if not r.counts).items(), key=_regular_last)
    )


def _regular_last(purpose: tuple[str, int]) -> tuple[bool, str]:
    return purpose[0] == REGULAR, purpose[0]


def card_privacy(material: PeriodMaterial, sales_manager: str, language: str, masked: bool = True) -> Privacy:
    """What must not be seen or heard in the card of one sales manager: clients' data, colleagues' names."""
    before = (r.sales_manager for r in material.previous)
    colleagues = {*material.sales_managers(), *before, *material.staff} - {sales_manager}
    names = colleague_names(colleagues, kept=(sales_manager,))
    return Privacy(masked, names, instead=translate("[colleague]", language))


def call_line(item: ReviewedCall, language: str, privacy: Privacy) -> CallLine:
    """One reviewed call as the reader may see it."""
    score = item.review.score
    return CallLine(
        call=item.call.id,
        when=item.call.facts.started_at,
        phone=privacy.phone(item.call.facts.client_phone),
        duration_s=item.call.audio.duration_s,
        raw=score.raw,
        final=score.final,
        criticals=tuple(
            title_of(item.checklist, c.criterion, language) for c in score.criticals if changes_result(c)
        ),
        arithmetic=score.arithmetic,
    )
