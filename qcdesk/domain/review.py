"""A reviewer's answers about one call, and the score that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from qcdesk.domain.checklist import Effect
from qcdesk.domain.evidence import Quote

YES = "yes"
NO = "no"
NOT_APPLICABLE = "na"

Value = str | float
"""`yes`, `no`, `na`, the id of an option, free text, or the number of a scale or count."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reviewer decided on one criterion, gate or flag.

    Attributes:
        quotes: words of the transcript that prove it.
        not_said: the reviewer confirms that what should have been said was not said at all.
        prefilled: the program filled the answer in from its hint, and the reviewer left it untouched.
    """

    criterion: str
    value: Value
    comment: str = ""
    quotes: tuple[Quote, ...] = ()
    not_said: bool = False
    prefilled: bool = False


@dataclass(frozen=True, slots=True)
class Critical:
    """An effect that applied: of which criterion or flag, by which answer."""

    criterion: str
    value: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the arithmetic: a section, its weight and its fraction (None: does not apply).

    Attributes:
        earned, possible: the sums that gave the fraction.
    """

    section: str
    weight: float
    fraction: float | None
    earned: float
    possible: float


@dataclass(frozen=True, slots=True)
class Score:
    """Three values, never one; full precision, 0…100.

    Attributes:
        raw: total with criticals ignored; None when nothing applied.
        final: total after criticals; None when nothing applied.
        criticals: effects that applied, in the order of the checklist.
        unanswered: ids without an answer; such a review is a draft and has no result.
        passed: whether the attestation is passed, where the checklist has such a rule.
        arithmetic: the sum in words, for people.
    """

    method: str
    raw: float | None
    final: float | None
    criticals: tuple[Critical, ...] = ()
    lines: tuple[ScoreLine, ...] = ()
    unanswered: tuple[str, ...] = ()
    bonus: float = 0.0
    passed: bool | None = None
    arithmetic: str = ""


LISTENED = "listened"
"""Under this name `extra` keeps which share of the call was played before it was judged, 0…1."""


@dataclass(frozen=True, slots=True)
class Review:
    """One stored review; a correction is a new review that names the one it replaces.

    Attributes:
        checklist_hash: the exact version of the checklist.
        purpose: `regular`, `targeted`, `training` or `calibration`; only regular ones enter averages.
        reason: why an earlier review is corrected.
        hints: number of the stored hints that stood beside it; None where there were none.
    """

    id: int
    call_id: int
    checklist_id: str
    checklist_hash: str
    reviewer: str
    answers: tuple[Answer, ...]
    score: Score
    created_at: datetime
    purpose: str = "regular"
    replaces: int | None = None
    reason: str = ""
    next_step: str = ""
    next_step_due: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    hints: int | None = None
