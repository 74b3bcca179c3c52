"""What a sales manager does well, what he should improve, and the words that show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from qcdesk.reports.findings import Example, example_of
from qcdesk.reports.marks import Key, Mark, Tally
from qcdesk.reports.privacy import Privacy

MOST_TO_IMPROVE = 3
MOST_STRENGTHS = 2
STRONG_FROM = 0.8


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing to improve: fact → consequence → what the client hears → what to say instead.

    Attributes:
        missed, applicable: missed in so many of so many calls where it applied.
        fraction: mean earned share, 0…1.
        lost: points lost in these calls together.
        done_when: when the criterion counts as done.
        examples: every call that lost points, the most telling first.
        system_cause: most of the team misses it too, so it is not only this person.
    """

    criterion: str
    title: str
    section: str
    missed: int
    applicable: int
    fraction: float
    lost: float
    consequence: str
    client_hears: str
    say_instead: str
    done_when: str
    examples: tuple[Example, ...]
    system_cause: bool


@dataclass(frozen=True, slots=True)
class Strength:
    """One thing that went well, in so many of the calls where it applied."""

    criterion: str
    title: str
    section: str
    met: int
    applicable: int
    example: Example


def improvements(
    found: Iterable[Tally], system: Collection[Key], language: str, privacy: Privacy
) -> tuple[Improvement, ...]:
    """At most three criteria, those first that cost the most points."""
    costly = sorted((t for t in found if t.lost > 0), key=lambda t: -t.lost)
    return tuple(_improvement(t, t.key in system, language, privacy) for t in costly[:MOST_TO_IMPROVE])


def strengths(
    found: Iterable[Tally], improve: Collection[str], language: str, privacy: Privacy
) -> tuple[Strength, ...]:
    """One or two criteria done nearly always, those first that can be quoted, then the heavier ones."""
    strong = [t for t in found if _is_strong(t) and t.criterion.id not in improve]
    strong.sort(key=lambda t: (not any(m.answer.quotes for m in _met(t)), -t.marks[-1].brought.worth))
    return tuple(
        Strength(
            criterion=t.criterion.id,
            title=t.criterion.title.to(language),
            section=t.section.title.to(language),
            met=t.applicable - t.missed,
            applicable=t.applicable,
            example=_example(max(_met(t), key=_telling), privacy),
        )
        for t in strong[:MOST_STRENGTHS]
    )


def _improvement(tally: Tally, system_cause: bool, language: str, privacy: Privacy) -> Improvement:
    criterion, advice = tally.criterion, tally.criterion.advice
    marks = sorted((m for m in tally.marks if m.brought.lost > 0), key=_telling, reverse=True)
    return Improvement(
        criterion=criterion.id,
        title=criterion.title.to(language),
        section=tally.section.title.to(language),
        missed=tally.missed,
        applicable=tally.applicable,
        fraction=tally.fraction,
        lost=tally.lost,
        consequence=advice.consequence.to(language) if advice else "",
        client_hears=advice.client_hears.to(language) if advice else "",
        say_instead=advice.say_instead.to(language) if advice else "",
        done_when=criterion.guide.yes.to(language) if criterion.guide.yes else "",
        examples=tuple(_example(m, privacy) for m in marks),
        system_cause=system_cause,
    )


def _is_strong(tally: Tally) -> bool:
    return tally.fraction >= STRONG_FROM and len(_met(tally)) >= STRONG_FROM * tally.applicable


def _met(tally: Tally) -> list[Mark]:
    return [m for m in tally.marks if not m.missed]


def _telling(mark: Mark) -> tuple[bool, float, bool, bool, datetime]:
    """The more telling example is the greater: quoted, costly, confirmed, commented, recent."""
    answer = mark.answer
    return (
        bool(answer.quotes),
        mark.brought.lost,
        answer.not_said,
        bool(answer.comment),
        mark.item.review.created_at,
    )


def _example(mark: Mark, privacy: Privacy) -> Example:
    return example_of(mark.item, mark.answer, privacy)
