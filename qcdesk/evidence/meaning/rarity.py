"""How much a term tells: the rarer a word is in Russian texts, the more (the `IDF` of TF-IDF)."""

from __future__ import annotations

from functools import cache
from math import log

from qcdesk.evidence.learning.vectors import count

_RAREST = 50
_EVERYDAY = 2_000_000
_NUMBER = 0.7
_MOST = log(_EVERYDAY / _RAREST)


@cache
def rarity(term: str) -> float:
    """Weight of a term, 0.1…1: 1 for a word the texts hardly know."""
    if term[0] == "#":
        return _NUMBER
    seen = min(max(count(term), _RAREST), _EVERYDAY)
    return max(0.1, log(_EVERYDAY / seen) / _MOST)
