"""Lists of calls: views, search in names, phones and words, order, lines with their scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists.answers import parse_answers
from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.call import CallState
from qcdesk.domain.checklist import Zone
from qcdesk.domain.listing import CallQuery, Order, View
from qcdesk.domain.period import Period
from qcdesk.services import browsing
from qcdesk.services.describing import set_exclusion
from qcdesk.services.reviewing import ReviewRequest, review
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened, transcript

CHECKLIST = parse_checklist(
    """
id: small
title: {ru: Малый, en: Small}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria: [{id: A1, title: {ru: Первый, en: First}, answer: scale, top: 5, weight: 1}]
""",
    "small.yaml",
)


CRITICAL = """
id: critical
title: С критической
sections:
  - id: A
    title: Раздел
    criteria: [{id: A1, title: Первый, answer: scale, top: 5, weight: 1}]
flags: [{id: R1, title: Грубость, effect: fatal}]
"""
ANSWERS = """
A1: 5
R1: {answer: yes, quote: {at: "0:11"}}
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def _scored(database: Database, call_id: int, points: int) -> None:
    sheet = parse_answers(f"A1: {points}", "answers.yaml")
    review(database, ReviewRequest(call_id, "Проверяющий"), CHECKLIST, sheet)


def test_each_view_holds_what_waits_for_the_same_thing(database: Database) -> None:
    waiting, failed, out = (call_in(database, name, transcribed=name != "b") for name in "abc")
    done = call_in(database, "d")
    _scored(database, done.id, 5)
    set_exclusion(database, out.id, "spam")
    with database.transaction() as tx:
        tx.calls.set_state(failed.id, CallState.FAILED, "нет звука")
    wanted = {
        View.TO_REVIEW: [waiting.id],
        View.FAILED: [failed.id],
        View.EXCLUDED: [out.id],
        View.REVIEWED: [done.id],
        View.IN_WORK: [],
        View.NO_TRANSCRIPT: [],
    }
    for view, ids in wanted.items():
        assert browsing.call_ids(database, CallQuery(view)) == ids
    counts = browsing.counts(database)
    assert {view: counts[view] for view in wanted} == {view: len(ids) for view, ids in wanted.items()}
    assert counts[View.ALL] == counts[View.TODAY] == 4


def test_search_looks_into_names_phones_and_words_in_any_case(database: Database) -> None:
    first, second = call_in(database, "first.wav"), call_in(database, "second.wav", transcribed=False)
    with database.transaction() as tx:
        tx.calls.update_facts(second.id, replace(second.facts, client_phone="+70001234567"))
    found = {
        text: browsing.call_ids(database, CallQuery(text=text))
        for text in ("дорого", "ДОРОГО", "анна прим", "123-45-67", "second", "100%")
    }
    assert found["дорого"] == found["ДОРОГО"] == [first.id]
    assert sorted(found["анна прим"]) == [first.id, second.id]
    assert found["123-45-67"] == found["second"] == [second.id]
    assert found["100%"] == []
    (place,) = browsing.said(database, [second.id, first.id], "Дорого")
    assert (place.call_id, place.turn, place.start) == (first.id, 1, 5.0)


def test_any_form_of_a_word_finds_the_others_and_jumps_to_the_second(database: Database) -> None:
    said = (
        ("client", "Ну, расскажите о своих стеллажах."),
        ("sales_manager", "Договорились, перезвоню вам завтра ещё раз."),
    )
    call = call_in(database, "words.wav", transcribed=False)
    with database.transaction() as tx:
        tx.transcripts.store(call.id, transcript(said))
    other = call_in(database, "other.wav")
    for typed in ("стеллажи", "СТЕЛЛАЖЕЙ", "перезвонить завтра", "договориться", "еще раз", "перезв"):
        assert browsing.call_ids(database, CallQuery(text=typed)) == [call.id]
        (place,) = browsing.said(database, [other.id, call.id], typed)
        assert (place.call_id, place.start) == (call.id, 0.0 if "стелл" in typed.lower() else 5.0)
    for typed in ("стеллажи завтра", "стол", '"', "* OR перезвоню", "~", "NEAR(стеллажи)"):
        assert browsing.call_ids(database, CallQuery(text=typed)) == []


