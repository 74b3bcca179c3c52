"""Everything that is looked for in one call: answers, how sure they are, and the words that prove them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from qcdesk.domain.detectors import DETECTOR_KEYS, detected
from qcdesk.domain.evidence import Quote
from qcdesk.domain.transcript import Transcript
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
    scene = Scene(transcript.turns, facts, model or load())
    demands = Demands(scene, transcript)
    found: dict[str, Finding] = {}
    for key in DETECTOR_KEYS:
        objection = "objection_raised" in found and found["objection_raised"].answer == "yes"
        found[key] = _finding(key, scene, demands, transcript, objection=objection)
    return found


def _finding(key: str, scene: Scene, demands: Demands, transcript: Transcript, *, objection: bool) -> Finding:
    silent = not demands.conversation and key not in VIOLATIONS
    proofs = [] if silent or (key == "objection_handled" and not objection) else FINDERS[key](scene)
    likely = _likelihood(scene.model, key, max((proof.odds for proof in proofs), default=None))
    if likely >= YES_FROM:
        shown = list(_shown(key, proofs, scene, transcript))
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
    best = max(proof.odds for proof in proofs)
    known = detected(key)
    sides = known.sides if known else ()
    seen: set[tuple[int, str]] = set()
    for proof in sorted(proofs, key=lambda proof: -proof.odds):
        if proof.odds < min(best, 0.0):
            break
        quote = scene.quote(proof.turn, proof.start, proof.end)
        if (quote.turn, quote.text) not in seen and fault(quote, transcript, sides) is None:
            seen.add((quote.turn, quote.text))
            yield quote
