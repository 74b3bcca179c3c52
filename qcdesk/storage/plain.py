"""Quotes, hints and scores as plain values for JSON, and back, without losing a digit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from qcdesk.domain.checklist import Effect, EffectKind
from qcdesk.domain.evidence import Hint, Listen, ListenReason, Quote
from qcdesk.domain.review import Critical, Score, ScoreLine

Plain = dict[str, Any]


def plain_quotes(quotes: Iterable[Quote]) -> list[Plain]:
    """Quotes as plain values."""
    return [asdict(quote) for quote in quotes]


def quotes_from(plain: Iterable[Plain]) -> tuple[Quote, ...]:
    """The quotes given to `plain_quotes`."""
    return tuple(Quote(**quote) for quote in plain)


def plain_hints(hints: Iterable[Hint]) -> list[Plain]:
    """Hints as plain values."""
    return [asdict(hint) for hint in hints]


def hints_from(plain: Iterable[Plain]) -> tuple[Hint, ...]:
    """The hints given to `plain_hints`."""
    return tuple(
        Hint(
            **{**hint, "quotes": quotes_from(hint["quotes"]), "listen": _listen_from(hint.get("listen", ()))}
        )
        for hint in plain
    )


def _listen_from(plain: Iterable[Plain]) -> tuple[Listen, ...]:
    return tuple(Listen(p["start"], p["end"], ListenReason(p["reason"])) for p in plain)


def plain_score(score: Score) -> Plain:
    """A score as plain values."""
    return asdict(score)


def score_from(plain: Plain) -> Score:
    """The score given to `plain_score`."""
    return Score(
        **{
            **plain,
            "criticals": tuple(_critical_from(critical) for critical in plain["criticals"]),
            "lines": tuple(ScoreLine(**line) for line in plain["lines"]),
            "unanswered": tuple(plain["unanswered"]),
        }
    )


def _critical_from(plain: Plain) -> Critical:
    effect = Effect(EffectKind(plain["effect"]["kind"]), plain["effect"]["cap"])
    return Critical(plain["criterion"], plain["value"], effect)
