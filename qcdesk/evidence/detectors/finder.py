"""Detectors as patterns: a rule of a checklist names `greeting` as it names `P_GREET`."""

from __future__ import annotations

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.transcript import Turn
from qcdesk.evidence.detectors.detect import Search
from qcdesk.evidence.matcher import Detector, Hit

_KEYS = frozenset(DETECTOR_KEYS)


class Finder:
    """Finds detectors and patterns in the turns of one call.

    Args:
        search: of all the call's turns.
        patterns: what finds the patterns of the lexicon.
    """

    def __init__(self, search: Search, patterns: Detector) -> None:
        self._search = search
        self._patterns = patterns
        self._places = {turn.index: place for place, turn in enumerate(search.scene.turns)}

    def hits(self, pattern: str, turn: Turn) -> list[Hit]:
        """The places in the turn, from left to right; of a detector, those that prove it."""
        if pattern not in _KEYS:
            return self._patterns.hits(pattern, turn)
        place = self._places.get(turn.index)
        likely = self._search.likelihood(pattern)
        proofs = [proof for proof in self._search.proofs(pattern) if proof.turn == place]
        return sorted(
            (Hit(pattern, turn.index, proof.start, proof.end, likely) for proof in proofs),
            key=lambda hit: (hit.start, hit.end),
        )
