"""One call as detectors see it: sentences of each side in their place, with how likely each proves what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qcdesk.domain.call import Direction, Role
from qcdesk.domain.evidence import Names, Quote
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.analysis import Analysis, analyse
from qcdesk.evidence.learning.model import Model
from qcdesk.evidence.learning.said import Said
from qcdesk.evidence.matcher import Hit
from qcdesk.evidence.names import NameBook
from qcdesk.evidence.phrases import NameSpan
from qcdesk.evidence.quoting import quote
from qcdesk.evidence.vocabulary import NAMES, Listed, vocabulary

_NAMES = ("{company}", "{client}", "{manager}", "{product}")


def shipped_vocabularies() -> dict[str, tuple[Listed, ...]]:
    """The lists of phrases that ship with the program."""
    return {name: vocabulary(name) for name in NAMES}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a call besides its words; None where it is not."""

    names: Names = field(default_factory=Names)
    vocabularies: Mapping[str, tuple[Listed, ...]] = field(default_factory=shipped_vocabularies)
    direction: Direction | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a call.

    Attributes:
        turn: place of its turn in `Talk.turns`.
        row: its place in `Talk.sentences`, and row in `Scene.odds`.
    """

    turn: int
    row: int
    said: Said

    @property
    def text(self) -> str:
        """Its words as they stand in the turn."""
        start, end = self.said.span
        return self.said.analysis.text[start:end]


class Talk:
    """One call's turns, cut into sentences.

    Args:
        turns: of the whole call, in order.
    """

    def __init__(self, turns: Sequence[Turn], facts: Facts) -> None:
        self.turns = tuple(turns)
        self.facts = facts
        self._analyses = [analyse(turn.text) for turn in self.turns]
        self._book = NameBook(facts.names)
        self.sentences = tuple(self._sentences())
        self._by_side: dict[Speaker, list[Sentence]] = {}
        for sentence in self.sentences:
            self._by_side.setdefault(sentence.said.speaker, []).append(sentence)

    def by(self, speaker: Speaker) -> list[Sentence]:
        """The sentences of one side."""
        return self._by_side.get(speaker, [])

    def names(self, kind: str, analysis: Analysis) -> tuple[NameSpan, ...]:
        """Where a name of that kind is said in a text."""
        return self._book.find(kind, analysis)

    def has_numbers(self, place: int) -> bool:
        """Whether any number is said in the turn at that place."""
        return "#" in self._analyses[place].places

    def speaks(self, speaker: Speaker) -> bool:
        """Whether that side says anything."""
        return any(turn.speaker is speaker and turn.text.strip() for turn in self.turns)

    def quote(self, place: int, start: int, end: int) -> Quote:
        """The quote of a half-open span of a turn's text."""
        turn = self.turns[place]
        return quote(turn, Hit("", turn.index, start, end))

    def _sentences(self) -> Iterator[Sentence]:
        row = 0
        orders = self._orders()
        last = {turn.speaker: order for turn, order in zip(self.turns, orders, strict=True)}
        for place, turn in enumerate(self.turns):
            analysis, before = self._analyses[place], self._before(place)
            names = self._names(analysis)
            for number in analysis.runs:
                left = last[turn.speaker] - orders[place]
                said = Said(
                    turn.speaker,
                    analysis,
                    number,
                    before,
                    orders[place],
                    left,
                    names.get(number, frozenset()),
                )
                yield Sentence(place, row, said)
                row += 1

    def _orders(self) -> list[int]:
        """For each turn, which utterance of its speaker it belongs to, from 1: turns without the other
        side between them are one."""
        counts: Counter[Speaker] = Counter()
        orders, previous = [], None
        for turn in self.turns:
            counts[turn.speaker] += turn.speaker is not previous
            orders.append(counts[turn.speaker])
            previous = turn.speaker
        return orders

    def _before(self, place: int) -> tuple[str, ...]:
        speaker = self.turns[place].speaker
        for earlier in range(place - 1, -1, -1):
            if self.turns[earlier].speaker is not speaker:
                return tuple(token.form for token in self._analyses[earlier].tokens)
        return ()

    def _names(self, analysis: Analysis) -> dict[int, frozenset[str]]:
        """Kinds of names said in each sentence that holds one."""
        found: dict[int, set[str]] = {}
        for kind in _NAMES:
            for span in self._book.find(kind, analysis):
                for number in {analysis.tokens[n].sentence for n in range(span.first, span.last + 1)}:
                    found.setdefault(number, set()).add(kind)
        return {number: frozenset(kinds) for number, kinds in found.items()}


class Scene(Talk):
    """A talk with the model's opinion of each sentence."""

    def __init__(self, turns: Sequence[Turn], facts: Facts, model: Model) -> None:
        super().__init__(turns, facts)
        self.model = model

    @cached_property
    def odds(self) -> NDArray[np.float32]:
        """Log-odds that each sentence proves each key of the model, shape (sentences, keys)."""
        return self.model.log_odds([sentence.said for sentence in self.sentences])

    def odds_of(self, sentence: Sentence, key: str) -> float:
        """Log-odds that a sentence proves a key."""
        return self._columns[key][sentence.row]

    def odds_by(self, key: str) -> list[float]:
        """Log-odds that each sentence proves a key."""
        return self._columns[key]

    @cached_property
    def _columns(self) -> dict[str, list[float]]:
        """Plain numbers by key: they are asked for one by one."""
        return dict(zip(self.model.keys, self.odds.T.tolist(), strict=True))
