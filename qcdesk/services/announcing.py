"""Tells announcements of the telephone system from people, by their words and by when they are said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qcdesk.domain.transcript import Sound, SoundKind, Speaker, Turn, Word
from qcdesk.evidence.matcher import Matcher

VOICEMAIL = "voicemail"
"""Note: an answering machine took the call."""

_ONLY_MACHINES = ("P_IVR", "P_VOICEMAIL")
_WAIT, _WELCOME, _NOTICE = "P_IVR_WAIT", "P_IVR_WELCOME", "P_REC_NOTICE"
_ANNOUNCED = (*_ONLY_MACHINES, _WAIT, _WELCOME, _NOTICE)
_NEUTRAL = ("P_GREET", "NAME_COMPANY", "P_THANKS")
"""Said in announcements and by people alike: such words count neither for nor against."""
_LEAST_SHARE = 0.5
"""Of the words that are not neutral: an announcement says little else."""
_HOLD_S = 5.0
"""After so much silence in a conversation the line may have been put on hold or passed on."""
_JOINED_S = 2.5
"""An announcement's sentences follow each other within this time."""
_CUT_S = 0.15
"""The shortest pause between an announcement and a person."""
_CUTS_TRIED = 6
_BEEP_OVERLAP_S = 0.5
"""The end of the last word is not known better."""
_EXCHANGE = 2
"""People talk when both sides have spoken; in one channel, when two turns were said."""
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Announced:
    """The turns of a call, cut where a machine's words and a person's were one turn.

    Attributes:
        system: indexes of the turns in which a machine speaks.
    """

    turns: tuple[Turn, ...]
    system: frozenset[int]

    def people(self) -> list[Turn]:
        """The turns of people."""
        return [t for t in self.turns if t.index not in self.system]


def announced(turns: Sequence[Turn], matcher: Matcher, sounds: Sequence[Sound] = ()) -> Announced:
    """Finds the announcements of a call, whichever channels it has.

    An announcement is said before people have begun to talk, or after a silence in which the line may have
    been passed on, and says little else. In the middle of a talk the same words are a person's.

    Args:
        turns: of all channels in order of time.
        matcher: patterns with the names of this call.
        sounds: of the line; a beep right after words of an announcement tells an answering machine, even
            where most of its words were misheard.
    """
    two_sided = len({t.channel for t in turns}) > 1
    judged: list[tuple[Turn, bool]] = []
    people: list[Turn] = []
    quiet_from = 0.0
    system = False
    for place, turn in enumerate(turns):
        opening = len({t.channel for t in people} if two_sided else people) < _EXCHANGE
        passed_on = system or turn.start - quiet_from >= _HOLD_S
        pieces = _pieces(turn, matcher) if opening or passed_on else [turn]
        for number, piece in enumerate(pieces):
            later = [*pieces[number + 1 :], *turns[place + 1 :]]
            system = _is_announcement(piece, matcher) and (
                ((opening or passed_on) and _proves(piece, matcher, opening=opening))
                or (not people and _a_person_follows(later, piece, matcher))
            )
            system = system or (opening and _beeps_after(piece, matcher, sounds))
            judged.append((piece, system))
            if not system:
                people.append(piece)
        quiet_from = max(quiet_from, turn.end)
    if len(judged) > len(turns):
        judged.sort(key=lambda each: (each[0].start, each[0].end))
        judged = [(replace(t, index=i), system) for i, (t, system) in enumerate(judged)]
    cut = tuple(t for t, _system in judged)
    found = {t.index for t, system in judged if system}
    return Announced(cut, frozenset(found | _between(cut, found, matcher) if two_sided else found))


def is_voicemail(found: Announced, matcher: Matcher, sounds: Sequence[Sound] = ()) -> bool:
    """Whether one of the announcements is an answering machine's."""
    machine = [t for t in found.turns if t.index in found.system]
    return any(matcher.hits("P_VOICEMAIL", t) or _beeps_after(t, matcher, sounds) for t in machine)


def _beeps_after(turn: Turn, matcher: Matcher, sounds: Sequence[Sound]) -> bool:
    beeps = (s.start for s in sounds if s.kind is SoundKind.BEEP and s.channel == turn.channel)
    near = any(-_BEEP_OVERLAP_S <= start - turn.end <= _JOINED_S for start in beeps)
    return near and any(matcher.hits(name, turn) for name in (*_ONLY_MACHINES, _WAIT))


def _is_announcement(turn: Turn, matcher: Matcher) -> bool:
    """Whether the words could be an announcement's: they say little else, and nothing in the first person."""
    hits = [(h.start, h.end) for name in _ANNOUNCED for h in matcher.hits(name, turn)]
    if not hits:
        return False
    if matcher.hits("P_IN_PERSON", turn) and not matcher.hits("P_VOICEMAIL", turn):
        return False
    neutral = [(h.start, h.end) for name in _NEUTRAL for h in matcher.hits(name, turn)]
    words = [w.span() for w in _WORD.finditer(turn.text)]
    covered = [w for w in words if _inside(w, hits)]
    counted = [w for w in words if w in covered or not _inside(w, neutral)]
    return len(covered) >= _LEAST_SHARE * len(counted)


