"""Trains the linear model from examples: a logistic regression for each key, a minute on one core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.evidence.learning import features
from qcdesk.evidence.learning.features import Seen, of_letters, of_word, seen
from qcdesk.evidence.learning.model import Model
from qcdesk.evidence.learning.said import Said
from qcdesk.evidence.learning.vectors import DIMENSIONS, vector

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

REGULARISATION = 6.0
FEWEST = 3
"""A feature that fewer examples have is left out."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the keys it proves.

    Attributes:
        known: the keys the label speaks of; None: all.
        call: the written call it stands in; empty for a line of a bank.
    """

    said: Said
    proves: frozenset[str]
    known: frozenset[str] | None = None
    call: str = ""


class Design:
    """The features of all examples as one matrix, made once and used for every key."""

    def __init__(self, examples: Sequence[Labelled]) -> None:
        self.examples = tuple(examples)
        found = [seen(example.said) for example in examples]
        counts = Counter(
            chain.from_iterable(set(chain.from_iterable(g for g, _w in _groups(s))) for s in found)
        )
        self.columns = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= FEWEST))}
        self.matrix = _matrix(found, self.columns)

    def train(
        self, keys: Sequence[str], may_prove: Callable[[Said, str], bool], chosen: Iterable[int]
    ) -> Model:
        """A model of the chosen examples; its slopes are 1 and its offsets 0.

        Args:
            may_prove: whether a sentence may prove a key at all (the right side says it).
        """
        rows = list(chosen)
        width = len(self.columns)
        weights = np.zeros((width + DIMENSIONS + 1, len(keys)), np.float32)
        for place, key in enumerate(keys):
            used = [
                n for n in rows if _speaks_of(self.examples[n], key) and may_prove(self.examples[n].said, key)
            ]
            answers = np.array([key in self.examples[n].proves for n in used])
            weights[:, place] = _fitted(self.matrix[used], answers)
        return Model(
            tuple(keys),
            self.columns,
            weights[:width],
            weights[width:-1],
            weights[-1],
            np.ones(len(keys), np.float32),
            np.zeros(len(keys), np.float32),
        )


def _speaks_of(example: Labelled, key: str) -> bool:
    return example.known is None or key in example.known


def _fitted(matrix: csr_matrix, answers: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Coefficients with the intercept last."""
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=REGULARISATION, solver="liblinear", max_iter=300, random_state=0)
    regression.fit(matrix, answers)
    return np.append(regression.coef_[0], regression.intercept_).astype(np.float32)


def _groups(one: Seen) -> list[tuple[list[str], float]]:
    """Features with what each counts for; the same sums as `Model.of_features` makes."""
    words = [name for form in one.forms for name in of_word(form)]
    letters = [name for form in one.forms for name in of_letters(form)]
    return [
        (words, features.WORDS / max(features.LEAST_WORDS, len(words)) ** 0.5),
        (letters, features.LETTERS / max(features.LEAST_LETTERS, len(letters)) ** 0.5),
        (list(one.pairs), features.PAIRS / max(1, len(one.pairs)) ** 0.5),
        (list(one.before), features.BEFORE / max(1, len(one.before)) ** 0.5),
        (list(one.place), features.PLACE),
    ]


def _matrix(found: Sequence[Seen], columns: dict[str, int]) -> Any:
    from scipy.sparse import csr_matrix, hstack

    values, places, ends = [], [], [0]
    for one in found:
        for names, weight in _groups(one):
            known = [column for name in names if (column := columns.get(name)) is not None]
            places += known
            values += [weight] * len(known)
        ends.append(len(places))
    counted = csr_matrix((values, places, ends), shape=(len(found), len(columns)), dtype=np.float32)
    counted.sum_duplicates()
    meant = np.stack([_meaning(one.forms) for one in found])
    return hstack([counted, csr_matrix(meant)]).tocsr()


def _meaning(forms: Sequence[str]) -> NDArray[np.float32]:
    known = [found for form in forms if (found := vector(form)) is not None]
    return np.mean(known, axis=0) if known else np.zeros(DIMENSIONS, np.float32)
