"""What the model sees of a sentence: every word on its own, so that its share is known beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from qcdesk.evidence.learning.said import WHOLE, Said
from qcdesk.evidence.words import keys, lemma

WORDS, LETTERS, PAIRS, BEFORE, PLACE = 1.0, 1.5, 1.0, 0.5, 0.8
"""Weights of the groups of features; chosen by leaving out writers of the examples."""
LAST_BEFORE = 12
LEAST_WORDS, LEAST_LETTERS = 6, 60
"""A sentence shorter than this is divided as if it were so long: one word alone proves little."""
_SHORTEST, _LONGEST = 3, 5
_LATEST, _MOST_LEFT = 7, 4
_KINDS = ("@Name", "#", "^")


class Seen(NamedTuple):
    """Features of one sentence by group; `forms` are its words."""

    forms: tuple[str, ...]
    pairs: tuple[str, ...]
    before: tuple[str, ...]
    place: tuple[str, ...]


def seen(said: Said) -> Seen:
    """The features of a sentence or turn."""
    analysis = said.analysis
    tokens = analysis.tokens if said.number == WHOLE else analysis.sentence_tokens(said.number)
    forms = tuple(token.form for token in tokens)
    place = (*_place(said), f"words {min(len(forms).bit_length(), 5)}")
    return Seen(forms, tuple(_pairs(forms)), tuple(map(_before, said.before[-LAST_BEFORE:])), place)


@cache
def of_word(form: str) -> tuple[str, ...]:
    """Lemma and kinds of a word (name, number, written with a capital, grammar)."""
    found = keys(form)
    return (
        _name(form),
        *(kind for kind in _KINDS if kind in found),
        *sorted(key for key in found if "@" in key[1:]),
    )


@cache
def of_letters(form: str) -> tuple[str, ...]:
    """Runs of three to five letters of a word with its ends marked: endings, and words misheard."""
    marked = f"<{form}>"
    return tuple(
        f"~{marked[at : at + size]}"
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(marked) - size + 1)
    )


@cache
def _name(form: str) -> str:
    """The lemma, or one sign for all numbers."""
    return "#" if "#" in keys(form) else lemma(form)


@cache
def _before(form: str) -> str:
    return f"before {lemma(form)}"


def _pairs(forms: Sequence[str]) -> Iterator[str]:
    """Neighbouring lemmas, with the ends of the sentence."""
    marked = ["<", *map(_name, forms), ">"]
    return (f"{a} {b}" for a, b in pairwise(marked))


def _place(said: Said) -> Iterator[str]:
    """Question or not, whose names, where in the talk."""
    if said.asks:
        yield "?"
    yield from (f"has {name}" for name in sorted(said.names))
    if said.order:
        yield f"order {min(said.order, _LATEST)}"
        yield f"left {min(said.left, _MOST_LEFT)}"
