"""Words that mean nearly the same: from a list that ships, and by a common stem."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "synonyms.txt"
_SHORTEST_STEM = 4
_STEM_SHARE = 0.6


def are_synonyms(one: str, other: str) -> bool:
    """Whether two lemmas stand in one group of the list."""
    return not _groups().get(one, frozenset()).isdisjoint(_groups().get(other, frozenset()))


def share_a_stem(one: str, other: str) -> bool:
    """Whether two lemmas begin alike for most of the longer one: бесплатный and бесплатно, гарантия and
    гарантировать."""
    common = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return common >= _SHORTEST_STEM and common >= _STEM_SHARE * max(len(one), len(other))


@cache
def bonds(term: str) -> tuple[object, ...]:
    """What two lemmas must have in common to be synonyms or of one stem: a group, or their first letters."""
    return (term[:_SHORTEST_STEM], *_groups().get(term, ()))


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_FILE.read_text("utf-8").splitlines()):
        if not line.startswith("#"):
            for word in line.replace("ё", "е").split():
                found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
