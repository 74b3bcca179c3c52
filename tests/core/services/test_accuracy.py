"""The accuracy passport in a real database: what stood there, what people said, what the owner allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer
from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.call import Call
from qcdesk.domain.evidence import Hint, Names
from qcdesk.errors import InputError, NotFound, ReviewRefused
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.scoring.passport import Ground, Use
from qcdesk.services.accuracy import Accuracy, is_control
from qcdesk.services.hinting import hints_of
from qcdesk.services.reviewing import ReviewRequest, review
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened

CHECKLIST = parse_checklist(
    """
id: named
title: {ru: Имя, en: Name}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - id: A1
        title: {ru: Назвал компанию, en: Named the company}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [NAME_COMPANY]}
      - {id: A2, title: {ru: Второй, en: Second}, answer: yes_no, weight: 1}
""",
    "named.yaml",
)
KNOWN = Facts(Names(companies=("Тёплый дом",)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def reviewed(database: Database, name: str, value: str = "yes", *, prefilled: bool = False) -> Call:
    """A call whose hint says yes, answered so."""
    call = call_in(database, name)
    assert hints_of(database, call.id, CHECKLIST, KNOWN)[0].suggested == "yes"
    answers = (
        GivenAnswer("A1", value, not_said=value == "no", prefilled=prefilled),
        GivenAnswer("A2", "yes"),
    )
    review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, AnswerSheet(answers))
    return call


def test_every_answer_is_compared_with_the_hint_that_stood_there(database: Database) -> None:
    reviewed(database, "a.wav")
    reviewed(database, "b.wav", "no")
    (line,) = Accuracy(database).passport([CHECKLIST])
    assert (line.criterion, line.record.n, line.record.agreed, line.record.false_yes) == ("A1", 2, 1, 1)
    assert line.decision.ground is Ground.NOT_ALLOWED


def test_prefilled_answers_stay_marked_and_prove_nothing(database: Database) -> None:
    call = reviewed(database, "a.wav", prefilled=True)
    with database.read() as tx:
        stored = tx.reviews.in_force(call.id)
    assert stored is not None
    assert [answer.prefilled for answer in stored.answers] == [True, False]
    (line,) = Accuracy(database).passport([CHECKLIST])
    assert (line.record.n, line.record.untouched) == (0, 1)


def test_a_mark_that_lies_is_refused(database: Database) -> None:
    with pytest.raises(ReviewRefused):
        reviewed(database, "a.wav", "no", prefilled=True)


def test_only_a_proven_and_allowed_hint_fills_in(database: Database) -> None:
    accuracy = Accuracy(database)
    for number in range(30):
        reviewed(database, f"{number}.wav")
    hints = (Hint("A1", "yes", 0.9),)
    open_call = next(n for n in range(1000) if not is_control(n, "A1"))
    control = next(n for n in range(1000) if is_control(n, "A1"))
    assert accuracy.prefilled(open_call, CHECKLIST, hints) == ()
    accuracy.allow(CHECKLIST, "A1", 0.85, "Владелец")
    (answer,) = accuracy.prefilled(open_call, CHECKLIST, hints)
    assert (answer.criterion, answer.value, answer.prefilled) == ("A1", "yes", True)
    assert accuracy.prefilled(control, CHECKLIST, hints) == ()
    (line,) = accuracy.passport([CHECKLIST])
    assert line.decision.use is Use.PREFILL
    accuracy.forbid(CHECKLIST, "A1", "Владелец")
    assert accuracy.prefilled(open_call, CHECKLIST, hints) == ()
    with database.read() as tx:
        assert [row.body["criterion"] for row in tx.audit.rows(action="prefill.allowed")] == ["A1"]


def test_a_review_is_filled_in_where_the_reviewer_said_nothing(database: Database) -> None:
    accuracy = Accuracy(database)
    for number in range(30):
        reviewed(database, f"{number}.wav")
    accuracy.allow(CHECKLIST, "A1", 0.85, "Владелец")
    call = next(c for n in range(30, 60) if not is_control((c := call_in(database, f"{n}.wav")).id, "A1"))
    filled = accuracy.prefilled(call.id, CHECKLIST, hints_of(database, call.id, CHECKLIST, KNOWN))
    request = ReviewRequest(call.id, "Проверяющий")
    own = AnswerSheet((GivenAnswer("A2", "yes"),))
    stored = review(database, request, CHECKLIST, own, filled)
    assert [(a.criterion, a.value, a.prefilled) for a in stored.answers] == [
        ("A2", "yes", False),
        ("A1", "yes", True),
    ]
    assert stored.answers[1].quotes
    said = AnswerSheet((GivenAnswer("A1", "no", not_said=True), *own.answers))
    again = review(database, replace(request, reason="не согласен"), CHECKLIST, said, filled)
    assert [(a.value, a.prefilled) for a in again.answers] == [("no", False), ("yes", False)]


def test_leave_is_given_only_for_what_is_looked_for(database: Database) -> None:
    with pytest.raises(NotFound):
        Accuracy(database).allow(CHECKLIST, "A2", 0.85)
    with pytest.raises(InputError):
        Accuracy(database).allow(CHECKLIST, "A1", 1.0)
