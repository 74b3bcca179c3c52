"""What a call says for a hand-over card, and signs that a client leaves; a person confirms both."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.domain.evidence import Quote
from qcdesk.domain.handover import FIELDS, Card, Proposed
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.evidence.detectors.detect import Finding
from qcdesk.evidence.matcher import Detector

_ASKED = {"what": "P_NEED", "volume": "P_VOLUME", "term": "P_TIMELINE", "decides": "P_LPR"}
"""What the client answers to the sales manager's question is the field."""

_FOUND = {"objections": "objection_raised", "call_at": "next_step_agreed"}
"""What a detector finds is the field."""

_WITHIN_TURNS = 2
_FEWEST_WORDS = 2
_MOST = {"objections": 3, "call_at": 2}
LEAVING = "P_CHURN_CLIENT"
_PROMISED = ("P_FOLLOWUP", "P_HANDOVER")


def proposed_card(transcript: Transcript, found: Mapping[str, Finding], patterns: Detector) -> Proposed:
    """The card that the call itself gives; fields of which nothing was said stay empty."""
    quotes: dict[str, tuple[Quote, ...]] = {}
    for field, pattern in _ASKED.items():
        quotes[field] = _answers(transcript.turns, pattern, patterns)
    for field, key in _FOUND.items():
        finding = found.get(key)
        if finding is not None and finding.answer == "yes":
            quotes[field] = finding.quotes[: _MOST[field]]
    card = Card().with_fields(
        {field: "; ".join(q.text for q in quotes.get(field, ())) for field in FIELDS},
    )
    return Proposed(card, {field: said for field, said in quotes.items() if said})


def signs_of_leaving(transcript: Transcript, patterns: Detector) -> tuple[Quote, ...]:
    """The client's turns in which he complains or speaks of leaving."""
    said = (turn for turn in transcript.turns if turn.speaker is Speaker.CLIENT)
    return tuple(_whole(turn) for turn in said if patterns.hits(LEAVING, turn))


def promises(transcript: Transcript, patterns: Detector) -> tuple[Quote, ...]:
    """The sales manager's turns in which he promises to send something or that somebody will call."""
    said = (turn for turn in transcript.turns if turn.speaker is Speaker.SALES_MANAGER)
    return tuple(_whole(turn) for turn in said if any(patterns.hits(name, turn) for name in _PROMISED))


def _answers(turns: tuple[Turn, ...], pattern: str, patterns: Detector) -> tuple[Quote, ...]:
    """The client's first full reply to such a question of the sales manager."""
    for place, turn in enumerate(turns):
        if turn.speaker is not Speaker.SALES_MANAGER or not patterns.hits(pattern, turn):
            continue
        for reply in turns[place + 1 : place + 1 + _WITHIN_TURNS]:
            if reply.speaker is Speaker.CLIENT and len(reply.text.split()) >= _FEWEST_WORDS:
                return (_whole(reply),)
    return ()


def _whole(turn: Turn) -> Quote:
    return Quote(turn.index, turn.start, turn.end, turn.text)
