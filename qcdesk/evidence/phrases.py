"""Phrases: sequences of words looked for by word form, with gaps, optional words and names.

A phrase is words between spaces:

    почта            the word in any form        =почту       only this form (any word but a lemma is one)
    почта|письмо     one of several              вам?         may be missing
    звонить@1per     only in that grammeme       @Name        any first name
    ^                a word like a name          #            a number
    {company}        a name of this company      …  …7        up to 4 (or 7) other words between

A phrase never crosses the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qcdesk.evidence.analysis import Analysis

_USUAL_GAP = 4
PLACEHOLDERS = frozenset(("{company}", "{product}", "{manager}", "{client}", "{competitor}"))


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name said in a text: first and last token, likeness 0…1."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: first and last token, likeness of the names in it (1 when it has none)."""

    first: int
    last: int
    score: float


NameFinder = Callable[[str, Analysis], tuple[NameSpan, ...]]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: keys of a word, placeholders of names, how many words may stand before it."""

    keys: frozenset[str]
    names: tuple[str, ...]
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase; the first element is never optional."""

    elements: tuple[Element, ...]

    def find(self, analysis: Analysis, names: NameFinder) -> Iterator[Found]:
        """Every occurrence that does not overlap an earlier one, from left to right."""
        if not self._possible(analysis):
            return
        free_from = 0
        for start, stop, score in _places(self.elements[0], analysis, names):
            if start < free_from:
                continue
            found = self._rest(1, stop, score, analysis, names)
            if found is not None:
                free_from = found[0] + 1
                yield Found(start, *found)

    def _possible(self, analysis: Analysis) -> bool:
        said = analysis.places.keys()
        # a loop, not all(): this line is run for every phrase and turn
        for element in self.elements:
            if not (element.optional or element.names) and said.isdisjoint(element.keys):
                return False
        return True

    def _rest(
        self, number: int, last: int, score: float, analysis: Analysis, names: NameFinder
    ) -> tuple[int, float] | None:
        """Last token and score of the elements from `number` on, after the token `last`."""
        if number == len(self.elements):
            return last, score
        element = self.elements[number]
        limit = last + 1 + element.gap
        for start, stop, likeness in _places(element, analysis, names, last + 1, limit):
            if analysis.tokens[start].sentence != analysis.tokens[last].sentence:
                break
            found = self._rest(number + 1, stop, min(score, likeness), analysis, names)
            if found is not None:
                return found
        return self._rest(number + 1, last, score, analysis, names) if element.optional else None


def _places(
    element: Element, analysis: Analysis, names: NameFinder, first: int = 0, limit: int | None = None
) -> list[tuple[int, int, float]]:
    """First token, last token and likeness of an element between two tokens (both included)."""
    end = len(analysis.tokens) - 1 if limit is None else limit
    words = {place for key in element.keys for place in analysis.places.get(key, ()) if first <= place <= end}
    places = [(place, place, 1.0) for place in words]
    for name in element.names:
        places += [(s.first, s.last, s.score) for s in names(name, analysis) if first <= s.first <= end]
    return sorted(places)


def compile_phrase(text: str) -> Phrase:
    """Compiles a phrase.

    Raises:
        ValueError: the phrase is empty, starts with a gap or an optional word, ends with a gap, or names an
            unknown placeholder.
    """
    elements: list[Element] = []
    gap = 0
    for part in text.split():
        if part.startswith("…"):
            gap = int(part[1:]) if part[1:] else _USUAL_GAP
            continue
        elements.append(_element(part, gap))
        gap = 0
    if gap or not elements or elements[0].optional or elements[0].gap:
        raise ValueError(text)
    return Phrase(tuple(elements))


def _element(part: str, gap: int) -> Element:
    optional = part.endswith("?")
    choices = part.removesuffix("?").split("|")
    names = tuple(c for c in choices if c.startswith("{"))
    if unknown := set(names) - PLACEHOLDERS:
        raise ValueError(min(unknown))
    if not all(choices):
        raise ValueError(part)
    words = {c.replace("ё", "е") for c in choices if not c.startswith("{")}
    exact = {f"={word}" for word in words if word[0].isalnum() and "@" not in word}
    return Element(frozenset(words | exact), names, gap, optional)
