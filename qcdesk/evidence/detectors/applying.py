"""What a call asks for: whether something that was not said is missing (`no`) or not called for (`na`)."""

from __future__ import annotations

from functools import cached_property

from qcdesk.domain.call import Direction, Role
from qcdesk.domain.detectors import detected
from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.evidence.detectors.scene import Scene, Sentence
from qcdesk.evidence.hearing import enough, hearing

VIOLATIONS = frozenset(("forbidden_phrase", "rude", "promised_impossible", "personal_data_spoken"))
_OPENING = frozenset(
    ("greeting", "introduced_name", "named_company", "recording_notice", "permission_to_talk", "stated_goal",
     "used_client_name")
)  # fmt: skip
_CALLING = frozenset(("permission_to_talk", "stated_goal"))
_OFFERING = frozenset(("presented_features", "presented_benefits", "presented_emotion", "asked_for_sale"))
_EARLY_UTTERANCES = 4
_OPENING_UTTERANCES = 6
_GRIEVANCE_WORDS = """жалоба пожаловаться претензия брак бракованный сломаться сломать поломка возврат вернуть
    возмутиться безобразие кошмар обмануть опоздать испортить испорченный треснуть протекать течь недоставить
    перепутать некачественный неисправный"""
_KNOWN_WORDS = """заявка заявочка оставлять оставить обращаться обратиться договариваться договориться
    созваниваться заказ договор смета продлить продление"""
_GRIEVANCES = frozenset(_GRIEVANCE_WORDS.split())
_KNOWN = frozenset(_KNOWN_WORDS.split())


class Demands:
    """What one call asks for."""

    def __init__(self, scene: Scene, transcript: Transcript, *, answered: bool) -> None:
        self._scene = scene
        self._transcript = transcript
        self._answered = answered
        self._heard: dict[Speaker | None, bool] = {}

    def heard(self, key: str) -> bool:
        """Whether so much of the side that is asked about was recognised that silence means something."""
        known = detected(key)
        side = known.sides[0] if known else None
        if side not in self._heard:
            self._heard[side] = enough(hearing(self._transcript, side))
        return self._heard[side]

    def asks(self, key: str, *, objection: bool) -> bool:
        """Whether the key is called for.

        Args:
            objection: an objection was raised.
        """
        scene = self._scene
        if key in VIOLATIONS:
            return scene.speaks(Speaker.SALES_MANAGER)
        if not self._answered or (self._ended_early and key not in _OPENING):
            return False
        if key == "objection_handled":
            return objection
        if key == "handover_to_manager":
            return scene.facts.role is Role.CALLER
        if key in _CALLING:
            return scene.facts.direction is not Direction.IN
        if key in _OFFERING:
            return not self._complaint
        if key in ("price_named", "upsell_offered"):
            return not self._complaint and not self._cold
        return True

    @cached_property
    def _ended_early(self) -> bool:
        last = max((s.said.order for s in self._scene.by(Speaker.SALES_MANAGER)), default=0)
        return last < _EARLY_UTTERANCES

    @cached_property
    def _complaint(self) -> bool:
        """An incoming call that begins with a grievance."""
        if self._scene.facts.direction is Direction.OUT:
            return False
        return _said(self._opening(Speaker.CLIENT), _GRIEVANCES)

    @cached_property
    def _cold(self) -> bool:
        """An outgoing call to somebody who asked for nothing."""
        if self._scene.facts.direction is Direction.IN or self._scene.facts.role is Role.ACCOUNT:
            return False
        return not _said(self._opening(Speaker.SALES_MANAGER), _KNOWN)

    def _opening(self, speaker: Speaker) -> list[Sentence]:
        return [s for s in self._scene.by(speaker) if s.said.order <= _OPENING_UTTERANCES]


def _said(sentences: list[Sentence], words: frozenset[str]) -> bool:
    return any(not words.isdisjoint(sentence.said.analysis.places) for sentence in sentences)
