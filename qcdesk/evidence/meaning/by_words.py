"""Likeness by words: word forms, misheard words, rarity, and vectors of words; weights learned from pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qcdesk.evidence.learning.vectors import DIMENSIONS
from qcdesk.evidence.meaning.concepts import opposites
from qcdesk.evidence.meaning.likeness import Row
from qcdesk.evidence.meaning.rarity import rarity
from qcdesk.evidence.meaning.synonyms import are_synonyms, bonds, share_a_stem
from qcdesk.evidence.meaning.terms import Terms, meaning_of, terms

FEATURES = (
    "covered", "same", "answered", "alike", "shared", "denied", "asks", "numbers", "against",
    "covered and alike", "covered squared",
)  # fmt: skip
"""How far words cover each other and are used alike; concepts of both; contradictions; two products."""
WEIGHTS = (4.95, -3.50, 4.57, 0.38, 2.43, -0.15, -2.41, -0.56, -0.36, 0.46, 2.14, -3.84)
"""Of `FEATURES` and, last, the intercept; learned by `python -m tests.bench.meaning --fit`."""
_ALIKE_FROM, _ALIKE_FULL = 0.35, 0.75
_MISHEARD_FROM = 82.0
_MISHEARD = 0.8
_SYNONYM, _ONE_STEM = 0.9, 0.8
_SHORTEST_MISHEARD = 5
_LEAST = 1.4
"""A text whose terms weigh less is divided as if they weighed so much: one word alone proves little."""


class WordLikeness:
    """Likeness by the words of two sentences.

    Args:
        weights: of `FEATURES` and, last, the intercept of a logistic regression.
    """

    sure_from = 0.55
    near_from = 0.3

    def __init__(self, weights: Sequence[float] = WEIGHTS) -> None:
        self._weights = np.array(weights, np.float32)

    def scores(self, wanted: Sequence[str], said: Sequence[str]) -> Row:
        """How likely each sentence means each wanted thing, 0…1, shape (wanted, said)."""
        if not wanted or not said:
            return np.zeros((len(wanted), len(said)), np.float32)
        odds = features(wanted, said) @ self._weights[:-1] + self._weights[-1]
        likely: Row = 1 / (1 + np.exp(-odds))
        return likely


def features(wanted: Sequence[str], said: Sequence[str]) -> Row:
    """What the regression weighs, shape (wanted, said, features)."""
    left, right = [terms(text) for text in wanted], [terms(text) for text in said]
    rows, columns = _known(left), _known(right)
    alike = _alike(list(rows), list(columns))
    same = _equal(rows, columns)
    best = _covered(left, right, rows, columns, alike)
    exact = _covered(left, right, rows, columns, same)
    back = _covered(right, left, columns, rows, alike.T).T
    found = np.zeros((len(left), len(right), len(FEATURES)), np.float32)
    found[..., 0], found[..., 1], found[..., 2] = best, exact, back
    found[..., 3] = _means(left) @ _means(right).T
    for n, one in enumerate(left):
        for m, other in enumerate(right):
            found[n, m, 4:9] = _apart(one, other)
    found[..., 9], found[..., 10] = best * found[..., 3], best**2
    return found


def _apart(wanted: Terms, said: Terms) -> tuple[float, ...]:
    """Concepts of both; whether one denies what the other says, asks, differs in numbers or concepts."""
    return (
        min(2.0, len(wanted.concepts & said.concepts)),
        float(bool(_denied(wanted) & _stated(said)) or bool(_stated(wanted) & _denied(said))),
        float(said.asks and not wanted.asks),
        float(bool(wanted.numbers and said.numbers and not wanted.numbers & said.numbers)),
        float(any(opposites(name) & said.concepts for name in wanted.concepts)),
    )


def _denied(one: Terms) -> set[str]:
    return {one.lemmas[n] for n in one.denied}


def _stated(one: Terms) -> set[str]:
    return set(one.lemmas) - _denied(one)


def _known(texts: Sequence[Terms]) -> dict[str, int]:
    return {term: n for n, term in enumerate(dict.fromkeys(t for one in texts for t in one.lemmas))}


def _covered(
    wanted: Sequence[Terms], said: Sequence[Terms], rows: dict[str, int], columns: dict[str, int], alike: Row
) -> Row:
    """Share of each wanted text, by rarity of its terms, that each sentence says; (wanted, said)."""
    if not rows or not columns:
        return np.zeros((len(wanted), len(said)), np.float32)
    best = np.zeros((len(rows), len(said)), np.float32)
    for m, one in enumerate(said):
        if one.lemmas:
            best[:, m] = alike[:, [columns[t] for t in one.lemmas]].max(axis=1)
    weights = np.zeros((len(wanted), len(rows)), np.float32)
    for n, one in enumerate(wanted):
        for term in one.lemmas:
            weights[n, rows[term]] += rarity(term)
    total = np.maximum(weights.sum(axis=1, keepdims=True), _LEAST)
    return np.asarray(weights @ best / total, np.float32)


def _alike(wanted: Sequence[str], said: Sequence[str]) -> Row:
    """How alike two terms are, 0…1: the same word, a misheard one, or one that is used alike."""
    if not wanted or not said:
        return np.zeros((len(wanted), len(said)), np.float32)
    close = (_vectors(wanted) @ _vectors(said).T - _ALIKE_FROM) / (_ALIKE_FULL - _ALIKE_FROM)
    best: Row = np.maximum(np.maximum(np.clip(close, 0, 1), _kin(wanted, said)), _misheard(wanted, said))
    return best


def _kin(wanted: Sequence[str], said: Sequence[str]) -> Row:
    """1 for one word, less for synonyms of the list and words of one stem, 0 for all others."""
    by_bond: dict[object, list[int]] = {}
    for m, term in enumerate(said):
        for bond in bonds(term):
            by_bond.setdefault(bond, []).append(m)
    found = np.zeros((len(wanted), len(said)), np.float32)
    for n, term in enumerate(wanted):
        for m in {m for bond in bonds(term) for m in by_bond.get(bond, ())}:
            found[n, m] = 1.0 if term == said[m] else _kinship(term, said[m])
    return found


def _kinship(wanted: str, said: str) -> float:
    if are_synonyms(wanted, said):
        return _SYNONYM
    return _ONE_STEM if share_a_stem(wanted, said) else 0.0


def _equal(rows: dict[str, int], columns: dict[str, int]) -> Row:
    found = np.zeros((len(rows), len(columns)), np.float32)
    for term in rows.keys() & columns.keys():
        found[rows[term], columns[term]] = 1.0
    return found


def _misheard(wanted: Sequence[str], said: Sequence[str]) -> Row:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    near = cdist(list(wanted), list(said), scorer=ratio, score_cutoff=_MISHEARD_FROM)
    long = np.array([len(w) >= _SHORTEST_MISHEARD for w in wanted], np.float32)
    return np.asarray((near > 0) * _MISHEARD * long[:, None], np.float32)


def _vectors(known: Sequence[str]) -> Row:
    rows = [meaning_of(term) for term in known]
    return np.array([np.zeros(DIMENSIONS) if row is None else row for row in rows], np.float32)


def _means(texts: Sequence[Terms]) -> NDArray[np.float32]:
    """Mean vector of each text by rarity of its terms, of length 1."""
    out = np.zeros((len(texts), DIMENSIONS), np.float32)
    for n, one in enumerate(texts):
        for term in one.lemmas:
            if (row := meaning_of(term)) is not None:
                out[n] += rarity(term) * np.asarray(row)
    lengths = np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
    return np.asarray(out / lengths, np.float32)
