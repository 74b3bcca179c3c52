"""A sentence as the model reads it: its words, what was said before it, where in the talk it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from qcdesk.domain.transcript import Speaker
from qcdesk.evidence.analysis import Analysis, analyse

WHOLE = -1
"""Number of the sentence where the whole turn is meant."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a whole turn, of one side.

    Attributes:
        analysis: of the whole turn; `number` of the sentence in it, or `WHOLE`.
        before: words the other side said just before, folded; empty where nobody did.
        order: which utterance of its speaker it is, from 1; 0 where the place in the talk is not known.
        left: how many utterances of its speaker follow; -1 where not known.
        names: kinds of names of this call that are said in it (`{company}`, `{client}` …).
    """

    speaker: Speaker
    analysis: Analysis
    number: int = WHOLE
    before: tuple[str, ...] = ()
    order: int = 0
    left: int = -1
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def span(self) -> tuple[int, int]:
        """Half-open span in the turn's text."""
        if self.number == WHOLE:
            return (self.analysis.sentences[0][0], self.analysis.sentences[-1][1])
        return self.analysis.sentences[self.number]

    @property
    def asks(self) -> bool:
        """Whether it ends with a question mark."""
        start, end = self.span
        return "?" in self.analysis.text[max(start, end - 3) : end]


def words_before(text: str) -> tuple[str, ...]:
    """The folded words of what was said before."""
    return tuple(token.form for token in analyse(text).tokens)
