"""Everything that is looked for in one call: answers, how sure they are, and the words that prove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from qcdesk.domain.detectors import DETECTOR_KEYS, detected
from qcdesk.domain.evidence import Quote
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.evidence.detectors.applying import VIOLATIONS, Demands
from qcdesk.evidence.detectors.kinds import FINDERS
from qcdesk.evidence.detectors.proofs import Proof
from qcdesk.evidence.detectors.scene import Facts, Scene
from qcdesk.evidence.guard import fault
from qcdesk.evidence.learning.model import Model, load

YES_FROM = 0.45
"""Likelihood from which the answer is yes: the F1 measure is best a little under one half."""
MOST_QUOTES = 6
EXHAUSTIVE = frozenset(
    ("used_client_name", "open_questions", "interrupted_client", "forbidden_phrase", "rude",
     "personal_data_spoken")
)  # fmt: skip
"""Keys that are counted: every place is shown."""
_UNHEARD = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one key.

    Attributes:
        answer: `yes`, `no`, or `na`: not there and not called for.
        count: how many places prove it.
        confidence: likelihood of the answer, 0…1; at most 0.5 for a `no` where that side was badly heard.
        quotes: in order of time; each has passed the guard.
    """

    key: str
    answer: str
    count: int
    confidence: float
    quotes: tuple[Quote, ...] = ()


def detect(transcript: Transcript, facts: Facts, model: Model | None = None) -> dict[str, Finding]:
    """Looks for every key in a call.

    Args:
        model: the shipped one unless given.
    """
    search = Search(transcript.turns, facts, model)
    demands = Demands(search.scene, transcript, answered=search.answered)
    return {key: _finding(key, search, demands, transcript) for key in DETECTOR_KEYS}


class Search:
    """What proves each key in the turns of one call; each key is looked for once.

    Where nobody is known to be the sales manager, an unknown speaker may be he. `answered`: somebody but the
    sales manager and machines says something.
    """

    def __init__(self, turns: Sequence[Turn], facts: Facts, model: Model | None = None) -> None:
        self.scene = Scene(_with_somebody(turns), facts, model or load())
        self.answered = any(t.speaker in (Speaker.CLIENT, Speaker.UNKNOWN) and t.text.strip() for t in turns)
        self._found: dict[str, tuple[float, list[Proof]]] = {}

    def likelihood(self, key: str) -> float:
        """How likely the call holds what the key asks for, 0…1."""
        return self._look(key)[0]

    def proofs(self, key: str) -> list[Proof]:
        """The places that prove it, the best first; none where the answer is not yes."""
        likely, proofs = self._look(key)
        if likely < YES_FROM or not proofs:
            return []
        ranked = sorted(proofs, key=lambda proof: -proof.odds)
        return [proof for proof in ranked if proof.odds >= min(ranked[0].odds, 0.0)]

    def _look(self, key: str) -> tuple[float, list[Proof]]:
        if key not in self._found:
            proofs = FINDERS[key](self.scene) if self._may_be(key) else []
            likely = _likelihood(self.scene.model, key, max((proof.odds for proof in proofs), default=None))
            self._found[key] = likely, proofs
        return self._found[key]

    def _may_be(self, key: str) -> bool:
        if key in VIOLATIONS:
            return True
        if not self.answered:
            return False
        return key != "objection_handled" or self.likelihood("objection_raised") >= YES_FROM


def _with_somebody(turns: Sequence[Turn]) -> list[Turn]:
    if any(turn.speaker is Speaker.SALES_MANAGER for turn in turns):
        return list(turns)
    unknown = Speaker.UNKNOWN
    return [replace(t, speaker=Speaker.SALES_MANAGER) if t.speaker is unknown else t for t in turns]


def _finding(key: str, search: Search, demands: Demands, transcript: Transcript) -> Finding:
    objection = search.likelihood("objection_raised") >= YES_FROM
    likely, proofs = search.likelihood(key), search.proofs(key)
    if proofs:
        shown = list(_shown(key, proofs, search.scene, transcript))
        if shown:
            quotes = shown if key in EXHAUSTIVE else shown[:MOST_QUOTES]
            return Finding(
                key, "yes", len(shown), round(likely, 2), tuple(sorted(quotes, key=lambda q: q.start))
            )
    if not demands.asks(key, objection=objection):
        return Finding(key, "na", 0, round(1 - likely, 2))
    heard = demands.heard(key)
    return Finding(key, "no", 0, round(1 - likely if heard else min(_UNHEARD, 1 - likely), 2))


def _likelihood(model: Model, key: str, odds: float | None) -> float:
    if odds is None:
        return 0.0
    return model.likelihood(key, odds) if key in model.keys else 1 / (1 + exp(-odds))


def _shown(key: str, proofs: list[Proof], scene: Scene, transcript: Transcript) -> Iterator[Quote]:
    """The quotes of the places that prove the key: the best one, and those that count by themselves."""
    known = detected(key)
    sides = known.sides if known else ()
    seen: set[tuple[int, str]] = set()
    for proof in proofs:
        quote = scene.quote(proof.turn, proof.start, proof.end)
        if (quote.turn, quote.text) not in seen and fault(quote, transcript, sides) is None:
            seen.add((quote.turn, quote.text))
            yield quote
