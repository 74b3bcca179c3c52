"""The trained model: how likely a sentence proves each key, as a sum of what each of its words adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qcdesk.evidence.learning import features
from qcdesk.evidence.learning.features import Seen, of_letters, of_word, seen
from qcdesk.evidence.learning.said import Said
from qcdesk.evidence.learning.vectors import vector

Row = NDArray[np.float32]
SHIPPED = Path(__file__).parent / "weights.npz"


@dataclass(slots=True)
class Model:
    """Weights of a logistic regression for each key over the features of a sentence.

    Attributes:
        columns: feature → row of `weights`.
        weights: shape (features, keys); `meaning`: (dimensions of a word vector, keys); `bias`: (keys,).
        slopes, offsets: the likelihood that a call holds what a key asks for is the logistic function of
            slope · (log-odds of its best sentence) + offset, (keys,).
        digest: SHA-256 of the examples it was trained on.
    """

    keys: tuple[str, ...]
    columns: dict[str, int]
    weights: Row
    meaning: Row
    bias: Row
    slopes: Row
    offsets: Row
    digest: str = ""
    _words: dict[str, Row] = field(default_factory=dict)

    def log_odds(self, said: Sequence[Said]) -> Row:
        """Log-odds that each sentence proves each key, shape (sentences, keys)."""
        return self.of_features([seen(one) for one in said])

    def of_features(self, found: Sequence[Seen]) -> Row:
        """The same for sentences whose features are known."""
        total = np.tile(self.bias, (len(found), 1))
        total += self._of_words([one.forms for one in found])
        total += features.PAIRS * self._mean([one.pairs for one in found])
        total += features.BEFORE * self._mean([one.before for one in found])
        total += features.PLACE * self._sum([one.place for one in found])
        return total

    def likelihood(self, key: str, odds: float) -> float:
        """How likely a call whose best sentence has these log-odds holds what the key asks for, 0…1."""
        number = self.keys.index(key)
        return float(1 / (1 + np.exp(-(self.slopes[number] * odds + self.offsets[number]))))

    def _of_words(self, sentences: Sequence[Sequence[str]]) -> Row:
        """Lemmas and letters by the square root of their number, meaning by the number of known words."""
        rows = [self._word(form) for forms in sentences for form in forms]
        sums = _by_sentence(np.array(rows, np.float32) if rows else None, sentences, 3 * len(self.keys) + 3)
        size = len(self.keys)
        least = (features.LEAST_WORDS, features.LEAST_LETTERS, 1)
        lemmas, letters, known = (np.maximum(sums[:, 3 * size + n], c)[:, None] for n, c in enumerate(least))
        total = features.WORDS * sums[:, :size] / np.sqrt(lemmas)
        total += features.LETTERS * sums[:, size : 2 * size] / np.sqrt(letters)
        total += sums[:, 2 * size : 3 * size] / known
        return total.astype(np.float32)

    def _word(self, form: str) -> Row:
        """What a word adds by its lemma, its letters, its meaning; and the numbers of each to divide by."""
        row = self._words.get(form)
        if row is None:
            lemmas, letters, meant = of_word(form), of_letters(form), vector(form)
            row = np.concatenate(
                [
                    self._added(lemmas),
                    self._added(letters),
                    np.zeros(len(self.keys), np.float32) if meant is None else meant @ self.meaning,
                    np.array([len(lemmas), len(letters), meant is not None], np.float32),
                ]
            )
            self._words[form] = row
        return row

    def _added(self, names: Iterable[str]) -> Row:
        columns = [column for name in names if (column := self.columns.get(name)) is not None]
        added: Row = self.weights[columns].sum(axis=0)
        return added

    def _mean(self, sentences: Sequence[Sequence[str]]) -> Row:
        counts = np.array([max(1, len(names)) for names in sentences], np.float32)
        mean = self._sum(sentences) / np.sqrt(counts)[:, None]
        return mean.astype(np.float32)

    def _sum(self, sentences: Sequence[Sequence[str]]) -> Row:
        known = [[c for n in names if (c := self.columns.get(n)) is not None] for names in sentences]
        columns = [column for found in known for column in found]
        return _by_sentence(self.weights[columns] if columns else None, known, len(self.keys))


def _by_sentence(rows: Row | None, parts: Sequence[Sequence[object]], width: int) -> Row:
    """Sums of consecutive rows, as many for each sentence as it has parts."""
    sums = np.zeros((len(parts), width), np.float32)
    if rows is not None:
        lengths = np.array([len(part) for part in parts])
        filled = lengths > 0
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        sums[filled] = np.add.reduceat(rows, starts[filled], axis=0)
    return sums


def save(model: Model, path: Path) -> None:
    """Writes the model: numbers and names only, nothing that runs."""
    names = sorted(model.columns, key=lambda name: model.columns[name])
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            keys=np.array(model.keys),
            names=np.frombuffer("\n".join(names).encode(), np.uint8),
            weights=model.weights.astype(np.float16),
            meaning=model.meaning.astype(np.float16),
            bias=model.bias,
            slopes=model.slopes,
            offsets=model.offsets,
            digest=np.array(model.digest),
        )


@cache
def load() -> Model:
    """The shipped model."""
    return read(SHIPPED)


def read(path: Path) -> Model:
    """Reads a model."""
    with np.load(path, allow_pickle=False) as stored:
        names = stored["names"].tobytes().decode().split("\n")
        numbers = {
            n: stored[n].astype(np.float32) for n in ("weights", "meaning", "bias", "slopes", "offsets")
        }
        return Model(
            keys=tuple(str(key) for key in stored["keys"]),
            columns={name: column for column, name in enumerate(names)},
            digest=str(stored["digest"]),
            **numbers,
        )
