"""Every quote passes one guard: verbatim, by the right side, in the transcript in force, inside the audio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists.answers import parse_answers
from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.evidence import EvidenceRule, Follow, Hint, Quote
from qcdesk.domain.transcript import Removed, Speaker, Transcript, Turn
from qcdesk.errors import QuoteRefused
from qcdesk.evidence.checking import checked
from qcdesk.evidence.guard import ANYONE, LIVING, Fault, asked_sides, fault, guard
from qcdesk.services.reviewing import ReviewRequest, review
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened, transcript

SAID = replace(
    transcript(), removed=(Removed(0, 25.0, 28.0, "Спасибо за просмотр и до встречи", "known invention"),)
)
MANAGER = (Speaker.SALES_MANAGER,)
GOOD = Quote(2, 10.0, 14.5, "А с чем сравниваете?")

FAULTS = [
    (replace(GOOD, text="С чем вы сравниваете?"), Fault.PARAPHRASE),
    (replace(GOOD, text="а с чем сравниваете"), Fault.PARAPHRASE),
    (replace(GOOD, text="чем сравн"), Fault.PARAPHRASE),
    (replace(GOOD, text=" "), Fault.PARAPHRASE),
    (replace(GOOD, text="?"), Fault.PARAPHRASE),
    (replace(GOOD, turn=0), Fault.WRONG_TURN),
    (replace(GOOD, turn=99), Fault.WRONG_TURN),
    (replace(GOOD, text="до встречи"), Fault.QUARANTINED),
    (Quote(1, 5.0, 9.5, "Здравствуйте, мне дорого."), Fault.WRONG_SPEAKER),
    (replace(GOOD, end=31.0), Fault.OUTSIDE_AUDIO),
    (replace(GOOD, start=-1.0), Fault.OUTSIDE_AUDIO),
    (replace(GOOD, start=float("nan")), Fault.OUTSIDE_AUDIO),
    (replace(GOOD, start=14.0, end=11.0), Fault.OUTSIDE_AUDIO),
    (replace(GOOD, start=20.0, end=21.0), Fault.OUTSIDE_TURN),
]


def test_a_quote_that_stands_there_passes() -> None:
    assert guard(GOOD, SAID, MANAGER) == GOOD


@pytest.mark.parametrize(("quote", "expected"), FAULTS)
def test_what_proves_nothing_is_refused_with_its_fault(quote: Quote, expected: Fault) -> None:
    assert fault(quote, SAID, MANAGER) is expected
    with pytest.raises(QuoteRefused) as refused:
        guard(quote, SAID, MANAGER, "A1")
    assert refused.value.fault == expected
    assert refused.value.remedy


def test_a_turn_beyond_the_end_of_the_audio_proves_nothing() -> None:
    assert fault(GOOD, replace(SAID, audio_s=12.0), MANAGER) is Fault.OUTSIDE_AUDIO


def test_a_place_that_was_set_aside_proves_nothing() -> None:
    aside = replace(SAID, removed=(Removed(0, 9.0, 15.0, "а с чем", "loop"),))
    assert fault(GOOD, aside, MANAGER) is Fault.QUARANTINED
    of_the_other = replace(SAID, removed=(Removed(1, 9.0, 15.0, "а с чем", "loop"),))
    assert fault(GOOD, of_the_other, MANAGER) is None


def test_speakers_that_were_not_told_apart_are_either_person() -> None:
    unknown = replace(SAID, turns=tuple(replace(t, speaker=Speaker.UNKNOWN) for t in SAID.turns))
    assert fault(GOOD, unknown, (Speaker.CLIENT,)) is None
    assert fault(GOOD, unknown, (Speaker.SYSTEM,)) is Fault.WRONG_SPEAKER
    partly = replace(SAID, turns=(*SAID.turns[:4], replace(SAID.turns[4], speaker=Speaker.UNKNOWN)))
    assert fault(Quote(4, 20.0, 24.5, SAID.turns[4].text), partly, MANAGER) is Fault.WRONG_SPEAKER


@pytest.mark.parametrize(
    ("rule", "sides"),
    [
        (None, LIVING),
        (EvidenceRule(), ANYONE),
        (EvidenceRule(by=Speaker.CLIENT), {Speaker.CLIENT}),
        (EvidenceRule(by=Speaker.SALES_MANAGER, then=Follow(Speaker.CLIENT, ("P",), 2)), LIVING),
        (EvidenceRule(by=Speaker.SALES_MANAGER, after="P"), LIVING),
        (EvidenceRule(detector="greeting"), {Speaker.SALES_MANAGER}),
        (EvidenceRule(detector="recording_notice"), {Speaker.SALES_MANAGER, Speaker.SYSTEM}),
    ],
)
def test_whose_words_a_rule_asks_for(rule: EvidenceRule | None, sides: set[Speaker]) -> None:
    assert asked_sides(rule) == sides


def test_a_hint_loses_what_the_guard_refuses() -> None:
    rule = EvidenceRule(by=Speaker.SALES_MANAGER, any=("P",))
    wrong = Quote(1, 5.0, 9.5, "мне дорого")
    both = checked(Hint("A1", "yes", 0.76, (wrong, GOOD)), rule, SAID)
    assert both == Hint("A1", "yes", 0.76, (GOOD,))
    assert checked(Hint("A1", "yes", 0.6, (wrong,)), rule, SAID) == Hint("A1", None, 0.0)


# — a person's quotes, in a real database —

CHECKLIST = parse_checklist(
    """
