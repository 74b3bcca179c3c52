"""A sales manager disagrees: entered, decided by somebody else than who reviewed, counted for the owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from qcdesk.checklists.answers import parse_answers
from qcdesk.desk import Desk
from qcdesk.domain.call import Call
from qcdesk.domain.period import Period
from qcdesk.errors import AccessRefused, InputError, NotFound, ReviewRefused
from qcdesk.services import disputes, rights
from qcdesk.services.gathering import material
from qcdesk.services.reviewing import ReviewRequest, review
from tests.core.services.archive import call_in
from tests.core.services.test_browsing import CHECKLIST

OWNER, HEAD, REVIEWER = "Ежова Ева", "Рогов Рим", "Контролёва К"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home", "en")
    for name, role in ((OWNER, "owner"), (HEAD, "rop"), (REVIEWER, "reviewer")):
        rights.give(desk.database, name, role, OWNER if name != OWNER else "")
    yield desk
    desk.close()


@pytest.fixture
def call(desk: Desk) -> Call:
    made = call_in(desk.database)
    with desk.database.transaction() as tx:
        tx.calls.update_facts(made.id, replace(made.facts, started_at=datetime(2026, 10, 5, 12)))
    review(desk.database, ReviewRequest(made.id, REVIEWER), CHECKLIST, parse_answers("A1: 3", "a.yaml"))
    return made


def test_s29_s30_an_objection_is_entered_decided_and_told_to_the_owner(desk: Desk, call: Call) -> None:
    database = desk.database
    first = disputes.raise_dispute(database, call.id, "A1", "  I did ask\nfor the need ", REVIEWER)
    second = disputes.raise_dispute(database, call.id, "A1", "And once more", REVIEWER)
    assert (first.text, first.open) == ("I did ask for the need", True)
    decided = disputes.decide_dispute(database, first.id, upheld=True, reason="He did, at 0:12", by=OWNER)
    assert decided.decision is not None
    assert (decided.decision.upheld, decided.decision.author) == (True, OWNER)
    assert [d.id for d in disputes.all_disputes(database)] == [second.id, first.id]
    assert [d.id for d in disputes.all_disputes(database, only_open=True)] == [second.id]
    told = material(database, Period.parse("2026-10"), desk.report_options()).disputes
    assert told is not None
    assert (told.raised, told.upheld, told.open) == (2, 1, 1)
    with database.read() as tx:
        assert [row.action for row in tx.audit.rows()][-3:] == [
            "dispute.raised",
            "dispute.raised",
            "dispute.decided",
        ]


def test_s30_neither_the_head_of_sales_nor_the_reviewer_decides(desk: Desk, call: Call) -> None:
    made = disputes.raise_dispute(desk.database, call.id, "A1", "No", REVIEWER)
    with pytest.raises(AccessRefused):
        disputes.decide_dispute(desk.database, made.id, upheld=True, reason="Mine", by=HEAD)
    with pytest.raises(ReviewRefused):
        disputes.decide_dispute(desk.database, made.id, upheld=False, reason="I was right", by=REVIEWER)
    assert disputes.all_disputes(desk.database)[0].open
    disputes.decide_dispute(desk.database, made.id, upheld=False, reason="It was not said", by=OWNER)
    with pytest.raises(InputError):
        disputes.decide_dispute(desk.database, made.id, upheld=True, reason="Again", by=OWNER)


def test_what_cannot_be_disputed_is_said(desk: Desk, call: Call) -> None:
    other = call_in(desk.database, "other.wav")
    for call_id, criterion, text, error in (
        (99, "A1", "why", NotFound),
        (other.id, "A1", "why", NotFound),
        (call.id, "Z9", "why", NotFound),
        (call.id, "A1", "  ", InputError),
        (call.id, "A1", "x" * 3000, InputError),
    ):
        with pytest.raises(error) as caught:
            disputes.raise_dispute(desk.database, call_id, criterion, text, REVIEWER)
        assert caught.value.what
    with pytest.raises(NotFound):
        disputes.decide_dispute(desk.database, 2**40, upheld=True, reason="why", by=OWNER)
    assert disputes.all_disputes(desk.database) == []


def test_nobody_ever_disagreed_is_not_no_disputes(desk: Desk, call: Call) -> None:
    assert material(desk.database, Period.parse("2026-10"), desk.report_options()).disputes is None
    assert call.id
