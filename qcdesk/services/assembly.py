"""Makes a transcript of what was heard: who speaks in which channel, and the metrics that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qcdesk.domain.call import Direction, Side
from qcdesk.domain.transcript import Removed, Sound, SoundKind, Speaker, Transcript, Turn, Word
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.announcing import VOICEMAIL, announced, as_system, is_voicemail
from qcdesk.services.sides import manager_side
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
        sounds=tuple(Sound(SoundKind(kind), *where) for kind, *where in heard["sounds"]),
    )
    found = None if bare.speakers_estimated else side
    if found is None and len(voice) == 2:
        found = manager_side(turns, matcher, direction)
    return with_side(bare, found, matcher)


def with_side(transcript: Transcript, side: Side | None, matcher: Matcher) -> Transcript:
    """The same transcript with the sales manager in the given channel: speakers and metrics anew."""
    two_sided = len(transcript.speech) == 2
    found = announced([_unsystem(t) for t in transcript.turns], matcher, transcript.sounds)
    notes = tuple(n for n in transcript.notes if n not in (UNKNOWN_SIDE, VOICEMAIL))
    if is_voicemail(found, matcher, transcript.sounds):
        notes = (*notes, VOICEMAIL)
    marked = as_system(found.turns, found.system)
    if not two_sided or side is None:
        voice = sorted(span for channel in transcript.speech for span in channel)
        metrics = signal.without_sides(voice) | dict.fromkeys(signal.FROM_TEXT)
        return replace(
            transcript,
            turns=marked,
            metrics=metrics,
            manager_side=None,
            notes=(*notes, UNKNOWN_SIDE) if two_sided else notes,
        )
    manager = 0 if side is Side.LEFT else 1
    of_channel = [Speaker.CLIENT, Speaker.CLIENT]
    of_channel[manager] = Speaker.SALES_MANAGER
    turns = with_speakers(marked, of_channel)
    metrics = _metrics(turns, transcript.speech, manager, matcher)
    if transcript.speakers_estimated:
        metrics |= dict.fromkeys(signal.FROM_OVERLAP)
    return replace(transcript, turns=turns, metrics=metrics, manager_side=str(side), notes=notes)


def _turn(plain: dict[str, Any]) -> Turn:
    words = tuple(Word(**w) for w in plain["words"])
    return Turn(**{**plain, "speaker": Speaker(plain["speaker"]), "words": words})


def _unsystem(turn: Turn) -> Turn:
    return replace(turn, speaker=Speaker.UNKNOWN)


def _metrics(
    turns: Sequence[Turn], speech: Sequence[Sequence[signal.Span]], side: int, matcher: Matcher
) -> dict[str, float | None]:
    manager, client = (_of_people(speech[channel], turns, channel) for channel in (side, 1 - side))
    out = signal.metrics(manager, client, turns)
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


def _of_people(voice: Sequence[signal.Span], turns: Sequence[Turn], channel: int) -> list[signal.Span]:
    """The stretches of voice that no announcement of that channel lies over."""
    system = [(t.start, t.end) for t in turns if t.speaker is Speaker.SYSTEM and t.channel == channel]
    return [span for span in voice if not any(s <= sum(span) / 2 <= e for s, e in system)]
