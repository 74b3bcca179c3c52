"""What a sentence says, as terms: lemmas of its telling words, numbers as digits, what is denied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from qcdesk.evidence.analysis import analyse
from qcdesk.evidence.learning.vectors import vector
from qcdesk.evidence.meaning.concepts import concepts_in
from qcdesk.evidence.quantities import normalised
from qcdesk.evidence.words import keys, lemma

_EMPTY_WORDS = """
а бы быть в ведь во вообще вот все всё всего всякий вы да даже для до если есть еще же за и из или именно
их к как какой когда который кстати ли либо лишь меня мне мой мочь мы на над наш ну о об он она оно они от
очень по под пока потом потому при просто прямо раз с сам самый свой себя сейчас со собственно собой так
такой также там то тоже только тот ту тут ты у уж уже хотеть чего через что чтобы чуть эта это этот я
значит короче смотреть говорить сказать понимать знать типа блин вообще-то допустим например
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_DENYING = frozenset(("не", "нет", "ни", "без", "нельзя", "невозможно", "никакой", "никогда", "некуда"))
_REACH = 2
"""A denial counts for so many telling words after it, and `нет` for the one before it."""
_LONGEST = 2_000
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Terms:
    """A sentence as matching reads it.

    Attributes:
        lemmas: of its telling words in order; numbers are `#` and their digits.
        denied: places in `lemmas` of what is denied.
        asks: it is a question.
        concepts: names of what of `concepts.txt` is expressed.
    """

    lemmas: tuple[str, ...]
    denied: frozenset[int]
    asks: bool
    concepts: frozenset[str]

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers said."""
        return frozenset(term for term in self.lemmas if term[0] == "#")


@lru_cache(_CACHED)
def terms(text: str) -> Terms:
    """The terms of a sentence; of a very long one only its first 2,000 characters."""
    analysis = analyse(normalised(text[:_LONGEST]))
    found: list[str] = []
    denied: set[int] = set()
    reach = 0
    forms = [token.form for token in analysis.tokens]
    for form in forms:
        if form in _DENYING:
            if form == "нет" and found:
                denied.add(len(found) - 1)
            reach = _REACH
        elif (term := _term(form)) is not None:
            if reach:
                denied.add(len(found))
            reach = max(0, reach - 1)
            found.append(term)
    return Terms(tuple(found), frozenset(denied), "?" in text[-3:], frozenset(concepts_in(forms)))


@cache
def meaning_of(term: str) -> NDArray[np.float32] | None:
    """The vector of a term, of length 1; None where the vectors do not know it."""
    found = None if term[0] == "#" else vector(term)
    if found is None or not (length := float(np.linalg.norm(found))):
        return None
    return np.asarray(found / length, np.float32)


@cache
def _term(form: str) -> str | None:
    """The term of a folded word; None for one that tells nothing."""
    if form[0].isdigit():
        return f"#{form.rstrip('%')}"
    found = lemma(form)
    if found in _EMPTY or form in _EMPTY or len(found) < 2 or "@Name" in keys(form):
        return None
    return found
