"""Vectors of words are those of the file, as its own package reads them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from qcdesk.evidence.learning.vectors import _FILE, DIMENSIONS, count, vector

WORDS = ("договор", "дорого", "цена", "клиент", "менеджер", "а", "я", "<unk>", "перезвонить", "ёлка")
UNKNOWN = ("", "щъщъщъ", "договор\0", "\0", "д" * 500, "\ud800", "Договор")


def test_every_word_has_the_vector_and_the_count_of_the_file() -> None:
    from navec import Navec

    spec = find_spec("natasha")
    assert spec is not None
    assert spec.origin is not None
    known = Navec.load(str(Path(spec.origin).parent / _FILE))
    for word in (*WORDS, *known.vocab.words[::5000]):
        found = vector(word)
        if word not in known:
            assert found is None
            continue
        assert found is not None
        assert found.shape == (DIMENSIONS,)
        assert np.array_equal(found, known[word])
        assert count(word) == known.vocab.count(word)


def test_unknown_words_have_none() -> None:
    for word in UNKNOWN:
        assert vector(word) is None
        assert count(word) == 0
