"""Rules that look for evidence of a criterion in a transcript, and the hints they give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qcdesk.domain.transcript import Speaker


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the call a rule looks at; None means no bound.

    Attributes:
        from_s, to_s: seconds from the first turn of the sales manager.
        first_pct, last_pct: the first or last per cent of the call (0…100).
        last_s: the last seconds of the call.
    """

    from_s: float | None = None
    to_s: float | None = None
    first_pct: float | None = None
    last_pct: float | None = None
    last_s: float | None = None


@dataclass(frozen=True, slots=True)
class MetricBound:
    """A metric of speech must lie in a closed range; None means no bound on that side."""

    metric: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A pattern that must be said by someone within some turns after the evidence itself."""

    by: Speaker
    any: tuple[str, ...]
    within_turns: int


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """What to look for. Patterns are names in the lexicon (`P_GREET`).

    Attributes:
        by: whose turns are searched; None: anyone's.
        any: at least one of these patterns is said (`at_least` times in all).
        all: each of these patterns is said, not necessarily in one turn.
        none: a hit on one of these speaks against the criterion.
        count: hits on any of these are counted; the suggestion is the number.
        absent: the criterion (a flag) is met when none of these is said in the window.
        after: the search starts after each hit of this pattern (by anyone but `by`), and ends
            `within_turns` turns of `by` later (None: the end of the call).
        then: what must follow a hit of `any`.
        metrics: bounds that must all hold.
        detector: key of `qcdesk.domain.detectors`; what that finds is evidence for.
    """

    by: Speaker | None = None
    window: Window = Window()
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    after: str | None = None
    within_turns: int | None = None
    then: Follow | None = None
    at_least: int = 1
    metrics: tuple[MetricBound, ...] = ()
    detector: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the transcript, verbatim: the turn's index, seconds, text."""

    turn: int
    start: float
    end: float
    text: str


class ListenReason(StrEnum):
    """Why a person should listen to a place."""

    NOT_RECOGNISED = "not_recognised"
    SET_ASIDE = "set_aside"
    UNSURE = "unsure"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Listen:
    """A place to listen to, seconds of the recording, because the text there proves nothing.

    `NOT_RECOGNISED`: voice without text; `SET_ASIDE`: text that was set aside as invented; `UNSURE`: words of
    low probability; `TOO_LITTLE`: the side said too little here for silence to mean anything.
    """

    start: float
    end: float
    reason: ListenReason


@dataclass(frozen=True, slots=True)
class Hint:
    """What the program suggests for a criterion; never an answer.

    Attributes:
        suggested: `yes`, `no`, `na` or a number; None when nothing was found.
        confidence: 0…1.
        quotes: the words it rests on.
        listen: where to listen instead: "not said" would be suggested, but too little was recognised.
    """

    criterion: str
    suggested: str | float | None
    confidence: float
    quotes: tuple[Quote, ...] = ()
    listen: tuple[Listen, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Names that people say in calls of one company, matched with tolerance (recognition mangles them).

    Attributes:
        sales_manager: full name of the sales manager of this call.
        client: full name of the client of this call.
    """

    companies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    sales_manager: str | None = None
    client: str | None = None