id: guarded
title: {ru: Страж, en: Guard}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - id: A1
        title: {ru: Уточнил, en: Asked}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [P_OPEN_Q]}
""",
    "guarded.yaml",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def answered(database: Database, call_id: int, quote: str) -> tuple[Quote, ...]:
    sheet = parse_answers(f"A1: {{answer: no, quote: {quote}}}", "answers.yaml")
    return review(database, ReviewRequest(call_id, "Проверяющий"), CHECKLIST, sheet).answers[0].quotes


def refused(database: Database, call_id: int, quote: str) -> str:
    with pytest.raises(QuoteRefused) as caught:
        answered(database, call_id, quote)
    with database.read() as tx:
        assert tx.reviews.history(call_id) == []
    return caught.value.fault


HUMAN = [
    ('{at: 12, text: "С чем вы сравниваете?"}', Fault.PARAPHRASE),
    ('{at: 6, text: "мне дорого"}', Fault.WRONG_SPEAKER),
    ("{at: 7, by: client}", Fault.WRONG_SPEAKER),
    ('{at: 2, text: "А с чем сравниваете?"}', Fault.WRONG_TURN),
    ('{at: 500, text: "А с чем сравниваете?"}', Fault.WRONG_TURN),
    ('{at: 26, text: "до встречи"}', Fault.QUARANTINED),
    ("{at: 26}", Fault.QUARANTINED),
]


@pytest.mark.parametrize(("quote", "expected"), HUMAN)
def test_a_persons_quote_passes_the_same_guard(database: Database, quote: str, expected: Fault) -> None:
    call = call_in(database)
    with database.transaction() as tx:
        tx.transcripts.store(call.id, SAID)
    assert refused(database, call.id, quote) == expected


def test_a_quote_by_its_words(database: Database) -> None:
    (quote,) = answered(database, call_in(database).id, '{at: 11, text: "с чем сравниваете"}')
    assert (quote.turn, quote.text) == (2, "с чем сравниваете")


def test_a_quote_of_an_older_transcript_is_refused(database: Database) -> None:
    call = call_in(database)
    edited: Transcript = transcript()
    turns: list[Turn] = list(edited.turns)
    turns[2] = replace(turns[2], text="Понимаю вас. А что у вас сейчас?")
    with database.transaction() as tx:
        tx.transcripts.store(call.id, replace(edited, turns=tuple(turns)))
    assert refused(database, call.id, '{at: 11, text: "А с чем сравниваете?"}') == Fault.PARAPHRASE
    assert answered(database, call.id, '{at: 11, text: "А что у вас сейчас?"}')[0].turn == 2


def test_a_transcript_that_runs_beyond_the_audio(database: Database) -> None:
    call = call_in(database)
    with database.transaction() as tx:
        tx.transcripts.store(call.id, replace(transcript(), audio_s=12.0))
    assert refused(database, call.id, "{at: 13}") == Fault.OUTSIDE_AUDIO
