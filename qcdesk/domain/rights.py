"""Who may do what: one table of the roles of the program's users and their actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType


class UserRole(StrEnum):
    """What a user of the program is; what a person sells is `domain.call.Role`."""

    REVIEWER = "reviewer"
    OWNER = "owner"
    HEAD_OF_SALES = "rop"
    HR = "hr"
    COACH = "coach"


class Action(StrEnum):
    """What rights are given for."""

    READ = "read"
    CALLS = "calls"
    REVIEW = "review"
    DECIDE = "decide"
    ANSWER = "answer"
    CHECKLISTS = "checklists"
    SETTINGS = "settings"
    PEOPLE = "people"
    STAGES = "stages"
    CARDS = "cards"
    ROLES = "roles"
    REPORT_OWNER = "report_owner"
    REPORT_CARDS = "report_cards"
    REPORT_TEAM = "report_team"
    REPORT_PEOPLE = "report_people"


RIGHTS: Mapping[UserRole, frozenset[Action]] = MappingProxyType(
    {
        UserRole.OWNER: frozenset(Action),
        UserRole.REVIEWER: frozenset(Action) - {Action.ROLES, Action.SETTINGS},
        UserRole.HEAD_OF_SALES: frozenset(
            {Action.READ, Action.ANSWER, Action.PEOPLE, Action.CARDS, Action.REPORT_TEAM}
        ),
        UserRole.HR: frozenset({Action.READ, Action.PEOPLE, Action.STAGES, Action.REPORT_PEOPLE}),
        UserRole.COACH: frozenset(
            {Action.READ, Action.STAGES, Action.CARDS, Action.REPORT_CARDS, Action.REPORT_PEOPLE}
        ),
    }
)
"""The whole table; whatever is not in it is refused."""

NEVER: Mapping[UserRole, frozenset[Action]] = MappingProxyType(
    {
        UserRole.HEAD_OF_SALES: frozenset(
            {
                Action.REVIEW,
                Action.DECIDE,
                Action.CHECKLISTS,
                Action.SETTINGS,
                Action.STAGES,
                Action.ROLES,
                Action.REPORT_OWNER,
            }
        )
    }
)
"""What a role forbids whatever else its holder is: control is independent of those who sell."""

Users = Mapping[str, Sequence[UserRole]]
"""Names in `folded` form and the roles of each."""


def folded(name: str) -> str:
    """A name as names are compared: without regard to case, spaces or ё."""
    return " ".join(name.casefold().replace("ё", "е").split())


def may(action: Action, name: str, account: str, users: Users) -> bool:
    """Whether somebody may do something.

    Who is listed has the rights of his roles. An action that nobody listed may do is open to everyone who is
    not listed, so that one person on one computer needs no list, and a list can begin anywhere.

    Args:
        name: who acts, as he says.
        account: the user of this computer; what his roles forbid, no other name makes possible.
        users: everyone who is listed.
    """
    own, logged_in = users.get(folded(name), ()), users.get(folded(account), ())
    if any(action in NEVER.get(role, ()) for role in (*own, *logged_in)):
        return False
    if own:
        return any(action in RIGHTS[role] for role in own)
    return not any(action in RIGHTS[role] for roles in users.values() for role in roles)
