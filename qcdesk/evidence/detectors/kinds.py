"""Every key with what finds its candidates."""

from __future__ import annotations

from qcdesk.domain.transcript import Speaker
from qcdesk.evidence.detectors.proofs import (
    Finder,
    farewell,
    handled,
    interruptions,
    listed,
    personal,
    said_by,
)
from qcdesk.evidence.learning.said import Said

_M, _C, _S = Speaker.SALES_MANAGER, Speaker.CLIENT, Speaker.SYSTEM


def _by_manager(*keys: str) -> dict[str, Finder]:
    return {key: said_by(key, _M) for key in keys}


FINDERS: dict[str, Finder] = {
    "greeting": said_by("greeting", _M, first=3),
    "introduced_name": said_by("introduced_name", _M, first=4),
    "named_company": said_by("named_company", _M, first=4),
    "recording_notice": said_by("recording_notice", _M, _S),
    "stated_goal": said_by("stated_goal", _M, first=5),
    "objection_raised": said_by("objection_raised", _C),
    "thanked_and_farewell": farewell,
    "objection_handled": handled,
    "personal_data_spoken": personal,
    "interrupted_client": interruptions,
    "forbidden_phrase": listed("forbidden_phrase", "forbidden_phrases", only=True),
    "rude": listed("rude", "rude", only=False),
    **_by_manager(
        "permission_to_talk", "used_client_name", "open_questions", "needs_summary", "presented_features",
        "presented_benefits", "presented_emotion", "price_named", "asked_for_sale", "next_step_agreed",
        "contact_confirmed", "upsell_offered", "handover_to_manager", "promised_impossible",
    ),
}  # fmt: skip


def may_prove(said: Said, key: str) -> bool:
    """Whether a sentence of that side may prove a key: only such sentences teach the model."""
    if key == "objection_raised":
        return said.speaker is _C
    if key == "recording_notice":
        return said.speaker is not _C
    return key == "personal_data_spoken" or said.speaker is _M
