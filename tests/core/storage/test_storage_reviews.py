"""Reviews come back exactly, are corrected by later ones, and are counted once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from qcdesk.domain.call import CallFacts, CallState
from qcdesk.domain.period import Period
from qcdesk.domain.review import Score
from qcdesk.errors import NotFound, ReviewRefused, StorageError

OCTOBER = Period("2026-10", date(2026, 10, 1), date(2026, 10, 31))
IN_OCTOBER = CallFacts(started_at=datetime(2026, 10, 5, 9, 30))


def test_a_review_comes_back_to_the_last_digit(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store)
        added = sample.add_review(store, call.id)
    with database.read() as stored:
        review = stored.reviews.by_id(added.id)
        assert stored.reviews.in_force(call.id) == review
        assert stored.calls.by_id(call.id).state is CallState.REVIEWED
    assert review == added
    assert (review.answers, review.score) == (sample.answers, sample.score)
    assert [type(answer.value) for answer in review.answers] == [str, float, str, str]
    assert (review.next_step, review.next_step_due) == ("перезвонить", "2026-10-12")


def test_a_review_without_score_or_answers(database, sample):
    score = Score("two_level", None, None)
    with database.transaction() as store:
        call_id = sample.add_review(store, sample.add_call(store).id).call_id
        digest = store.reviews.in_force(call_id).checklist_hash
        empty = store.reviews.add(call_id, "sales", digest, "П", (), score, extra={"card": "17"})
    with database.read() as stored:
        assert stored.reviews.by_id(empty.id) == empty
        assert (empty.answers, empty.score, empty.extra) == ((), score, {"card": "17"})


def test_a_correction_replaces_and_the_first_stays(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store, IN_OCTOBER)
        first = sample.add_review(store, call.id)
        second = sample.add_review(store, call.id, replaces=first.id)
        third = sample.add_review(store, call.id, replaces=second.id)
    with database.read() as stored:
        assert stored.reviews.in_force(call.id) == third
        assert stored.reviews.history(call.id) == [first, second, third]
        assert stored.reviews.in_period(OCTOBER) == [third]


def test_two_corrections_of_one_review_are_refused(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store)
        first = sample.add_review(store, call.id)
        sample.add_review(store, call.id, replaces=first.id)
    with pytest.raises(ReviewRefused), database.transaction() as store:
        sample.add_review(store, call.id, replaces=first.id)


def test_a_correction_names_a_review_of_the_same_call(database, sample):
    with database.transaction() as store:
        other = sample.add_review(store, sample.add_call(store).id)
        call = sample.add_call(store)
    with pytest.raises(NotFound), database.transaction() as store:
        sample.add_review(store, call.id, replaces=other.id)


def test_a_draft_takes_no_finished_reviews_place(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store, IN_OCTOBER)
        draft = sample.add_review(store, call.id, draft=True)
        assert store.calls.by_id(call.id).state is CallState.DRAFT
        assert store.reviews.is_draft(draft.id)
        assert store.reviews.in_period(OCTOBER) == []
        finished = sample.add_review(store, call.id, replaces=draft.id)
        again = sample.add_review(store, call.id, replaces=finished.id, draft=True)
        more = sample.add_review(store, call.id, replaces=finished.id, draft=True)
        assert store.reviews.in_period(OCTOBER) == [finished]
        assert store.calls.by_id(call.id).state is CallState.REVIEWED
        corrected = sample.add_review(store, call.id, replaces=more.id)
        assert store.reviews.in_period(OCTOBER) == [corrected]
        assert store.reviews.in_force(call.id) == corrected
        assert not store.reviews.is_draft(corrected.id)
    assert again.replaces == finished.id


def test_the_review_in_force_is_one_of_its_purpose(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store, IN_OCTOBER)
        assert store.reviews.in_force(call.id) is None
        assert store.reviews.to_continue(call.id, "regular") == (None, False)
        draft = sample.add_review(store, call.id, draft=True)
        assert store.reviews.in_force(call.id) == draft
        assert store.reviews.to_continue(call.id, "regular") == (draft, False)
        finished = sample.add_review(store, call.id, replaces=draft.id)
        other = sample.add_review(store, call.id, purpose="calibration")
        assert store.reviews.in_force(call.id) == finished
        assert store.reviews.in_force(call.id, "calibration") == other
        assert store.reviews.to_continue(call.id, "regular") == (finished, True)
        begun = sample.add_review(store, call.id, replaces=finished.id, draft=True)
        assert store.reviews.in_force(call.id) == finished, "an unfinished correction changes nothing"
        assert store.reviews.to_continue(call.id, "regular") == (begun, True), "and is still a correction"
        corrected = sample.add_review(store, call.id, replaces=begun.id)
        assert store.reviews.in_force(call.id) == corrected
        assert store.reviews.in_period(OCTOBER) == [other, corrected]


def test_reviews_that_replace_nothing_count_side_by_side(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store, IN_OCTOBER)
        one = sample.add_review(store, call.id)
        two = sample.add_review(store, call.id, purpose="calibration")
        sample.add_review(store, sample.add_call(store, CallFacts(started_at=datetime(2026, 11, 1))).id)
    with database.read() as stored:
        assert stored.reviews.in_period(OCTOBER) == [one, two]


def test_a_new_transcript_does_not_undo_a_review(database, sample):
    with database.transaction() as store:
        call = sample.add_call(store)
        sample.add_review(store, call.id)
        store.calls.set_state(call.id, CallState.FAILED, "x")
        store.transcripts.store(call.id, sample.transcript())
    with database.read() as stored:
        assert stored.calls.by_id(call.id).state is CallState.REVIEWED


def test_a_review_of_an_unknown_call_or_version(database, sample):
    with pytest.raises(NotFound), database.transaction() as store:
        sample.add_review(store, 99)
    with pytest.raises(StorageError), database.transaction() as store:
        store.reviews.add(sample.add_call(store).id, "sales", "f" * 64, "П", (), sample.score)
    with database.read() as stored:
        assert stored.calls.all() == []
        with pytest.raises(NotFound):
            stored.reviews.by_id(1)
        with pytest.raises(NotFound):
            stored.reviews.is_draft(1)
