"""What is not scored: concluded from facts and transcript, never against a person, told in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists.answers import parse_answers
from qcdesk.checklists.shelf import shipped
from qcdesk.domain.call import Call, CallFacts, Direction, Exclusion, Role, SetBy
from qcdesk.domain.transcript import Speaker
from qcdesk.services.announcing import VOICEMAIL
from qcdesk.services.choosing import least_talk
from qcdesk.services.describing import describe, set_exclusion
from qcdesk.services.excluding import LeastTalk, no_bound, reason_of, settle_exclusion
from qcdesk.services.reviewing import ReviewRequest, review
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened
from tests.core.services.test_reviewing import CHECKLIST


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def at_least(seconds: float) -> LeastTalk:
    return lambda _call: seconds


def settled(database: Database, call: Call, seconds: float) -> tuple[Exclusion | None, SetBy | None]:
    with database.transaction() as tx:
        now = settle_exclusion(tx, call.id, at_least(seconds))
    return now.exclusion, now.exclusion_by


def test_too_short_for_the_checklist_and_back_in(database: Database) -> None:
    call = call_in(database)  # 22.5 s of speech
    assert settled(database, call, 20.0) == (None, None)
    assert settled(database, call, 60.0) == (Exclusion.TOO_SHORT, SetBy.AUTO)
    assert settled(database, call, 60.0) == (Exclusion.TOO_SHORT, SetBy.AUTO)
    assert settled(database, call, 20.0) == (None, SetBy.AUTO)
    with database.read() as tx:
        told = [row.body["reason"] for row in tx.audit.rows(action="call.excluded")]
    assert told == ["too_short", "none"], "one row a change"


def test_a_person_is_never_overruled(database: Database) -> None:
    call = call_in(database)
    settled(database, call, 60.0)
    set_exclusion(database, call.id, "none", "Проверяющий")
    assert settled(database, call, 60.0) == (None, SetBy.HUMAN)
    set_exclusion(database, call.id, "spam")
    assert settled(database, call, 0.0) == (Exclusion.SPAM, SetBy.HUMAN)


def test_a_finished_review_stays_in_the_averages(database: Database) -> None:
    call = call_in(database)
    good = parse_answers("A1: yes\nA2: yes\nA3: 5", "answers.yaml")
    review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, good)
    assert settled(database, call, 60.0) == (None, None)


def test_an_internal_call_by_what_was_said_of_it(database: Database) -> None:
    call = call_in(database)
    assert describe(database, call.id, {"direction": "internal"}).exclusion is Exclusion.INTERNAL
    assert describe(database, call.id, {"direction": "in"}).exclusion is None
    with database.read() as tx:
        assert all(row.actor for row in tx.audit.rows())
        assert tx.audit.rows(action="call.described")[0].body["facts"] == {"direction": "internal"}


def test_the_least_talk_of_the_checklists_that_fit(database: Database) -> None:
    call = call_in(database)

    def least(facts: CallFacts) -> float:
        return least_talk(replace(call, facts=facts), shipped())

    hot = next(c for c in shipped() if c.id == "sales_hot_v1")
    assert least(call.facts) == hot.min_talk_s > 0
    caller = next(c for c in shipped() if c.id == "zvonar_v1")
    assert least(CallFacts(role=Role.CALLER, direction=Direction.OUT)) == caller.min_talk_s > 0
    assert least(CallFacts()) == min(c.min_talk_s for c in shipped()), "no choice is clear: the lowest bound"


def test_an_answering_machine_is_no_talk(database: Database) -> None:
    call = call_in(database)
    with database.read() as tx:
        heard = tx.transcripts.current(call.id)
    assert heard is not None
    alone = tuple(t for t in heard.turns if t.speaker is not Speaker.CLIENT)
    machine = replace(heard, notes=(*heard.notes, VOICEMAIL))
    assert reason_of(call, replace(machine, turns=alone), no_bound) is Exclusion.VOICEMAIL
    assert reason_of(call, machine, no_bound) is None, "a person took the line after the machine"