def _inside(word: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in spans)


def _proves(turn: Turn, matcher: Matcher, *, opening: bool) -> bool:
    """Whether the words are a machine's wherever an announcement may stand."""
    if any(matcher.hits(name, turn) for name in _ONLY_MACHINES):
        return True
    said = bool(matcher.hits(_WELCOME, turn) or matcher.hits(_NOTICE, turn))
    return opening and said and bool(matcher.hits(_WAIT, turn))


def _a_person_follows(later: Sequence[Turn], turn: Turn, matcher: Matcher) -> bool:
    """Whether somebody greets after a greeting in the same channel, or the next words are an announcement's.

    Nobody greets twice: the first greeting was a machine's.
    """
    if not later:
        return False
    follower = later[0]
    if _is_announcement(follower, matcher) and follower.start - turn.end <= _JOINED_S:
        return follower.channel == turn.channel and (
            _proves(follower, matcher, opening=True) or _a_person_follows(later[1:], follower, matcher)
        )
    greets = bool(matcher.hits("P_GREET", follower)) or _answers(follower, matcher)
    if follower.channel == turn.channel:
        return greets
    of_the_house = matcher.hits(_NOTICE, turn) or matcher.hits("NAME_COMPANY", turn)
    return greets and bool(of_the_house) and bool(matcher.hits("NAME_COMPANY", follower))


def _answers(turn: Turn, matcher: Matcher) -> bool:
    first = matcher.hits("P_IN_PERSON", turn)
    return bool(first) and first[0].start == 0


def _between(turns: Sequence[Turn], system: set[int], matcher: Matcher) -> set[int]:
    """Turns between two announcements of their channel, and a bare greeting right before one."""
    more: set[int] = set()
    for place, turn in enumerate(turns):
        if turn.index in system or matcher.hits("P_IN_PERSON", turn):
            continue
        before = turns[place - 1] if place else None
        after = turns[place + 1] if place + 1 < len(turns) else None
        joined_before = before is not None and before.index in system | more and _joined(before, turn)
        joined_after = after is not None and after.index in system and _joined(turn, after)
        if joined_after and (joined_before or (place == 0 and _only_neutral(turn, matcher))):
            more.add(turn.index)
    return more


def _joined(first: Turn, second: Turn) -> bool:
    return first.channel == second.channel and second.start - first.end <= _JOINED_S


def _only_neutral(turn: Turn, matcher: Matcher) -> bool:
    spans = [(h.start, h.end) for name in _NEUTRAL for h in matcher.hits(name, turn)]
    return all(_inside(w.span(), spans) for w in _WORD.finditer(turn.text))


def _pieces(turn: Turn, matcher: Matcher) -> list[Turn]:
    """The turn, cut at its longest pause that parts an announcement from a person's words."""
    if len(turn.words) < 2 or not any(matcher.hits(name, turn) for name in _ANNOUNCED):
        return [turn]
    whole = _is_announcement(turn, matcher)
    pauses = [
        (b.start - a.end, i + 1) for i, (a, b) in enumerate(zip(turn.words, turn.words[1:], strict=False))
    ]
    for pause, place in sorted(pauses, reverse=True)[:_CUTS_TRIED]:
        if pause < _CUT_S:
            break
        first, second = _part(turn, turn.words[:place]), _part(turn, turn.words[place:])
        if _parts(first, second, matcher, whole=whole):
            return [*_pieces(first, matcher), *_pieces(second, matcher)]
    return [turn]


def _parts(first: Turn, second: Turn, matcher: Matcher, *, whole: bool) -> bool:
    """Whether one of two parts is a machine's and the other a person's."""
    machine = [
        _is_announcement(part, matcher) and _proves(part, matcher, opening=True) for part in (first, second)
    ]
    if machine[0] == machine[1]:
        return False
    human = second if machine[0] else first
    if any(matcher.hits(name, human) for name in _ANNOUNCED):
        return False
    if _answers(human, matcher):
        return True
    greets = bool(matcher.hits("P_GREET", human))
    if machine[0]:
        # A machine does not greet after it has spoken.
        return greets or not whole
    return not whole and not _only_neutral(human, matcher)


def _part(turn: Turn, words: Sequence[Word]) -> Turn:
    text = " ".join(w.text for w in words)
    return replace(turn, start=words[0].start, end=words[-1].end, text=text, words=tuple(words))


def as_system(turns: Sequence[Turn], system: frozenset[int]) -> tuple[Turn, ...]:
    """The turns with those of machines marked."""
    return tuple(replace(t, speaker=Speaker.SYSTEM) if t.index in system else t for t in turns)
