"""Vectors of Russian words, near when near in meaning: from a file of `natasha`, which is not imported."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from navec import Navec

DIMENSIONS = 300
_FILE = Path("data/emb/navec_news_v1_1B_250K_300d_100q.tar")


@cache
def _navec() -> Navec:
    from navec import Navec

    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name="natasha")
    return Navec.load(str(Path(spec.origin).parent / _FILE))


@cache
def vector(form: str) -> NDArray[np.float32] | None:
    """The vector of a folded word, shape (300,); None for a word the vectors do not know."""
    found = _navec().get(form)
    return None if found is None else np.asarray(found, np.float32)


def count(form: str) -> int:
    """How often a folded word stands in the texts the vectors were made from; 0 for an unknown one."""
    vocabulary = _navec().vocab
    place = vocabulary.get(form)
    return 0 if place is None else int(vocabulary.counts[place])
