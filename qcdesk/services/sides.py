"""Finds out which channel is the sales manager's, by what is said in it."""

from __future__ import annotations

from collections.abc import Sequence

from qcdesk.domain.call import Side
from qcdesk.domain.transcript import Turn
from qcdesk.evidence.matcher import Matcher

_FOR = {
    "NAME_COMPANY": 3.0,
    "P_SELF_NAME": 2.0,
    "NAME_MANAGER": 2.0,
    "P_COMPANY": 1.5,
    "P_GOAL": 1.5,
    "P_REC_NOTICE": 1.0,
    "P_BENEFIT": 1.0,
    "P_TIME_OK": 1.0,
    "P_CLARIFY": 1.0,
    "P_FOLLOWUP": 1.0,
    "P_CLOSE": 1.0,
    "P_OPEN_Q": 0.5,
    "P_CONTACT_CONFIRM": 0.5,
    "P_GREET": 0.25,
}
_AGAINST = {"P_OBJ_CLIENT": 1.5, "P_CHURN_CLIENT": 1.5, "P_CLIENT_YES": 0.25}
_OPENING = 6
"""Turns in which a sales manager says who he is; a name said later may be the client's answer."""
_IDENTITY = ("NAME_COMPANY", "P_SELF_NAME", "NAME_MANAGER", "P_COMPANY")
_LEAST_LEAD = 0.5


def manager_side(turns: Sequence[Turn], matcher: Matcher) -> Side | None:
    """The channel that speaks as a sales manager; None when both or neither do.

    Each kind of phrase counts once a channel, so a talkative side gains nothing by talking.
    """
    left, right = (_score([t for t in turns if t.channel == c], matcher) for c in (0, 1))
    if abs(left - right) < _LEAST_LEAD:
        return None
    return Side.LEFT if left > right else Side.RIGHT


def _score(turns: Sequence[Turn], matcher: Matcher) -> float:
    opening = turns[:_OPENING]

    def said(pattern: str) -> bool:
        where = opening if pattern in _IDENTITY else turns
        return any(matcher.hits(pattern, turn) for turn in where)

    return sum(w for p, w in _FOR.items() if said(p)) - sum(w for p, w in _AGAINST.items() if said(p))
