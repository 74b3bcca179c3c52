"""Finds out which channel is the sales manager's, by what is said in it and by who speaks first."""

from __future__ import annotations

from collections.abc import Sequence

from qcdesk.domain.call import Direction, Side
from qcdesk.domain.transcript import Turn
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.announcing import announced

_FOR = {
    "NAME_COMPANY": 3.0,
    "P_SELF_NAME": 2.0,
    "NAME_CLIENT": 1.5,
    "P_GOAL": 1.5,
    "P_REC_NOTICE": 1.0,
    "P_BENEFIT": 1.0,
    "P_TIME_OK": 1.0,
    "P_ASK_NAME": 1.0,
    "P_CLARIFY": 1.0,
    "P_FOLLOWUP": 1.0,
    "P_HANDOVER": 1.0,
    "P_CLOSE": 1.0,
    "P_COMPANY": 0.5,
    "P_CONTACT_CONFIRM": 0.5,
}
_AGAINST = {"P_OBJ_CLIENT": 1.5, "P_CHURN_CLIENT": 1.5, "P_CLIENT_YES": 0.25}
_OPENING = 6
"""Turns in which a sales manager says who he is; a name said later may be the client's answer."""
_IDENTITY = frozenset({"NAME_COMPANY", "P_SELF_NAME", "P_COMPANY"})
_FIRST_TO_SPEAK = 1.0
"""Who was called speaks first: the client in an outgoing call, the sales manager in an incoming one."""
_MORE_QUESTIONS = 1.0
_MORE_WORDS = 0.5
_LEAST_LEAD = 0.5


def manager_side(turns: Sequence[Turn], matcher: Matcher, direction: Direction | None = None) -> Side | None:
    """The channel that speaks as a sales manager; None when both or neither do.

    Each kind of phrase counts once a channel, so a talkative side gains little by talking. The sales
    manager's own name does not count: the client says it as often as he.

    Args:
        turns: of both channels.
        matcher: patterns with the names of this call.
        direction: of the call, where it is known.
    """
    people = announced(turns, matcher).people()
    left, right = ([t for t in people if t.channel == c] for c in (0, 1))
    lead = _said(left, matcher) - _said(right, matcher)
    lead += _MORE_QUESTIONS * _sign(_questions(left, matcher) - _questions(right, matcher))
    lead += _MORE_WORDS * _sign(_words(left) - _words(right))
    lead += _by_first(people, direction)
    if abs(lead) < _LEAST_LEAD:
        return None
    return Side.LEFT if lead > 0 else Side.RIGHT


def _said(turns: Sequence[Turn], matcher: Matcher) -> float:
    def heard(pattern: str) -> bool:
        where = turns[:_OPENING] if pattern in _IDENTITY else turns
        return any(matcher.hits(pattern, turn) for turn in where)

    return sum(w for p, w in _FOR.items() if heard(p)) - sum(w for p, w in _AGAINST.items() if heard(p))


def _by_first(people: Sequence[Turn], direction: Direction | None) -> float:
    if not people or direction not in (Direction.IN, Direction.OUT):
        return 0.0
    called_is_left = 1.0 if people[0].channel == 0 else -1.0
    return _FIRST_TO_SPEAK * (called_is_left if direction is Direction.IN else -called_is_left)


def _questions(turns: Sequence[Turn], matcher: Matcher) -> int:
    return sum(len(matcher.hits("P_OPEN_Q", turn)) for turn in turns)


def _words(turns: Sequence[Turn]) -> int:
    return sum(len(turn.text.split()) for turn in turns)


def _sign(value: float) -> float:
    return float((value > 0) - (value < 0))
