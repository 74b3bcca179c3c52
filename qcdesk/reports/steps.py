"""The one next step of a sales manager, and whether the last one was kept."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qcdesk.domain.text import Text, fold
from qcdesk.i18n import translate
from qcdesk.reports.estimates import BETTER, UNPROVEN, WORSE, Estimate, change_of_shares, share_of
from qcdesk.reports.marks import Tally, marks_of, tallies
from qcdesk.reports.material import ReviewedCall
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.wording import Wording
from qcdesk.scoring.pooling import expected_by_chance

_CALLS = 10
_RECHECKED = 5
_WORKING_DAYS = 5
_RECHECK_DAYS = 3
_LEAST_TARGET = 5
_RISE = 2
_SATURDAY = 5
_NAMED_FROM = 0.5
_SHORTEST_WORD = 3
_Z = 1.96

MetByPerson = Mapping[str, Mapping[str, tuple[int, int]]]
"""Criterion → sales manager → (calls where it was met, calls where it applied)."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One action with a deadline.

    Attributes:
        agreed: written by the reviewer; else proposed by the program.
        recheck: day by which new calls are reviewed on it; empty where the deadline is no date.
    """

    text: str
    due: str
    agreed: bool
    recheck: str = ""


@dataclass(frozen=True, slots=True)
class StepCheck:
    """The last step, and its criterion before and now.

    Attributes:
        criterion: its title, recognised by the words of the step; empty where none was.
        before, now: share of calls where the criterion was met, 0…1.
        verdict: `better`, `worse`, `unproven`; empty where there is nothing to compare. A change is proven
            where it is more than chance alone gives to who had a bad or a good period.
        by_chance: the share expected now if nobody changed anything, with the range it falls in by chance.
    """

    text: str
    due: str
    criterion: str
    before: Estimate
    now: Estimate
    verdict: str
    by_chance: Estimate | None = None


def next_step(
    reviewed: Sequence[ReviewedCall],
    found: Sequence[Tally],
    made_at: datetime,
    wording: Wording,
    privacy: Privacy,
) -> NextStep | None:
    """The latest step a reviewer wrote; else a proposal about the costliest criterion; None without loss."""
    written = _written(reviewed)
    if written:
        review = written.review
        return NextStep(
            privacy.text(review.next_step),
            _due(review.next_step_due, wording),
            agreed=True,
            recheck=wording.day(_recheck(review.next_step_due)) if _recheck(review.next_step_due) else "",
        )
    costly = [t for t in found if t.lost > 0]
    if not costly:
        return None
    worst = max(costly, key=lambda t: t.lost)
    met = (worst.applicable - worst.missed) / worst.applicable
    target = min(_CALLS, max(_LEAST_TARGET, math.floor(_CALLS * met) + _RISE))
    text = translate(
        "In the next {calls} calls: “{criterion}” in at least {target} of {calls}. "
        "Then {checked} new calls are reviewed on it.",
        wording.language,
    ).format(
        calls=_CALLS,
        criterion=worst.criterion.title.to(wording.language),
        target=target,
        checked=_RECHECKED,
    )
    due = _working_days_after(made_at.date(), _WORKING_DAYS)
    recheck = wording.day(_working_days_after(due, _RECHECK_DAYS))
    return NextStep(text, wording.day(due), agreed=False, recheck=recheck)


def last_step(
    before: Sequence[ReviewedCall],
    now: Sequence[Tally],
    team_before: MetByPerson,
    wording: Wording,
    privacy: Privacy,
) -> StepCheck | None:
    """The step promised after the previous period; None where nothing was promised.

    Args:
        before: the person's reviews of that period, in force.
        team_before: how everybody met each criterion then.
    """
    promised = _written(before)
    if promised is None:
        return None
    then_found = tallies(marks_of(r for r in before if r.counts))
    text, due = promised.review.next_step, promised.review.next_step_due
    known = {t.criterion.id: t.criterion.title for t in (*then_found, *now)}
    compared = named_in(text, known)
    then, today = _met(then_found, compared), _met(now, compared)
    expected = expected_by_chance(then, list(team_before.get(compared or "", {}).values()), today[1])
    return StepCheck(
        text=privacy.text(text),
        due=_due(due, wording),
        criterion=known[compared].to(wording.language) if compared in known else "",
        before=share_of(*then),
        now=share_of(*today),
        verdict=beyond_chance(change_of_shares(today, then), today, expected),
        by_chance=chance_range(expected, today[1]) if expected else None,
    )


def met_by_person(found: Iterable[Tally]) -> MetByPerson:
    """How everybody met each criterion: (met, applicable)."""
    out: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for tally in found:
        for name, missed in tally.missed_by_person().items():
            met, n = out[tally.criterion.id].get(name, (0, 0))
            out[tally.criterion.id][name] = met + len(missed) - sum(missed), n + len(missed)
    return out


def beyond_chance(verdict: str, today: tuple[int, int], expected: tuple[float, float] | None) -> str:
    """The verdict, where the change is more than chance alone gives; else `unproven`."""
    if verdict not in (BETTER, WORSE) or expected is None:
        return verdict
    away = today[0] / today[1] - expected[0]
    return verdict if (away if verdict == BETTER else -away) > _Z * expected[1] else UNPROVEN


def chance_range(expected: tuple[float, float], n: int) -> Estimate:
    """The expected share with the range that chance alone gives."""
    share, deviation = expected
    return Estimate(share, max(0.0, share - _Z * deviation), min(1.0, share + _Z * deviation), n)


def _written(reviewed: Sequence[ReviewedCall]) -> ReviewedCall | None:
    stated = [r for r in reviewed if r.review.next_step.strip()]
    return max(stated, key=lambda r: (r.review.created_at, r.review.id), default=None)


def named_in(text: str, titles: Mapping[str, Text]) -> str | None:
    """The criterion whose title a text repeats best, at least half of its words; None where none is."""
    said = _words(text)
    shares = {
        name: max(_repeated(_words(t), said) for t in (title.ru, title.en)) for name, title in titles.items()
    }
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best is not None and shares[best] >= _NAMED_FROM else None


def _words(text: str) -> list[str]:
    return [w for w in fold(text).split() if len(w) >= _SHORTEST_WORD]


def _repeated(words: Sequence[str], said: Sequence[str]) -> float:
    """The share of words that are said in some form: all but the last two letters are the same."""
    found = sum(any(_one_word(word, other) for other in said) for word in words)
    return found / len(words) if words else 0.0


def _one_word(first: str, second: str) -> bool:
    stem = max(_SHORTEST_WORD, min(len(first), len(second)) - 2)
    return first[:stem] == second[:stem]


def _met(found: Sequence[Tally], criterion: str | None) -> tuple[int, int]:
    own = [t for t in found if t.criterion.id == criterion]
    applicable = sum(t.applicable for t in own)
    return applicable - sum(t.missed for t in own), applicable


def _due(text: str, wording: Wording) -> str:
    """A deadline as it was written; an ISO date in the form of the language."""
    try:
        return wording.day(date.fromisoformat(text.strip()))
    except ValueError:
        return text


def _recheck(due: str) -> date | None:
    try:
        return _working_days_after(date.fromisoformat(due.strip()), _RECHECK_DAYS)
    except ValueError:
        return None


def _working_days_after(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day
