""" "Not said" is suggested only where enough was heard; else the hint says where to listen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcdesk.domain.evidence import EvidenceRule, Hint, ListenReason, MetricBound, Quote, Window
from qcdesk.domain.transcript import Removed, Speaker, Transcript, Turn, Word
from qcdesk.evidence.checking import checked
from qcdesk.evidence.hearing import enough, hearing
from qcdesk.storage.plain import hints_from, plain_hints


def turn(index: int, channel: int, start: float, end: float, sure: float = 0.9) -> Turn:
    step = (end - start) / 10
    words = tuple(Word(start + n * step, start + (n + 1) * step, f"слово{n}", sure) for n in range(10))
    speaker = Speaker.CLIENT if channel else Speaker.SALES_MANAGER
    return Turn(index, speaker, channel, start, end, " ".join(w.text for w in words), words)


TURNS = (turn(0, 0, 0.0, 10.0), turn(1, 1, 10.0, 20.0), turn(2, 0, 20.0, 30.0), turn(3, 1, 30.0, 40.0))
CLEAR = Transcript(
    TURNS,
    (),
    {},
    "fake",
    "none",
    "ru",
    60.0,
    40.0,
    0.1,
    "left",
    speech=(((0.0, 10.0), (20.0, 30.0)), ((10.0, 20.0), (30.0, 40.0))),
)
SILENT = EvidenceRule(by=Speaker.SALES_MANAGER, absent=("P",))
NOT_SAID = Hint("R1", "yes", 0.5)


def test_where_all_was_heard_silence_counts() -> None:
    heard = hearing(CLEAR, Speaker.SALES_MANAGER)
    assert (heard.voice_s, heard.recognised_s, heard.doubted) == (20.0, 20.0, 0.0)
    assert heard.confidence == pytest.approx(0.9)
    assert enough(heard)
    assert checked(NOT_SAID, SILENT, CLEAR) == NOT_SAID


def test_voice_without_text_is_to_be_listened_to() -> None:
    deaf = replace(CLEAR, turns=(TURNS[0], TURNS[1], TURNS[3]))
    assert not enough(hearing(deaf, Speaker.SALES_MANAGER))
    assert enough(hearing(deaf, Speaker.CLIENT))
    hint = checked(NOT_SAID, SILENT, deaf)
    assert (hint.suggested, hint.confidence) == (None, 0.0)
    assert [(p.start, p.end, p.reason) for p in hint.listen] == [(20.0, 30.0, ListenReason.NOT_RECOGNISED)]


def test_text_that_was_set_aside_is_to_be_listened_to() -> None:
    aside = replace(
        CLEAR, turns=(TURNS[0], TURNS[1], TURNS[3]), removed=(Removed(0, 21.0, 29.0, "ла ла", "loop"),)
    )
    hint = checked(NOT_SAID, SILENT, aside)
    assert hint.suggested is None
    assert (21.0, 29.0, ListenReason.SET_ASIDE) in [(p.start, p.end, p.reason) for p in hint.listen]


def test_doubted_words_are_to_be_listened_to() -> None:
    unsure = replace(CLEAR, turns=(TURNS[0], TURNS[1], turn(2, 0, 20.0, 30.0, sure=0.2), TURNS[3]))
    hint = checked(NOT_SAID, SILENT, unsure)
    assert [(p.start, p.end, p.reason) for p in hint.listen] == [(20.0, 30.0, ListenReason.UNSURE)]


def test_words_that_are_all_a_little_unsure_are_not_enough() -> None:
    murmur = replace(CLEAR, turns=tuple(turn(t.index, t.channel, t.start, t.end, 0.55) for t in TURNS))
    assert not enough(hearing(murmur, Speaker.SALES_MANAGER))


def test_a_window_in_which_the_side_hardly_spoke_proves_nothing() -> None:
    rule = replace(SILENT, window=Window(from_s=28.0, to_s=40.0))
    hint = checked(NOT_SAID, rule, CLEAR)
    assert [(p.start, p.end, p.reason) for p in hint.listen] == [(28.0, 40.0, ListenReason.TOO_LITTLE)]


def test_a_no_without_words_rests_on_silence_too_but_not_a_measured_one() -> None:
    deaf = replace(CLEAR, turns=TURNS[1:2])
    no = Hint("A1", "no", 0.9)
    assert checked(no, EvidenceRule(by=Speaker.SALES_MANAGER, detector="greeting"), deaf).suggested is None
    assert checked(no, EvidenceRule(detector="greeting"), deaf).suggested is None
    assert checked(no, EvidenceRule(metrics=(MetricBound("overlap_s", at_most=1.0),)), deaf) == no


def test_a_no_with_words_against_it_stands_however_little_was_heard() -> None:
    deaf = replace(CLEAR, turns=TURNS[:1])
    quote = Quote(0, 0.0, 10.0, TURNS[0].text)
    said = Hint("A1", "no", 0.6, (quote,))
    assert checked(said, EvidenceRule(by=Speaker.SALES_MANAGER, none=("P",)), deaf) == said


def test_a_given_text_without_words_is_heard_in_full() -> None:
    plain = replace(CLEAR, turns=tuple(replace(t, words=()) for t in TURNS), speech=())
    assert hearing(plain, Speaker.CLIENT).confidence is None
    assert enough(hearing(plain, Speaker.CLIENT))
    assert hearing(plain, None).voice_s == pytest.approx(40.0)


def test_an_announcement_in_the_clients_channel_is_not_his_voice() -> None:
    announced = replace(CLEAR, turns=(*TURNS[:3], replace(TURNS[3], speaker=Speaker.SYSTEM)))
    assert hearing(announced, Speaker.CLIENT).voice_s == pytest.approx(10.0)


def test_places_are_kept_with_the_hint() -> None:
    hint = checked(NOT_SAID, SILENT, replace(CLEAR, turns=TURNS[:2]))
    assert hint.listen
    assert hints_from(plain_hints([hint])) == (hint,)
