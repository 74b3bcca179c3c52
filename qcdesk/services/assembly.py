"""Makes a transcript of what was heard: who speaks in which channel, and the metrics that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qcdesk.domain.call import Direction, Side
from qcdesk.domain.transcript import Removed, Speaker, Transcript, Turn, Word
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.sides import is_announcement, manager_side
from qcdesk.speech import metrics as signal
from qcdesk.speech.turns import with_speakers

UNKNOWN_SIDE = "unknown_side"


def transcript_of(
    heard: dict[str, Any],
    language: str,
    side: Side | None,
    matcher: Matcher,
    direction: Direction | None = None,
) -> Transcript:
    """The transcript of a recognised call.

    Args:
        heard: the result of `units.recognise`.
        side: the sales manager's channel where it is known; None: found by content. It tells nothing of the
            voices of a call in one channel.
        matcher: patterns with the names of this call.
        direction: of the call, where it is known.
    """
    turns = tuple(_turn(t) for t in heard["turns"])
    voice = tuple(tuple((float(s), float(e)) for s, e in channel) for channel in heard["voice"])
    bare = Transcript(
        turns=turns,
        removed=tuple(Removed(**r) for r in heard["removed"]),
        metrics={},
        engine=heard["engine"],
        model=heard["model"],
        language=language,
        audio_s=heard["audio_s"],
        speech_s=heard["speech_s"],
        seconds=heard["seconds"],
        speakers_estimated=heard.get("speakers_estimated", False),
        speech=voice,
        notes=tuple(heard["notes"]),
    )
    found = None if bare.speakers_estimated else side
    if found is None and len(voice) == 2:
        found = manager_side(turns, matcher, direction)
    return with_side(bare, found, matcher)


def with_side(transcript: Transcript, side: Side | None, matcher: Matcher) -> Transcript:
    """The same transcript with the sales manager in the given channel: speakers and metrics anew."""
    two_sided = len(transcript.speech) == 2
    notes = tuple(n for n in transcript.notes if n != UNKNOWN_SIDE)
    if not two_sided or side is None:
        turns = with_speakers([_unsystem(t) for t in transcript.turns], [Speaker.UNKNOWN] * 2)
        marked = notes if not two_sided else (*notes, UNKNOWN_SIDE)
        voice = sorted(span for channel in transcript.speech for span in channel)
        metrics = signal.without_sides(voice) | dict.fromkeys(signal.FROM_TEXT)
        return replace(transcript, turns=turns, metrics=metrics, manager_side=None, notes=marked)
    manager = 0 if side is Side.LEFT else 1
    of_channel = [Speaker.CLIENT, Speaker.CLIENT]
    of_channel[manager] = Speaker.SALES_MANAGER
    plain = with_speakers([_unsystem(t) for t in transcript.turns], of_channel)
    turns = tuple(_mark_system(t, matcher) for t in plain)
    metrics = _metrics(turns, transcript.speech[manager], transcript.speech[1 - manager], matcher)
    if transcript.speakers_estimated:
        metrics |= dict.fromkeys(signal.FROM_OVERLAP)
    return replace(transcript, turns=turns, metrics=metrics, manager_side=str(side), notes=notes)


def _turn(plain: dict[str, Any]) -> Turn:
    words = tuple(Word(**w) for w in plain["words"])
    return Turn(**{**plain, "speaker": Speaker(plain["speaker"]), "words": words})


def _unsystem(turn: Turn) -> Turn:
    return replace(turn, speaker=Speaker.UNKNOWN)


def _mark_system(turn: Turn, matcher: Matcher) -> Turn:
    """An announcement of the telephone system comes on the client's channel."""
    if turn.speaker is Speaker.CLIENT and is_announcement(turn, matcher):
        return replace(turn, speaker=Speaker.SYSTEM)
    return turn


def _metrics(
    turns: Sequence[Turn], manager: Sequence[signal.Span], client: Sequence[signal.Span], matcher: Matcher
) -> dict[str, float | None]:
    announced = [(t.start, t.end) for t in turns if t.speaker is Speaker.SYSTEM]
    human = [span for span in client if not any(s <= sum(span) / 2 <= e for s, e in announced)]
    out = signal.metrics(manager, human, turns)
    own = [t for t in turns if t.speaker is Speaker.SALES_MANAGER]
    words = sum(len(t.text.split()) for t in own)
    fillers = sum(len(matcher.hits("R_FILLERS", t)) for t in own)
    out["fillers_per_100w"] = 100 * fillers / words if words else None
    out["open_questions"] = float(sum(len(matcher.hits("P_OPEN_Q", t)) for t in own))
    objections = [
        (t.start, t.end) for t in turns if t.speaker is Speaker.CLIENT and matcher.hits("P_OBJ_CLIENT", t)
    ]
    out["interrupted_objection"] = float(signal.interruptions(manager, objections)) if objections else None
    return out
