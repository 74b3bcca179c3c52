"""How well reviewers agree: calls that were judged twice, independently, answer by answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.domain.checklist import AnswerKind
from qcdesk.reports.estimates import Estimate, share_of
from qcdesk.reports.marks import Key
from qcdesk.reports.material import REGULAR, ReviewedCall
from qcdesk.scoring.agreement import (
    Level,
    Rating,
    Unit,
    agreement,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from qcdesk.scoring.bootstrap import bootstrap_interval
from qcdesk.scoring.statistics import Interval

CALIBRATION = "calibration"
_NAMED = (AnswerKind.YES_NO, AnswerKind.CHOICE)
_MEASURED = (AnswerKind.SCALE, AnswerKind.COUNT)

_Units = list[list[Rating]]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Agreement on one criterion, or on all answers that are one of a few words.

    Attributes:
        title: of the criterion; empty for all of them.
        calls: judged at least twice.
        percent: share of agreeing pairs 0…1 with Wilson's interval; n is the number of answers.
        coefficient: agreement beyond chance, at most 1; None where there is none or too few data.
        interval: of the coefficient, by drawing whole calls again and again; None where there is none.
        name: `ac1` or `alpha`.
        too_few: fewer answers than a coefficient needs.
    """

    title: str
    calls: int
    percent: Estimate
    coefficient: float | None
    interval: Interval | None
    name: str
    too_few: bool


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What double-scored calls tell.

    Attributes:
        between: of two or more reviewers: all answers first, then by criterion, the least agreed first.
        within: of one reviewer with himself, where he judged a call again; None where nobody did.
    """

    between: tuple[AgreementRow, ...]
    within: AgreementRow | None


def agreeing(reviewed: Iterable[ReviewedCall], language: str) -> Agreeing:
    """The agreement of reviews of the same call by the same checklist: a regular one and calibrations."""
    between: dict[int, list[ReviewedCall]] = {}
    within: dict[int, list[ReviewedCall]] = {}
    for call, items in _judged(reviewed).items():
        first_of_each = list({r.review.reviewer: r for r in reversed(items)}.values())
        if len(first_of_each) > 1:
            between[call] = first_of_each
        elif len(items) > 1:
            within[call] = items[:2]
    return Agreeing(_rows(between, language), _whole(within) if within else None)


def _judged(reviewed: Iterable[ReviewedCall]) -> dict[int, list[ReviewedCall]]:
    """Call → its standing, finished reviews by one version of a checklist, the earliest first."""
    every = [r for r in reviewed if r.review.purpose in (REGULAR, CALIBRATION)]
    gone = {r.review.replaces for r in every}
    found: dict[tuple[int, str], list[ReviewedCall]] = defaultdict(list)
    for item in sorted(every, key=lambda r: (r.review.created_at, r.review.id)):
        finished = item.review.score.final is not None and not item.review.score.unanswered
        if finished and item.review.id not in gone:
            found[item.call.id, item.review.checklist_hash].append(item)
    return {call: items for (call, _version), items in sorted(found.items()) if len(items) > 1}


def _rows(calls: Mapping[int, Sequence[ReviewedCall]], language: str) -> tuple[AgreementRow, ...]:
    if not calls:
        return ()
    titles: dict[Key, str] = {}
    kinds: dict[Key, AnswerKind] = {}
    units: dict[Key, _Units] = defaultdict(list)
    for items in calls.values():
        for criterion in items[0].checklist.criteria():
            if criterion.kind not in (*_NAMED, *_MEASURED):
                continue
            key = items[0].checklist.id, criterion.id
            titles[key], kinds[key] = criterion.title.to(language), criterion.kind
            ratings = _ratings(items, criterion.id)
            if len(ratings) > 1:
                units[key].append(ratings)
    rows = [_row(titles[key], len(found), found, kinds[key]) for key, found in units.items()]
    return _whole(calls), *sorted(rows, key=lambda r: (r.percent.value or 0.0, r.title))


def _ratings(items: Sequence[ReviewedCall], criterion: str) -> list[Rating]:
    return [a.value for r in items for a in r.review.answers if a.criterion == criterion]


def _row(title: str, calls: int, units: Sequence[Unit], kind: AnswerKind) -> AgreementRow:
    numbers = all(isinstance(v, (int, float)) for unit in units for v in unit)
    level = Level.INTERVAL if kind in _MEASURED and numbers else Level.NOMINAL
    found = agreement(units, level)
    return AgreementRow(title, calls, _percent(units), found.coefficient, None, found.name, found.too_few)


def _whole(calls: Mapping[int, Sequence[ReviewedCall]]) -> AgreementRow:
    """All answers that are one of a few words; the interval draws whole calls, whose answers go together."""
    by_call = [_named(items) for items in calls.values()]
    units = [unit for answers in by_call for unit in answers]
    found = agreement(units)
    interval = None if found.too_few else bootstrap_interval(by_call, _coefficient)
    return AgreementRow(
        "", len(calls), _percent(units), found.coefficient, interval, found.name, found.too_few
    )


def _named(items: Sequence[ReviewedCall]) -> _Units:
    wanted = [c.id for c in items[0].checklist.criteria() if c.kind in _NAMED]
    return [ratings for ratings in (_ratings(items, c) for c in wanted) if len(ratings) > 1]


def _coefficient(calls: Sequence[_Units]) -> float | None:
    units = [unit for answers in calls for unit in answers]
    if all(len(unit) == 2 for unit in units):
        return gwet_ac1([(u[0], u[1]) for u in units])
    return krippendorff_alpha(units)


def _percent(units: Sequence[Unit]) -> Estimate:
    share = percent_agreement(units)
    return share_of(round((share or 0.0) * len(units)), len(units))
