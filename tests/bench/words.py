"""Word errors of recognised Russian against a reference: folded, digits said as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from num2words import num2words
from rapidfuzz.distance import Levenshtein

_TOKEN = re.compile(r"\d+|[a-zа-я]+(?:-[a-zа-я]+)*")
_MARKS = {"%": " процентов ", "₽": " рублей ", "№": " номер "}


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, ё as е, no punctuation, numbers as words."""
    folded = text.lower().replace("ё", "е")
    for mark, said in _MARKS.items():
        folded = folded.replace(mark, said)
    folded = re.sub(r"(?<=\d)[\s.](?=\d{3}\b)", "", folded)
    out: list[str] = []
    for token in _TOKEN.findall(folded):
        out += num2words(int(token), lang="ru").replace("ё", "е").split() if token.isdigit() else [token]
    return out


def errors(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Substitutions, deletions and insertions between two lists of words."""
    return int(Levenshtein.distance(reference, heard))


def matches(reference: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places where both lists have the same word in the best alignment."""
    blocks = Levenshtein.opcodes(reference, heard)
    return [
        (block.src_start + i, block.dest_start + i)
        for block in blocks
        if block.tag == "equal"
        for i in range(block.src_end - block.src_start)
    ]
