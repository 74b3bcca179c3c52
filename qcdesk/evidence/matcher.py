"""The seam of all evidence: find the pattern NAME in turns, get hits with spans of the original text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Turn
from qcdesk.errors import ChecklistError
from qcdesk.evidence.analysis import Analysis, analyse
from qcdesk.evidence.lexicon import Pattern, lexicon
from qcdesk.evidence.names import NameBook
from qcdesk.evidence.phrases import Phrase
from qcdesk.evidence.questions import open_questions
from qcdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a turn.

    Attributes:
        start, end: half-open span in the turn's original text.
        score: 0…1; below 1 where a name was only alike.
    """

    pattern: str
    turn: int
    start: int
    end: int
    score: float = 1.0


class Detector(Protocol):
    """What rules need: anything that finds named patterns in a turn (now a lexicon, later trained models)."""

    def hits(self, pattern: str, turn: Turn) -> list[Hit]:
        """The places where the pattern is said, from left to right, without overlaps."""
        ...


class Matcher:
    """Finds the patterns of a lexicon in the turns of one call; every text is analysed once.

    Args:
        names: names that may be said in this call.
        patterns: the lexicon; the shipped one unless given.
    """

    def __init__(self, names: Names, patterns: Mapping[str, Pattern] | None = None) -> None:
        self._patterns = lexicon() if patterns is None else patterns
        self._names = NameBook(names)
        self._analyses: dict[str, Analysis] = {}
        self._spans: dict[tuple[str, str], tuple[tuple[int, int, float], ...]] = {}

    def hits(self, pattern: str, turn: Turn) -> list[Hit]:
        """The places where the pattern is said, from left to right, without overlaps.

        Raises:
            ChecklistError: the lexicon has no pattern of that name.
        """
        key = (pattern, turn.text)
        if key not in self._spans:
            self._spans[key] = self._find(pattern, turn.text)
        return [Hit(pattern, turn.index, *span) for span in self._spans[key]]

    def _find(self, name: str, text: str) -> tuple[tuple[int, int, float], ...]:
        pattern = self._patterns.get(name)
        if pattern is None:
            raise ChecklistError(
                name, _("there is no evidence pattern of this name"), _("Correct the rule of evidence")
            )
        if text not in self._analyses:
            self._analyses[text] = analyse(text)
        analysis = self._analyses[text]
        spans = merged([*self._phrases(pattern.phrases, analysis), *_expressions(pattern, analysis)])
        return tuple(span for span in spans if not self._excused(pattern, analysis, span))

    def _phrases(self, phrases: Iterable[Phrase], analysis: Analysis) -> Iterator[tuple[int, int, float]]:
        tokens = analysis.tokens
        for phrase in phrases:
            for found in phrase.find(analysis, self._names.find):
                yield tokens[found.first].start, tokens[found.last].end, found.score

    def _excused(self, pattern: Pattern, analysis: Analysis, span: tuple[int, int, float]) -> bool:
        sentence = analysis.sentence_at(span[0])
        excuses = self._phrases(pattern.unless, analysis)
        return any(analysis.sentence_at(start) == sentence for start, *_rest in excuses)


def _expressions(pattern: Pattern, analysis: Analysis) -> Iterator[tuple[int, int, float]]:
    for expression in pattern.expressions:
        for found in expression.finditer(analysis.folded.text):
            if found.end() > found.start():
                yield (*analysis.folded.span(*found.span()), 1.0)
    if pattern.detector == "open_question":
        yield from ((start, end, 1.0) for start, end in open_questions(analysis))


def merged(spans: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Overlapping spans joined into one with the best score, from left to right."""
    joined: list[tuple[int, int, float]] = []
    for start, end, score in sorted(spans):
        if joined and start < joined[-1][1]:
            last = joined[-1]
            joined[-1] = (last[0], max(last[1], end), max(last[2], score))
        else:
            joined.append((start, end, score))
    return joined
