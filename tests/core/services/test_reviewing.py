"""Reviews: evidence is demanded, nothing is overwritten, the journal tells all, refusals leave no trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdesk.checklists.answers import AnswerSheet, parse_answers
from qcdesk.checklists.reading import parse_checklist
from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import CallState
from qcdesk.domain.checklist import content_hash
from qcdesk.errors import NotFound, ReviewRefused
from qcdesk.services.reviewing import ReviewRequest, review
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened

CHECKLIST = parse_checklist(
    """
id: small
title: {ru: Малый, en: Small}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - {id: A1, title: {ru: Первый, en: First}, answer: yes_no, weight: 3}
      - {id: A2, title: {ru: Второй, en: Second}, answer: yes_no, weight: 1, na: true}
      - {id: A3, title: {ru: Третий, en: Third}, answer: scale, top: 5, weight: 1}
""",
    "small.yaml",
)


def sheet(text: str) -> AnswerSheet:
    return parse_answers(text, "answers.yaml")


GOOD = sheet("A1: {answer: yes}\nA2: {answer: no, quote: {at: 12}}\nA3: {answer: 5}")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def test_a_review_is_stored_with_its_score_quote_and_journal_row(database: Database) -> None:
    call = call_in(database)
    stored = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    assert stored.score.final == pytest.approx(80.0)
    assert stored.answers[1].quotes[0].text == "Понимаю вас. А с чем сравниваете?"
    with database.read() as tx:
        assert tx.calls.by_id(call.id).state is CallState.REVIEWED
        assert tx.reviews.current(call.id) == stored
        (row,) = tx.audit.rows(action="review.added")
        assert row.body["review"] == stored.id
        assert from_json(tx.checklists.json_of(stored.checklist_hash)) == CHECKLIST
        assert stored.checklist_hash == content_hash(CHECKLIST)


@pytest.mark.parametrize(
    "text",
    [
        "A1: {answer: no}\nA2: {answer: yes}\nA3: {answer: 5}",
        "A1: {answer: na}\nA2: {answer: yes}\nA3: {answer: 5}",
        "A1: {answer: yes}\nA2: {answer: yes}\nA3: {answer: 7}",
        "A1: {answer: maybe}\nA2: {answer: yes}\nA3: {answer: 5}",
        "A1: {answer: yes}\nB9: {answer: yes}",
        "A1: {answer: no, quote: {at: 500}}\nA2: {answer: yes}\nA3: {answer: 5}",
    ],
    ids=[
        "no-without-quote",
        "na-not-allowed",
        "off-the-scale",
        "no-such-answer",
        "no-such-criterion",
        "nobody-speaks",
    ],
)
def test_a_refused_review_leaves_no_trace(database: Database, text: str) -> None:
    call = call_in(database)
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, sheet(text))
    with database.read() as tx:
        assert tx.reviews.current(call.id) is None
        assert tx.audit.head()[0] == 0
        assert tx.calls.by_id(call.id).state is CallState.TRANSCRIBED


def test_no_with_the_mark_that_it_was_not_said(database: Database) -> None:
    call = call_in(database)
    marked = sheet("A1: {answer: no, not_said: true}\nA2: {answer: na}\nA3: {answer: 0}")
    assert review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, marked).score.final == 0


def test_missing_answers_make_a_draft_that_may_be_finished_without_a_reason(database: Database) -> None:
    call = call_in(database)
    draft = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, sheet("A1: {answer: yes}"))
    assert draft.score.unanswered == ("A2", "A3")
    assert draft.score.final is None
    with database.read() as tx:
        assert tx.calls.by_id(call.id).state is CallState.DRAFT
    finished = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    assert finished.replaces == draft.id


def test_a_correction_needs_a_reason_and_the_old_one_stays(database: Database) -> None:
    call = call_in(database)
    first = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Другой"), CHECKLIST, GOOD)
    second = review(database, ReviewRequest(call.id, "Другой", reason="переслушал"), CHECKLIST, GOOD)
    with database.read() as tx:
        assert [r.id for r in tx.reviews.history(call.id)] == [first.id, second.id]
        assert second.replaces == first.id
        assert tx.audit.verify() is None


def test_who_and_what_for_are_demanded(database: Database) -> None:
    call = call_in(database)
    for request in (ReviewRequest(call.id, "  "), ReviewRequest(call.id, "Проверяющий", purpose="fun")):
        with pytest.raises(ReviewRefused):
            review(database, request, CHECKLIST, GOOD)
    with pytest.raises(NotFound):
        review(database, ReviewRequest(99, "Проверяющий"), CHECKLIST, GOOD)


def test_a_call_without_a_transcript_cannot_be_reviewed(database: Database) -> None:
    call = call_in(database, transcribed=False)
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
