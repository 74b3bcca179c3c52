"""Concepts of sales talk: expressions that mean the same in any trade, from a list that ships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qcdesk.evidence.words import keys, lemma

_FILE = Path(__file__).parent / "concepts.txt"
_BETWEEN = 1
"""So many other words may stand between two words of an expression."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its name, names of what contradicts it, and its expressions as sets of keys a word."""

    name: str
    opposites: frozenset[str]
    expressions: tuple[tuple[frozenset[str], ...], ...]


def concepts_in(forms: Sequence[str]) -> tuple[str, ...]:
    """Names of the concepts that folded words express, in the order of the list."""
    known = [_keys(form) for form in forms]
    places: dict[str, list[int]] = {}
    for place, one in enumerate(known):
        for key in one:
            places.setdefault(key, []).append(place)
    return tuple(c.name for c in concepts() if any(_said(e, known, places) for e in c.expressions))


@cache
def opposites(name: str) -> frozenset[str]:
    """Names of the concepts that contradict one."""
    return next((c.opposites for c in concepts() if c.name == name), frozenset())


@cache
def concepts() -> tuple[Concept, ...]:
    """The list that ships."""
    lines = (line.strip() for line in _FILE.read_text("utf-8").splitlines())
    return tuple(_concept(line) for line in lines if line and not line.startswith("#"))


def _concept(line: str) -> Concept:
    head, _colon, tail = line.partition(":")
    name, _mark, against = head.partition("!")
    expressions = tuple(
        tuple(_keys(word) for word in expression.lower().replace("ё", "е").split())
        for expression in tail.split("|")
    )
    return Concept(name.strip(), frozenset(against.split()), expressions)


def _said(
    expression: Sequence[frozenset[str]], known: Sequence[frozenset[str]], places: dict[str, list[int]]
) -> bool:
    """Whether the words of an expression stand in order, near each other."""
    starts = {place for key in expression[0] for place in places.get(key, ())}
    return any(_goes_on(expression[1:], known, start) for start in starts)


def _goes_on(rest: Sequence[frozenset[str]], known: Sequence[frozenset[str]], place: int) -> bool:
    for wanted in rest:
        near = range(place + 1, min(place + 2 + _BETWEEN, len(known)))
        found = next((n for n in near if wanted & known[n]), None)
        if found is None:
            return False
        place = found
    return True


@cache
def _keys(form: str) -> frozenset[str]:
    """What a word is compared by: its likeliest lemma, or the word itself."""
    return frozenset((form, lemma(form))) if form[0].isalpha() else keys(form)
