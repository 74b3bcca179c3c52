"""The way of a trainee: two days of training, attestation, cold base, internship, staff; told by events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

_SATURDAY = 5


class Stage(StrEnum):
    """Where somebody stands; the order is the way."""

    DAY1 = "training_day1"
    DAY2 = "training_day2"
    ROLEPLAY = "roleplay"
    FIELD = "trainee_field"
    INTERNSHIP = "internship"
    STAFF = "staff"
    LEFT = "left"


class HandIn(StrEnum):
    """What a trainee hands in: on day 1 the table and the reasons, on day 2 the own script."""

    TABLE = "spve"
    REASONS = "reasons"
    SCRIPT = "script"


class Kind(StrEnum):
    MOVED = "moved"
    HANDED_IN = "handed_in"
    DRAWN = "drawn"
    ATTESTED = "attested"
    SOLD = "sold"
    COACHED = "coached"


NEEDED: Mapping[Stage, tuple[HandIn, ...]] = {
    Stage.DAY1: (HandIn.TABLE, HandIn.REASONS),
    Stage.DAY2: (HandIn.SCRIPT,),
}
WAY = (Stage.DAY1, Stage.DAY2, Stage.ROLEPLAY, Stage.FIELD, Stage.INTERNSHIP, Stage.STAFF)


_IN_FIELD = (Stage.FIELD, Stage.INTERNSHIP)


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happened to a person; `body` holds plain values by the kind."""

    name: str
    kind: Kind
    at: datetime
    body: Mapping[str, Any]
    author: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """The result of a role-play.

    Attributes:
        call: number of its recording; None: marked by hand.
        mean: mean mark 0…5; lowest: the lowest mark of a critical point.
        again: titles of what is to be learned again.
    """

    attempt: int
    at: datetime
    passed: bool
    mean: float | None = None
    lowest: float | None = None
    call: int | None = None
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coaching:
    """A session with a coach about some criteria."""

    name: str
    day: date
    criteria: tuple[str, ...]
    coach: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a department sets: days of internship, and whether only working days count."""

    internship_days: int = 7
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One move, and why it was forced where it was not ready."""

    stage: Stage
    at: datetime
    author: str
    forced: str = ""


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody on the way.

    Attributes:
        attempt: of the training, from 1.
        handed_in: in this attempt.
        drawn: the last draw of this attempt: seed, codes of rows, numbers of reasons.
        attestations: of all attempts, the earliest first.
        sold: the first sale since the cold base: when, and the call where it is known.
        moves: all of them, the earliest first.
    """

    name: str
    stage: Stage
    since: datetime
    attempt: int
    handed_in: frozenset[HandIn] = frozenset()
    drawn: Mapping[str, Any] | None = None
    attestations: tuple[Attestation, ...] = ()
    sold: tuple[datetime, int | None] | None = None
    moves: tuple[Move, ...] = ()

    @property
    def passed(self) -> bool | None:
        """Whether this attempt's role-play was passed; None before it."""
        own = [a for a in self.attestations if a.attempt == self.attempt]
        return own[-1].passed if own else None

    @property
    def next(self) -> Stage | None:
        """Where the next move leads; None at the end of the way."""
        if self.stage is Stage.ROLEPLAY and self.passed is False:
            return Stage.DAY1
        if self.stage not in WAY[:-1]:
            return None
        return WAY[WAY.index(self.stage) + 1]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet for the next move: hand-ins, `attestation` or `sale`."""
        if self.stage is Stage.ROLEPLAY and self.passed is None:
            return ("attestation",)
        if self.stage is Stage.INTERNSHIP and self.sold is None:
            return ("sale",)
        return tuple(str(what) for what in NEEDED.get(self.stage, ()) if what not in self.handed_in)

    @property
    def ready(self) -> bool:
        """Whether a person may decide on the next move."""
        return self.next is not None and not self.missing

    def deadline(self, rules: Rules) -> date | None:
        """The last day of this stage: a day for each of training and attestation, the internship's days."""
        began = self.since.date()
        if self.stage is Stage.INTERNSHIP:
            return after_days(began, rules.internship_days - 1, working=rules.working_days)
        return began if self.stage in (Stage.DAY1, Stage.DAY2, Stage.ROLEPLAY) else None

    def day(self, today: date, rules: Rules) -> int:
        """The number of this day in the stage, from 1."""
        began, count = self.since.date(), 1
        while began < today:
            began += timedelta(days=1)
            count += not rules.working_days or began.weekday() < _SATURDAY
        return count

    def overdue(self, today: date, rules: Rules) -> bool:
        """Whether the last day has passed."""
        last = self.deadline(rules)
        return last is not None and today > last

    @property
    def days_to_staff(self) -> int | None:
        """Days from the first day of training to staff; None where he is not there."""
        reached = [move.at for move in self.moves if move.stage is Stage.STAFF]
        return (reached[0].date() - self.moves[0].at.date()).days if reached else None


