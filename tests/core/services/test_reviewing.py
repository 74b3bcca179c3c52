"""Reviews: evidence is demanded, nothing is overwritten, the journal tells all, refusals leave no trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists.answers import AnswerSheet, parse_answers
from qcdesk.checklists.reading import parse_checklist
from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import CallState
from qcdesk.domain.checklist import content_hash
from qcdesk.errors import AnswersError, NotFound, ReviewRefused
from qcdesk.services.describing import set_exclusion
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


def test_s28_a_review_is_stored_with_its_score_quote_and_journal_row(database: Database) -> None:
    call = call_in(database)
    stored = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    assert stored.score.final == pytest.approx(80.0)
    assert stored.answers[1].quotes[0].text == "Понимаю вас. А с чем сравниваете?"
    with database.read() as tx:
        assert tx.calls.by_id(call.id).state is CallState.REVIEWED
        assert tx.reviews.in_force(call.id) == stored
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
        assert tx.reviews.in_force(call.id) is None
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


def test_a_review_of_another_purpose_between_opens_no_back_door(database: Database) -> None:
    call = call_in(database)
    first = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    other = review(database, ReviewRequest(call.id, "Второй", purpose="calibration"), CHECKLIST, GOOD)
    assert other.replaces is None
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    corrected = review(database, ReviewRequest(call.id, "Проверяющий", reason="слышал"), CHECKLIST, GOOD)
    assert corrected.replaces == first.id
    with database.read() as tx:
        assert tx.reviews.in_force(call.id) == corrected


def test_a_draft_of_a_correction_is_still_a_correction(database: Database) -> None:
    call = call_in(database)
    first = review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    begun = ReviewRequest(call.id, "Проверяющий", reason="переслушал")
    draft = review(database, begun, CHECKLIST, sheet("A1: {answer: yes}"))
    assert draft.replaces == first.id
    with database.read() as tx:
        assert tx.reviews.in_force(call.id) == first
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    assert review(database, begun, CHECKLIST, GOOD).replaces == draft.id


def test_the_facts_that_scoring_used_are_kept(database: Database) -> None:
    call = call_in(database)
    request = ReviewRequest(call.id, "Проверяющий", facts=(("department_type", "3"),))
    stored = review(database, request, CHECKLIST, GOOD)
    facts = {"role": "sales", "direction": "in", "lead_kind": "hot", "department_type": "3"}
    assert stored.extra == facts
    with database.read() as tx:
        assert tx.reviews.by_id(stored.id).extra == facts
        (row,) = tx.audit.rows(action="review.added")
        assert row.body["facts"] == facts
        assert row.body["reviewer"] == "Проверяющий"


TALKATIVE = replace(CHECKLIST, min_talk_s=60.0)


def test_a_call_that_is_too_short_for_the_checklist(database: Database) -> None:
    call = call_in(database)
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), TALKATIVE, GOOD)
    training = ReviewRequest(call.id, "Проверяющий", purpose="training")
    assert review(database, training, TALKATIVE, GOOD).score.final == pytest.approx(80.0)
    set_exclusion(database, call.id, "none")
    assert review(database, ReviewRequest(call.id, "Проверяющий"), TALKATIVE, GOOD).replaces is None


def test_an_excluded_call_takes_no_regular_review(database: Database) -> None:
    call = call_in(database)
    set_exclusion(database, call.id, "spam")
    with pytest.raises(ReviewRefused):
        review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD)
    set_exclusion(database, call.id, "none")
    assert review(database, ReviewRequest(call.id, "Проверяющий"), CHECKLIST, GOOD).id


DEMANDING = parse_checklist(
    """
id: demanding
title: {ru: Строгий, en: Demanding}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - {id: A1, title: {ru: Первый, en: First}, answer: scale, top: 5, weight: 1, effects: {"0": {cap: 50}}}
      - {id: A2, title: {ru: Второй, en: Second}, answer: yes_no, weight: 1, source: metadata}
flags:
  - {id: R1, title: {ru: Грубость, en: Rudeness}, effect: fatal, evidence: {by: sales_manager, any: [R_RUDE]}}
  - {id: R2, title: {ru: Молчал, en: Silent}, effect: fatal, evidence: {absent: [P_GREET]}}
  - {id: R3, title: {ru: Клиент, en: Client}, effect: note, evidence: {by: client, any: [P_OBJ_CLIENT]}}
""",
    "demanding.yaml",
)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("A1: 0\nA2: yes", False),
        ("A1: {answer: 0, not_said: true}\nA2: yes", True),
        ("A1: {answer: 0, quote: {at: 1}}\nA2: yes", True),
        ("A1: 5\nA2: {answer: no, comment: в карточке пусто}", False),
        ("A1: 5\nA2: {answer: no, not_said: true}", True),
        ("A1: 5\nA2: yes\nR1: yes", False),
        ("A1: 5\nA2: yes\nR1: {answer: yes, not_said: true}", False),
        ("A1: 5\nA2: yes\nR1: {answer: yes, quote: {at: 1}}", True),
        ("A1: 5\nA2: yes\nR1: no", True),
        ("A1: 5\nA2: yes\nR2: yes", False),
        ("A1: 5\nA2: yes\nR2: {answer: yes, not_said: true}", True),
        ("A1: 5\nA2: yes\nR3: yes", False),
    ],
)
def test_what_weighs_is_proved(database: Database, text: str, accepted: bool) -> None:
    request = ReviewRequest(call_in(database).id, "Проверяющий")
    if accepted:
        assert review(database, request, DEMANDING, sheet(text)).score.final is not None
    else:
        with pytest.raises(ReviewRefused):
            review(database, request, DEMANDING, sheet(text))


def test_a_quote_is_of_the_speaker_that_the_rule_or_the_reviewer_names(database: Database) -> None:
    between = "{at: 4.8}"  # the sales manager stopped at 4.5, the client begins at 5.0
    by_client = "{at: 4.8, by: client}"
    given = sheet(
        f"A1: {{answer: 5, quote: [{between}, {by_client}]}}\nA2: yes\nR3: {{answer: yes, quote: {between}}}"
    )
    stored = review(database, ReviewRequest(call_in(database).id, "Проверяющий"), DEMANDING, given)
    said = {a.criterion: [q.turn for q in a.quotes] for a in stored.answers}
    assert said == {"A1": [0, 1], "A2": [], "R3": [1]}


@pytest.mark.parametrize("quote", ["{at: 1, by: Анна}", "{at: 1, who: client}", "{by: client}"])
def test_a_quote_of_nobody_is_named(quote: str) -> None:
    with pytest.raises(AnswersError) as refused:
        sheet(f"A1: yes\nA2: {{answer: no, quote: {quote}}}")
    assert refused.value.subject.endswith(":2")


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
