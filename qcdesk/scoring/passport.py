"""How far hints can be trusted: what people answered where a hint stood, and when a hint may prefill."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from qcdesk.domain.review import NO, YES, Value
from qcdesk.scoring.statistics import CONFIDENCE, Difference, Interval, difference_of_shares, wilson

FEWEST = 30
"""Fewer answers of this company's own prove no hint."""

RECENT = 30
"""So many answers are "lately"."""


class Verdict(StrEnum):
    """Whether a hint has become better or worse lately."""

    BETTER = "better"
    WORSE = "worse"
    NOT_PROVEN = "not_proven"


class Use(StrEnum):
    """What a hint may do: stand beside the answer, or fill it in."""

    HINT = "hint"
    PREFILL = "prefill"


class Ground(StrEnum):
    """Why a hint may do this."""

    NOT_ALLOWED = "not_allowed"
    TOO_FEW = "too_few"
    BELOW_THRESHOLD = "below_threshold"
    DRIFT = "drift"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One answer and the hint that stood there.

    Attributes:
        suggested: None: nothing was suggested.
        untouched: the program filled the answer in and nobody touched it; it proves nothing.
    """

    suggested: Value | None
    answered: Value
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """The last `RECENT` answers against all before; `difference` is of the shares of agreement."""

    verdict: Verdict
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Record:
    """What people's answers say about the hints of one criterion.

    Attributes:
        outcomes: for each answer that counts, oldest first: the person agreed.
        false_yes, false_no: the hint said so and the person did not.
        interval: of the share of agreement, 0…1 (Wilson); None without answers.
        silent: answers where nothing was suggested; untouched: prefilled answers that nobody touched.
    """

    outcomes: tuple[bool, ...]
    false_yes: int
    false_no: int
    interval: Interval | None
    trend: Trend
    silent: int = 0
    untouched: int = 0

    @property
    def n(self) -> int:
        return len(self.outcomes)

    @property
    def agreed(self) -> int:
        return sum(self.outcomes)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a criterion's hint may do now, and why."""

    use: Use
    ground: Ground


def record(comparisons: Iterable[Comparison]) -> Record:
    """The record of one criterion; `comparisons` stand in the order in which the answers were given."""
    given = tuple(comparisons)
    counted = [c for c in given if c.suggested is not None and not c.untouched]
    outcomes = tuple(c.suggested == c.answered for c in counted)
    wrong = [c.suggested for c in counted if c.suggested != c.answered]
    return Record(
        outcomes=outcomes,
        false_yes=wrong.count(YES),
        false_no=wrong.count(NO),
        interval=wilson(sum(outcomes), len(outcomes)),
        trend=trend(outcomes),
        silent=sum(c.suggested is None for c in given),
        untouched=sum(c.untouched for c in given),
    )


def trend(outcomes: tuple[bool, ...]) -> Trend:
    """Whether agreement changed; not proven where the interval of the difference holds 0."""
    late, before = outcomes[-RECENT:], outcomes[:-RECENT]
    difference = difference_of_shares((sum(late), len(late)), (sum(before), len(before)))
    if difference is None or not difference.proven:
        return Trend(Verdict.NOT_PROVEN, difference)
    return Trend(Verdict.BETTER if difference.estimate > 0 else Verdict.WORSE, difference)


def decide(found: Record, threshold: float | None) -> Decision:
    """Whether a hint may prefill.

    Args:
        threshold: the lower bound of agreement that the owner asks for, 0…1; None: he did not allow it.
    """
    if threshold is None:
        return Decision(Use.HINT, Ground.NOT_ALLOWED)
    if found.interval is None or found.n < FEWEST:
        return Decision(Use.HINT, Ground.TOO_FEW)
    if found.interval.low < threshold:
        return Decision(Use.HINT, Ground.BELOW_THRESHOLD)
    late = found.outcomes[-drift_window(threshold) :]
    lately = wilson(sum(late), len(late))
    if lately is not None and lately.low < threshold:
        return Decision(Use.HINT, Ground.DRIFT)
    return Decision(Use.PREFILL, Ground.PROVEN)


def drift_window(threshold: float) -> int:
    """How many of the last answers are looked at for drift.

    `RECENT` of them, or twice as many as answers without one error would need for a lower bound above the
    threshold (n = θz²/(1 − θ) of Wilson's formula): fewer could not pass it however good the hint is.
    """
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    return max(RECENT, 2 * math.ceil(threshold * z * z / (1 - threshold)))
