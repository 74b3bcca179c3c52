"""Folded text that remembers where each of its characters stood, so a find can be quoted verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qcdesk.domain.text import lowered, spoken

_SENTENCE_END = re.compile(r"(?:[.!?…]+[»\"')]*(?=\s|$)|\n)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        text: the same as `qcdesk.domain.text.fold` gives.
        origin: for each of its characters, the index of the character it came from.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original text for a non-empty half-open span of the folded one."""
        return self.origin[start], self.origin[end - 1] + 1


def fold_with_origin(text: str) -> Folded:
    """Folds a text like `qcdesk.domain.text.fold` and keeps the way back."""
    plain = lowered(text)
    places = range(len(text)) if len(plain) == len(text) else _places(text)
    origin: list[int] = []
    stretches: list[str] = []
    for stretch in spoken(plain):
        if stretches:
            origin.append(places[stretch.start()] - 1)
        origin += places[slice(*stretch.span())]
        stretches.append(stretch.group())
    return Folded(" ".join(stretches), tuple(origin))


def _places(text: str) -> list[int]:
    """For each character of the lowered text, the index of the one it came from (one may become two)."""
    return [place for place, char in enumerate(text) for _low in lowered(char)]


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of the sentences of a text, without the spaces around; the end mark belongs to one."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for mark in [*(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]:
        part = text[start:mark]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            bounds.append((left, start + len(part.rstrip())))
        start = mark
    return tuple(bounds)
