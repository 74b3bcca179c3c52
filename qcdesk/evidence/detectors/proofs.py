"""Candidates for each key: sentences the model knows, corrected by what must stand around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qcdesk.domain import masking
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.analysis import Analysis
from qcdesk.evidence.detectors.scene import Scene, Sentence
from qcdesk.evidence.vocabulary import Listed

_TAIL = 3
_OVERLAP_S = 0.5
_THANKS = frozenset(
    ("спасибо", "благодарить", "благодарный", "признательный", "мерси", "благодарность", "спс")
)
_NEVER = -9.0
_SURE = 4.0
_VETO = -3.0
"""Doubtful words of a list count unless the model is so sure that the sentence says something else."""
_NUMBERS = 4


class Proof(NamedTuple):
    """Words that may prove a key: a half-open span of the text of the turn at that place, and log-odds."""

    turn: int
    start: int
    end: int
    odds: float


Finder = Callable[[Scene], list[Proof]]


def said_by(key: str, *speakers: Speaker, first: int | None = None) -> Finder:
    """Every sentence of those sides, with the model's log-odds.

    Args:
        first: only in that many first utterances of its side.
    """

    def find(scene: Scene) -> list[Proof]:
        odds = scene.odds_by(key)
        return [
            Proof(sentence.turn, *sentence.said.span, odds[sentence.row])
            for speaker in speakers
            for sentence in scene.by(speaker)
            if first is None or sentence.said.order <= first
        ]

    return find


def _proof(scene: Scene, sentence: Sentence, key: str, shift: float = 0.0) -> Proof:
    return Proof(sentence.turn, *sentence.said.span, scene.odds_of(sentence, key) + shift)


def farewell(scene: Scene) -> list[Proof]:
    """Thanks and a farewell in the last utterances of the sales manager; without thanks there are none."""
    tail = [s for s in scene.by(Speaker.SALES_MANAGER) if s.said.left < _TAIL]
    thanked = any(_holds(s, _THANKS) for s in tail)
    return [_proof(scene, s, "thanked_and_farewell", 0.0 if thanked else _NEVER) for s in tail]


def _holds(sentence: Sentence, words: frozenset[str]) -> bool:
    places, tokens = sentence.said.analysis.places, sentence.said.analysis.tokens
    return any(tokens[n].sentence == sentence.said.number for word in words for n in places.get(word, ()))


def handled(scene: Scene) -> list[Proof]:
    """Answers to objections: it takes two sentences, one that joins and one that argues or asks, so the
    best is worth the mean of the best two."""
    found = said_by("objection_handled", Speaker.SALES_MANAGER)(scene)
    ranked = sorted(found, key=lambda proof: -proof.odds)
    if not ranked:
        return []
    second = ranked[1].odds if len(ranked) > 1 else _NEVER
    return [ranked[0]._replace(odds=(ranked[0].odds + max(second, _NEVER)) / 2), *ranked[1:]]


def listed(key: str, vocabulary: str, *, only: bool) -> Finder:
    """Phrases of a list said by the sales manager, unless the model is sure that they mean something else.

    Args:
        only: what is not on the list does not count; else sentences the model knows count too.
    """

    def find(scene: Scene) -> list[Proof]:
        phrases = scene.facts.vocabularies.get(vocabulary, ())
        said: dict[int, list[_Said]] = {}
        found = []
        for sentence in scene.by(Speaker.SALES_MANAGER):
            known = _proof(scene, sentence, key)
            sure = known.odds > _VETO
            if sentence.turn not in said:
                said[sentence.turn] = list(_said_of(phrases, sentence.said.analysis, scene))
            within = [p for p in said[sentence.turn] if p.sentence == sentence.said.number]
            spans = [(p.start, p.end) for p in within if sure or not p.doubtful]
            if spans:
                found += [Proof(sentence.turn, start, end, max(known.odds, _SURE)) for start, end in spans]
            elif not only:
                found.append(known)
        return found

    return find


class _Said(NamedTuple):
    """A phrase of a list in a turn: number of its sentence, half-open span, whether it may mean no harm."""

    sentence: int
    start: int
    end: int
    doubtful: bool


def _said_of(phrases: Sequence[Listed], analysis: Analysis, scene: Scene) -> Iterator[_Said]:
    tokens = analysis.tokens
    for listed_phrase in phrases:
        for found in listed_phrase.phrase.find(analysis, scene.names):
            first = tokens[found.first]
            yield _Said(first.sentence, first.start, tokens[found.last].end, listed_phrase.doubtful)


def personal(scene: Scene) -> list[Proof]:
    """Cards, codes and passports: what is masked, and sentences with many numbers that the model knows."""
    found = []
    for place, turn in enumerate(scene.turns):
        if turn.speaker is Speaker.SYSTEM or not scene.has_numbers(place):
            continue
        found += [Proof(place, s.start, s.end, _SURE) for s in masking.spans(turn.text) if not s.contact]
    for sentence in scene.sentences:
        if sentence.said.speaker is not Speaker.SYSTEM and _numbers(sentence) >= _NUMBERS:
            found.append(_proof(scene, sentence, "personal_data_spoken"))
    return found


def _numbers(sentence: Sentence) -> int:
    analysis = sentence.said.analysis
    tokens = (analysis.tokens[n] for n in analysis.places.get("#", ()))
    return sum(max(1, sum(c.isdigit() for c in t.form)) for t in tokens if t.sentence == sentence.said.number)


def interruptions(scene: Scene) -> list[Proof]:
    """Turns of the sales manager that begin well before the client ends, who then gives way."""
    clients = [t for t in scene.turns if t.speaker is Speaker.CLIENT]
    return [
        Proof(place, 0, len(turn.text), _SURE)
        for place, turn in enumerate(scene.turns)
        if turn.speaker is Speaker.SALES_MANAGER and any(_interrupts(turn, client) for client in clients)
    ]


def _interrupts(turn: Turn, client: Turn) -> bool:
    over = min(client.end, turn.end) - turn.start
    gave_way = client.end <= turn.end + _OVERLAP_S
    return client.start < turn.start and over >= _OVERLAP_S and gave_way and _unfinished(client.text)


def _unfinished(text: str) -> bool:
    end = text.rstrip(' »"')
    return end.endswith(("…", "...", "-", "—", "–", ",")) or end[-1:].isalnum()
