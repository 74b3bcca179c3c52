"""The sales team as the window shows it: who there is, and how one of them does; never a place in a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qcdesk.domain.call import Role
from qcdesk.domain.checklist import Zone
from qcdesk.domain.lifecycle import Stage
from qcdesk.domain.period import Period
from qcdesk.domain.text import Text
from qcdesk.reports.estimates import Estimate, mean_of
from qcdesk.reports.marks import marks_of, tallies
from qcdesk.reports.material import ReviewedCall, by_person, counted
from qcdesk.scoring.statistics import FEWEST
from qcdesk.services import lifecycle
from qcdesk.services.gathering import reviewed_calls
from qcdesk.storage import Database, Person, Transaction

_ALWAYS = Period("", date(1900, 1, 1), date(2999, 12, 31))
_WEAKEST = 5
_LAST = 20


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A sales manager in the directory.

    Attributes:
        listed: whether he was named to the program; else his name only stands in calls.
        calls: his calls that can be scored.
        roles: as he was named; else those of his calls, the most frequent first.
        stage: where he stands on the way to staff; who was never on it is staff.
        result: mean of his counted reviews 0…100 with its 95 % interval.
    """

    name: str
    extension: str
    listed: bool
    calls: int
    result: Estimate
    roles: tuple[Role, ...] = ()
    stage: Stage = Stage.STAFF

    @property
    def enough(self) -> bool:
        """Whether there are reviews enough to say anything of the person."""
        return self.result.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Week:
    """The results of one week; `monday` is its first day."""

    monday: date
    result: Estimate


@dataclass(frozen=True, slots=True)
class WeakCriterion:
    """A criterion that was missed in `missed` of the `applicable` reviewed calls where it applied."""

    title: Text
    missed: int
    applicable: int


@dataclass(frozen=True, slots=True)
class LastReview:
    """One of the last reviews: its call, when that was, whose client, the result 0…100 and its zone."""

    call_id: int
    at: datetime
    client: str
    final: float
    zone: Zone


@dataclass(frozen=True, slots=True)
class Promise:
    """The last next step that was agreed: what, until when, and the call it was written about."""

    text: str
    due: str
    call_id: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that is shown of one sales manager; weeks the oldest first, reviews the newest first."""

    line: PersonLine
    weeks: tuple[Week, ...]
    weakest: tuple[WeakCriterion, ...]
    last: tuple[LastReview, ...]
    promise: Promise | None


def team(database: Database) -> tuple[PersonLine, ...]:
    """Everyone who was named to the program or stands in a call, by the alphabet."""
    with database.read() as tx:
        read = _read(tx)
    own = by_person(read.reviewed)
    names = sorted({*read.known, *read.calls, *own} - {""})
    return tuple(_line(read, name, own.get(name, ())) for name in names)


def person(database: Database, name: str) -> PersonPage:
    """What is known of one sales manager; empty where he has no reviews yet."""
    with database.read() as tx:
        read = _read(tx)
    own = [r for r in read.reviewed if r.sales_manager == name]
    newest = sorted(own, key=_when, reverse=True)
    return PersonPage(
        _line(read, name, own),
        _weeks(own),
        _weakest(own),
        tuple(_last(r) for r in newest[:_LAST]),
        _promise(own),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the archive says of people: who was named, calls to score and roles in calls, stages, reviews."""

    known: dict[str, Person]
    calls: Counter[str]
    roles: dict[str, Counter[Role]]
    stages: dict[str, Stage]
    reviewed: tuple[ReviewedCall, ...]


def _read(tx: Transaction) -> _Read:
    calls: Counter[str] = Counter()
    roles: dict[str, Counter[Role]] = defaultdict(Counter)
    for call in tx.calls.all():
        name = call.facts.sales_manager or ""
        calls[name] += call.exclusion is None
        if call.facts.role is not None:
            roles[name][call.facts.role] += 1
    return _Read(
        {p.name: p for p in tx.people.all()},
        calls,
        roles,
        {name: trainee.stage for name, trainee in lifecycle.known(tx).items()},
        counted(reviewed_calls(tx, tx.reviews.in_period(_ALWAYS), {})),
    )


def _line(read: _Read, name: str, own: Sequence[ReviewedCall]) -> PersonLine:
    known, calls = read.known.get(name), read.calls[name]
    heard = tuple(role for role, _n in read.roles.get(name, Counter()).most_common())
    return PersonLine(
        name,
        (known.extension if known else None) or "",
        known is not None,
        calls,
        mean_of([r.final for r in own], calls),
        (known.roles if known else ()) or heard,
        read.stages.get(name, Stage.STAFF),
    )


def _weeks(own: Sequence[ReviewedCall]) -> tuple[Week, ...]:
    found: dict[date, list[float]] = defaultdict(list)
    for item in own:
        day = _when(item).date()
        found[day - timedelta(days=day.weekday())].append(item.final)
    return tuple(Week(monday, mean_of(found[monday])) for monday in sorted(found))


def _weakest(own: Sequence[ReviewedCall]) -> tuple[WeakCriterion, ...]:
    missed = [t for t in tallies(marks_of(own)) if t.missed]
    missed.sort(key=lambda t: (-t.missed / t.applicable, -t.applicable))
    return tuple(WeakCriterion(t.criterion.title, t.missed, t.applicable) for t in missed[:_WEAKEST])


def _last(item: ReviewedCall) -> LastReview:
    facts = item.call.facts
    client = facts.company or facts.client_name or ""
    return LastReview(item.call.id, _when(item), client, item.final, item.checklist.zones.of(item.final))


def _promise(own: Sequence[ReviewedCall]) -> Promise | None:
    written = [r.review for r in own if r.review.next_step.strip()]
    if not written:
        return None
    last = max(written, key=lambda review: (review.created_at, review.id))
    return Promise(last.next_step.strip(), last.next_step_due.strip(), last.call_id)


def _when(item: ReviewedCall) -> datetime:
    return item.call.facts.started_at or item.review.created_at