def after_days(first: date, days: int, *, working: bool) -> date:
    """The day so many days after the first, calendar or working ones."""
    day = first
    while days:
        day += timedelta(days=1)
        days -= not working or day.weekday() < _SATURDAY
    return day


def trainees(events: Iterable[LifeEvent]) -> dict[str, Trainee]:
    """Everybody of whom a move is known, by name; events in the order in which they happened."""
    found: dict[str, Trainee] = {}
    for event in events:
        before = found.get(event.name)
        if event.kind is Kind.MOVED:
            found[event.name] = _moved(before, event)
        elif before is not None:
            found[event.name] = _after(before, event)
    return found


def _moved(before: Trainee | None, event: LifeEvent) -> Trainee:
    stage = Stage(event.body["stage"])
    move = Move(stage, event.at, event.author, str(event.body.get("forced", "")))
    if before is None:
        return Trainee(event.name, stage, event.at, 1, moves=(move,))
    moved = replace(before, stage=stage, since=event.at, moves=(*before.moves, move))
    if stage is Stage.DAY1:  # everything is learned again
        return replace(moved, attempt=before.attempt + 1, handed_in=frozenset(), drawn=None, sold=None)
    return moved


def _after(before: Trainee, event: LifeEvent) -> Trainee:
    body = event.body
    if event.kind is Kind.HANDED_IN:
        return replace(before, handed_in=before.handed_in | {HandIn(body["what"])})
    if event.kind is Kind.DRAWN:
        return replace(before, drawn=body)
    if event.kind is Kind.ATTESTED:
        result = Attestation(
            before.attempt,
            event.at,
            bool(body["passed"]),
            body.get("mean"),
            body.get("lowest"),
            body.get("call"),
            tuple(body.get("again", ())),
        )
        return replace(before, attestations=(*before.attestations, result))
    if event.kind is Kind.SOLD and before.sold is None and before.stage in _IN_FIELD:
        return replace(before, sold=(event.at, body.get("call")))
    return before


def coachings(events: Iterable[LifeEvent]) -> tuple[Coaching, ...]:
    """All sessions with coaches."""
    return tuple(
        Coaching(e.name, date.fromisoformat(e.body["day"]), tuple(e.body["criteria"]), e.author)
        for e in events
        if e.kind is Kind.COACHED
    )


def stage_at(trainee: Trainee, at: datetime) -> Stage | None:
    """The stage at a time; None before the first move."""
    reached = [move.stage for move in trainee.moves if move.at <= at]
    return reached[-1] if reached else None


def is_staff(trainee: Trainee | None, at: datetime) -> bool:
    """Whether somebody may handle hot leads at a time; who never was a trainee is staff."""
    if trainee is None:
        return True
    return stage_at(trainee, at) is Stage.STAFF


def passes(marks: Sequence[float], critical: Sequence[float], mean: float = 3.0, least: float = 2.0) -> bool:
    """The rule of the role-play for marks 0…5: mean at least 3 and no critical point below 2."""
    return bool(marks) and sum(marks) / len(marks) >= mean and all(mark >= least for mark in critical)


CHECKLIST_STAGES: Mapping[Stage, str] = {
    Stage.DAY1: "training",
    Stage.DAY2: "training",
    Stage.ROLEPLAY: "training",
    Stage.FIELD: "trainee_field",
    Stage.INTERNSHIP: "internship",
    Stage.STAFF: "staff",
}
"""Stages as checklists name them."""
