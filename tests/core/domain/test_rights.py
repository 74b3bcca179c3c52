"""The table of rights: who is listed has his roles' rights, the head of sales never judges."""

from __future__ import annotations

import pytest

from qcdesk.domain.rights import NEVER, RIGHTS, Action, UserRole, may

JUDGING = (Action.REVIEW, Action.DECIDE, Action.CHECKLISTS, Action.SETTINGS)


@pytest.mark.parametrize("action", Action)
def test_one_person_on_one_computer_may_everything(action: Action) -> None:
    assert may(action, "Анна", "anna", {})


@pytest.mark.parametrize("action", JUDGING)
def test_s30_the_head_of_sales_never_judges_whatever_else_he_is(action: Action) -> None:
    users = {"рогов рим": (UserRole.HEAD_OF_SALES, UserRole.OWNER, UserRole.REVIEWER)}
    assert not may(action, "Рогов Рим", "windows", users)
    assert not may(action, "рогов  РИМ", "windows", users)


@pytest.mark.parametrize("action", JUDGING)
def test_another_name_does_not_help_the_account_of_the_head_of_sales(action: Action) -> None:
    users = {"rogov": (UserRole.HEAD_OF_SALES,), "ежова ева": (UserRole.OWNER,)}
    assert not may(action, "Ежова Ева", "rogov", users)
    assert may(action, "Ежова Ева", "ezhova", users)


def test_an_action_that_somebody_listed_may_do_is_closed_to_the_unlisted() -> None:
    only_head = {"рогов": (UserRole.HEAD_OF_SALES,)}
    assert may(Action.REVIEW, "Кто-то", "pc", only_head)
    with_owner = only_head | {"ежова": (UserRole.OWNER,)}
    assert not may(Action.REVIEW, "Кто-то", "pc", with_owner)
    assert may(Action.REVIEW, "Ежова", "pc", with_owner)


def test_what_is_forbidden_is_not_given() -> None:
    for role, actions in NEVER.items():
        assert not RIGHTS[role] & actions
    assert RIGHTS[UserRole.OWNER] == set(Action)
    assert Action.SETTINGS not in RIGHTS[UserRole.REVIEWER]
