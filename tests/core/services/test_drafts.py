"""Reviews in work: every step is on the disk, steps are undone, a torn line costs one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.draft import NEXT_STEP, Draft, Mark, begun
from qcdesk.domain.evidence import Quote
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES, Answer
from qcdesk.errors import ReviewRefused
from qcdesk.services.drafts import Drafts
from qcdesk.services.reviewing import ReviewRequest, judge, review
from qcdesk.services.running import asked, running
from tests.core.services.archive import call_in, opened
from tests.core.services.test_reviewing import CHECKLIST, GOOD

QUOTE = Quote(2, 10.0, 14.5, "А с чем сравниваете?")


def test_what_was_marked_is_there_after_a_restart(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    draft = drafts.begin(7, "v1")
    for id, mark in (
        ("A1", Mark(YES)),
        ("A2", Mark(NO, "тихо", (QUOTE,))),
        (NEXT_STEP, Mark(comment="звонить")),
    ):
        step = draft.changed(id, mark)
        drafts.keep(7, step)
        draft = draft.after(step)
    again = Drafts(tmp_path / "drafts").load(7, "v1")
    assert again == draft
    assert again is not None
    assert again.answers() == (Answer("A1", YES), Answer("A2", NO, "тихо", (QUOTE,)))
    assert again.next_step == "звонить"
    assert drafts.load(7, "v2") is None
    assert drafts.load(8, "v1") is None


def test_steps_are_undone_one_by_one_to_the_beginning(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    draft = drafts.begin(1, "v")
    for value in (YES, NO):
        step = draft.changed("A1", Mark(value))
        drafts.keep(1, step)
        draft = draft.after(step)
    for left in (Mark(YES), Mark()):
        undo = draft.undone()
        assert undo is not None
        drafts.keep(1, undo)
        draft = draft.after(undo)
        assert draft.mark("A1") == left
    assert draft.undone() is None
    loaded = drafts.load(1, "v")
    assert loaded is not None
    assert loaded.mark("A1") == Mark()
    assert loaded.steps == ()


def test_a_line_cut_short_costs_only_itself(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    draft = drafts.begin(1, "v")
    drafts.keep(1, draft.changed("A1", Mark(YES)))
    file = tmp_path / "1.jsonl"
    with file.open("ab") as stream:
        stream.write('{"criterion": "A2", "now": {"value": "не'.encode()[:-1])
    drafts.keep(1, draft.changed("A3", Mark(5.0)))
    loaded = drafts.load(1, "v")
    assert loaded is not None
    assert [a.criterion for a in loaded.answers()] == ["A1", "A3"]


def test_a_draft_begins_with_the_review_it_corrects_and_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        stored = review(database, ReviewRequest(call_in(database).id, "Проверяющий"), CHECKLIST, GOOD)
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.begin(1, "v", begun(stored.answers)).answers() == stored.answers
    loaded = drafts.load(1, "v")
    assert loaded is not None
    assert loaded.answers() == stored.answers
    assert loaded.undone() is None
    drafts.forget(1)
    assert drafts.load(1, "v") is None


def test_answers_with_whole_quotes_are_stored_and_invented_ones_refused(tmp_path: Path) -> None:
    answers = [Answer("A1", YES), Answer("A2", NO, quotes=(QUOTE,)), Answer("A3", 5.0)]
    with opened(tmp_path) as database:
        request = ReviewRequest(call_in(database).id, "Проверяющий")
        for quote in (Quote(2, 10.0, 14.5, "Этого не было"), Quote(77, 0, 1, "Я подумаю.")):
            with pytest.raises(ReviewRefused):
                judge(database, request, CHECKLIST, [*answers[:1], Answer("A2", NO, quotes=(quote,))])
        stored = judge(database, request, CHECKLIST, answers, ("перезвонить", "2026-10-30"))
    assert stored.answers == tuple(answers)
    assert stored.score.final == pytest.approx(80)
    assert (stored.next_step, stored.next_step_due) == ("перезвонить", "2026-10-30")


def test_the_sum_so_far_counts_only_what_is_answered() -> None:
    nothing = running(CHECKLIST, [], {})
    assert (nothing.raw, nothing.final) == (None, None)
    half = running(CHECKLIST, [Answer("A1", YES), Answer("A2", NO)], {})
    assert half.raw == pytest.approx(75)
    assert half.score.raw is None
    assert half.unproved == ("A2",)
    whole = running(CHECKLIST, [Answer("A1", YES), Answer("A2", NOT_APPLICABLE), Answer("A3", 0.0)], {})
    assert whole.raw == whole.score.raw == pytest.approx(75)
    assert whole.unproved == ()


GATED = parse_checklist(
    """
id: gated
title: {ru: С вопросом, en: Gated}
sections:
  - id: D
    title: {ru: Возражения, en: Objections}
    gate: {id: D0, title: {ru: Были, en: Any}}
    criteria: [{id: D1, title: {ru: Ответил, en: Answered}, answer: yes_no, weight: 1}]
""",
    "gated.yaml",
)


def test_a_closed_section_asks_for_its_gate_only() -> None:
    assert asked(GATED, [], {}) == ("D0", "D1")
    assert asked(GATED, [Answer("D0", NO)], {}) == ("D0",)


def test_an_empty_draft_has_no_answers() -> None:
    assert Draft().answers() == ()


def test_what_the_program_filled_in_is_its_own_until_somebody_touches_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    draft = drafts.begin(
        7, "v1", begun([Answer("A1", YES, prefilled=True), Answer("A2", NO, prefilled=True)])
    )
    step = draft.changed("A1", draft.mark("A1"))
    drafts.keep(7, step)
    touched = drafts.load(7, "v1")
    assert touched is not None
    assert [(a.criterion, a.prefilled) for a in touched.answers()] == [("A1", False), ("A2", True)]
    undo = touched.undone()
    assert undo is not None
    assert touched.after(undo).mark("A1").prefilled
