"""Decides whether a call is counted without being scored, where nobody has decided it yet."""

from __future__ import annotations

from collections.abc import Callable

from qcdesk.domain.call import Call, Direction, Exclusion, SetBy
from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.services.announcing import VOICEMAIL
from qcdesk.services.author import PROGRAM
from qcdesk.storage import Transaction

LeastTalk = Callable[[Call], float]
"""Seconds of speech below which the checklist of a call does not score it."""

SHORTEST_TALK_S = 15.0
"""Less voice than this is a call that did not take place; checklists set their own, higher bounds."""

EXCLUDED = "call.excluded"


def no_bound(_call: Call) -> float:
    """No checklist sets a bound."""
    return 0.0


def settle_exclusion(tx: Transaction, call_id: int, least_talk: LeastTalk) -> Call:
    """Excludes a call, or takes it back in, as its facts and its transcript say; with a row in the journal.

    What a person decided stays, and so does a call with a finished regular review: a new recognition that
    hears a little less speech must not take a score out of the averages.
    """
    call = tx.calls.by_id(call_id)
    if call.exclusion_by is SetBy.HUMAN or _is_judged(tx, call_id):
        return call
    reason = reason_of(call, tx.transcripts.current(call_id), least_talk)
    if reason is call.exclusion:
        return call
    tx.audit.append(PROGRAM, EXCLUDED, {"call": call_id, "reason": str(reason or "none")})
    return tx.calls.set_exclusion(call_id, reason, SetBy.AUTO)


def reason_of(call: Call, transcript: Transcript | None, least_talk: LeastTalk) -> Exclusion | None:
    """Why a call cannot be scored, where its facts and its transcript show it."""
    if call.facts.direction is Direction.INTERNAL:
        return Exclusion.INTERNAL
    if transcript is None:
        return None
    if not transcript.turns:
        return Exclusion.NO_SPEECH
    if VOICEMAIL in transcript.notes and all(t.speaker is not Speaker.CLIENT for t in transcript.turns):
        return Exclusion.VOICEMAIL
    if transcript.speech_s < max(SHORTEST_TALK_S, least_talk(call)):
        return Exclusion.TOO_SHORT
    speakers = {t.speaker for t in transcript.turns}
    if transcript.manager_side and Speaker.CLIENT not in speakers:
        return Exclusion.ONE_SIDED
    return None


def _is_judged(tx: Transaction, call_id: int) -> bool:
    standing = tx.reviews.in_force(call_id)
    return standing is not None and not tx.reviews.is_draft(standing.id)
