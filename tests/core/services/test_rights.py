"""The gate before changes: a refusal stores nothing but its row in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcdesk.checklists.answers import AnswerSheet
from qcdesk.desk import Desk
from qcdesk.domain.call import Side
from qcdesk.domain.period import Period
from qcdesk.domain.product import Reason
from qcdesk.errors import AccessRefused, InputError, NotFound
from qcdesk.services import editing, reviewing, rights
from qcdesk.services.author import author
from qcdesk.services.reporting import Audience, Wish
from tests.core.services.archive import call_in

HEAD, OWNER = "Рогов Рим", "Ежова Ева"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    rights.give(desk.database, OWNER, "owner")
    rights.give(desk.database, HEAD, "rop", OWNER)
    yield desk
    desk.close()


def _review(desk: Desk) -> None:
    request = reviewing.ReviewRequest(1, HEAD)
    desk.review(request, desk.checklists()[0], AnswerSheet(answers=()))


REFUSED: dict[str, Callable[[Desk], object]] = {
    "review": _review,
    "judge": lambda d: reviewing.judge(d.database, reviewing.ReviewRequest(1, HEAD), d.checklists()[0], ()),
    "exclude": lambda d: d.exclude(1, "reminder", HEAD),
    "describe": lambda d: d.describe(1, {"company": "Р"}, HEAD),
    "side": lambda d: d.set_side(1, None, HEAD),
    "edit": lambda d: editing.edit_turn(d.database, 1, 0, "Да", HEAD),
    "plan": lambda d: d.change_setting("weekly_plan", ["1"], HEAD),
    "source": lambda d: d.set_source(Path("/"), Side.LEFT, HEAD),
    "prefill": lambda d: d.accuracy.allow(d.checklist("zvonar_v1"), "A1", 0.9, HEAD),
    "roles": lambda d: rights.give(d.database, HEAD, "reviewer", HEAD),
    "no longer": lambda d: rights.take(d.database, HEAD, "rop", HEAD),
}


@pytest.mark.parametrize("what", REFUSED)
def test_s30_the_head_of_sales_is_refused_and_the_attempt_is_in_the_journal(desk: Desk, what: str) -> None:
    call_in(desk.database)
    with desk.database.read() as tx:
        before = len(tx.audit.rows())
    with pytest.raises(AccessRefused) as caught:
        REFUSED[what](desk)
    assert HEAD in caught.value.what
    assert caught.value.remedy
    with desk.database.read() as tx:
        *_rest, last = tx.audit.rows()
        assert len(tx.audit.rows()) == before + 1
    assert (last.action, last.actor) == (rights.REFUSED, HEAD)
    assert last.body["roles"] == ["rop"]


def test_the_account_of_the_head_of_sales_cannot_make_the_owners_report(desk: Desk, tmp_path: Path) -> None:
    rights.give(desk.database, author(), "rop", OWNER)
    wish = Wish(Audience.OWNER, Period.parse("2026-10"), tmp_path / "out", desk.report_options())
    with pytest.raises(AccessRefused):
        list(desk.write_reports(wish))
    assert not (tmp_path / "out").exists()


def test_what_the_head_of_sales_may_do_he_does(desk: Desk) -> None:
    desk.name_person("Анна Примерная", "101", HEAD)
    desk.cards.put_reason(Reason(0, "Дешевле на треть"), HEAD)
    with desk.database.read() as tx:
        assert [p.name for p in tx.people.all()] == ["Анна Примерная"]
        assert {row.actor for row in tx.audit.rows()} >= {HEAD}


def test_roles_are_given_and_taken_in_the_journal(desk: Desk) -> None:
    rights.give(desk.database, "анна  примерная", "coach", OWNER)
    rights.give(desk.database, "Анна Примерная", "hr", OWNER)
    (anna,) = [u for u in rights.users(desk.database) if u.name == "Анна Примерная"]
    assert [str(r) for r in anna.roles] == ["hr", "coach"]
    rights.take(desk.database, "Анна Примерная", "coach", OWNER)
    with desk.database.read() as tx:
        assert [r.actor for r in tx.audit.rows(action="role.taken")] == [OWNER]
    with pytest.raises(NotFound):
        rights.take(desk.database, "Анна Примерная", "coach", OWNER)
    with pytest.raises(InputError):
        rights.give(desk.database, "Анна", "director", OWNER)
    with pytest.raises(InputError):
        rights.give(desk.database, " ", "hr", OWNER)


def test_whoever_is_not_listed_is_told_who_does_it(desk: Desk) -> None:
    call = call_in(desk.database)
    with pytest.raises(AccessRefused) as caught:
        desk.exclude(call.id, "reminder", "Никто Незнакомый")
    assert "qcdesk roles give" in caught.value.remedy
    assert desk.call(call.id).exclusion is None