def test_a_newer_transcript_is_searched_and_the_old_one_no_more(database: Database) -> None:
    call = call_in(database)
    with database.transaction() as tx:
        tx.transcripts.store(call.id, transcript((("client", "Совсем другое."),)))
    assert browsing.call_ids(database, CallQuery(text="сравниваете")) == []
    assert browsing.call_ids(database, CallQuery(text="другая")) == [call.id]


def test_a_changed_name_is_found_and_the_old_one_no_more(database: Database) -> None:
    call = call_in(database)
    with database.transaction() as tx:
        tx.calls.update_facts(call.id, replace(call.facts, sales_manager="Ёлкина Ия", client_name="Юрий"))
    assert browsing.call_ids(database, CallQuery(text="ёлкина и")) == [call.id]
    assert browsing.call_ids(database, CallQuery(text="ЮРИ")) == [call.id]
    assert browsing.call_ids(database, CallQuery(text="примерная")) == []


def test_lines_carry_the_result_in_force_and_sort_by_it(database: Database) -> None:
    low, none, high = (call_in(database, name) for name in "abc")
    _scored(database, low.id, 1)
    _scored(database, high.id, 4)
    order = browsing.call_ids(database, CallQuery(order=Order.SCORE))
    assert order == [high.id, low.id, none.id]
    assert browsing.call_ids(database, CallQuery(order=Order.SCORE, descending=False))[0] == low.id
    lines = browsing.call_lines(database, [*order, 99])
    assert [line.final for line in lines] == [pytest.approx(80), pytest.approx(20), None]
    assert [line.call.id for line in lines] == order
    assert [line.zone for line in lines] == [Zone.YELLOW, Zone.RED, None]


@pytest.mark.parametrize("order", list(Order))
def test_every_order_holds_every_call_both_ways(database: Database, order: Order) -> None:
    ids = {call_in(database, name).id for name in "abc"}
    for descending in (True, False):
        assert set(browsing.call_ids(database, CallQuery(order=order, descending=descending))) == ids


def test_a_list_is_narrowed_by_facts(database: Database) -> None:
    call = call_in(database)
    by_person = CallQuery(sales_manager="Анна Примерная", role=call.facts.role)
    assert browsing.call_ids(database, by_person) == [call.id]
    assert browsing.call_ids(database, CallQuery(sales_manager="Никто")) == []
    assert browsing.call_ids(database, CallQuery(period=Period.parse("2001-01"))) == []
    assert browsing.sales_managers(database) == ["Анна Примерная"]


def test_a_list_is_narrowed_by_checklist_zone_and_critical_errors(database: Database) -> None:
    good, weak, critical, waiting = (call_in(database, f"{n}.wav") for n in range(4))
    _scored(database, good.id, 5)
    _scored(database, weak.id, 1)
    judged = parse_checklist(CRITICAL, "critical.yaml")
    review(database, ReviewRequest(critical.id, "Проверяющий"), judged, parse_answers(ANSWERS, "a.yaml"))

    def found(**narrow: object) -> set[int]:
        return set(browsing.call_ids(database, CallQuery(**narrow)))  # type: ignore[arg-type]

    assert found(checklist="small") == {good.id, weak.id}
    assert found(checklist="critical") == found(critical=True) == {critical.id}
    assert found(zone=Zone.GREEN) == {good.id}
    assert found(zone=Zone.RED) == {weak.id, critical.id}
    assert found(zone=Zone.RED, checklist="small") == {weak.id}
    assert waiting.id in found()
    assert found(flag="R1") == {critical.id}
    assert found(flag="R2") == set()
    known = [(checklist.id, checklist.title.ru) for checklist in browsing.checklists(database)]
    assert known == [("critical", "С критической"), ("small", "Малый")]
