"""One text made ready for searching: folded once, cut into words, every word under its keys."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from qcdesk.evidence.folding import Folded, fold_with_origin, sentences
from qcdesk.evidence.words import keys

_WORD = re.compile(r"[0-9a-zа-я]+(?:[-:][0-9a-zа-я]+)*%?")


class Token(NamedTuple):
    """A word: its folded form, its half-open span in the original text, the number of its sentence."""

    form: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text ready for searching.

    Attributes:
        sentences: half-open spans in the original text.
        places: key of a word (see `qcdesk.evidence.words.keys`) → indexes of the tokens that have it.
        runs: number of a sentence that has words → half-open span of indexes of its tokens.
    """

    text: str
    folded: Folded
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    places: dict[str, list[int]]
    runs: dict[int, tuple[int, int]]

    def sentence_at(self, place: int) -> int:
        """Number of the sentence of an index of the original text; -1 in a text without sentences."""
        return bisect_right(self.sentences, place, key=lambda span: span[0]) - 1

    def sentence_tokens(self, number: int) -> tuple[Token, ...]:
        """The words of one sentence."""
        return self.tokens[slice(*self.runs.get(number, (0, 0)))]


def analyse(text: str) -> Analysis:
    """Makes a text ready for searching."""
    folded = fold_with_origin(text)
    bounds, origin = sentences(text), folded.origin
    starts = [start for start, _ in bounds]
    tokens: list[Token] = []
    places: dict[str, list[int]] = defaultdict(list)
    runs: dict[int, tuple[int, int]] = {}
    for number, word in enumerate(_WORD.finditer(folded.text)):
        first, after = word.span()
        start = origin[first]
        sentence = bisect_right(starts, start) - 1
        form = word[0]
        known_by = keys(form)
        for key in known_by:
            places[key].append(number)
        if "^" not in known_by and _looks_like_name(text, start, starts[sentence]):
            places["^"].append(number)
        runs[sentence] = (runs[sentence][0] if sentence in runs else number, number + 1)
        tokens.append(Token(form, start, origin[after - 1] + 1, sentence))
    return Analysis(text, folded, bounds, tuple(tokens), dict(places), runs)


def _looks_like_name(text: str, start: int, sentence_start: int) -> bool:
    return (text[start].isupper() and start > sentence_start) or text[start - 1 : start] in ("«", '"')
