"""Who speaks in which channel: by content, by hand, exchanged; the telephone system apart."""

from __future__ import annotations

from typing import Any

import pytest

from qcdesk.domain.call import Side
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.announcing import VOICEMAIL
from qcdesk.services.assembly import UNKNOWN_SIDE, transcript_of, with_side
from qcdesk.speech.metrics import FROM_OVERLAP, NAMES

MATCHER = Matcher(Names(companies=("Тёплый дом",), sales_manager="Анна Примерная"))


def heard(*said: tuple[int, str]) -> dict[str, Any]:
    """What recognition gives: (channel, text) in turns of four seconds."""
    turns = [
        {
            "index": i,
            "speaker": "unknown",
            "channel": c,
            "start": 5.0 * i,
            "end": 5.0 * i + 4,
            "text": t,
            "words": [],
        }
        for i, (c, t) in enumerate(said)
    ]
    channels = max((c for c, _t in said), default=0) + 1
    voice = [[[t["start"], t["end"]] for t in turns if t["channel"] == c] for c in range(max(channels, 1))]
    return {
        "turns": turns, "removed": [], "voice": voice, "notes": [], "sounds": [], "audio_s": 60.0,
        "speech_s": 30.0, "seconds": 1.0, "engine": "fake", "model": "none",
    }  # fmt: skip


CONVERSATION = (
    (1, "Добрый день, меня зовут Анна, компания Тёплый дом."),
    (0, "Здравствуйте, да, слушаю."),
    (1, "Звоню по вашей заявке. Какие окна вам нужны?"),
    (0, "Мне пока не нужно, дорого."),
)


def test_the_words_tell_the_side() -> None:
    made = transcript_of(heard(*CONVERSATION), "ru", None, MATCHER)
    assert made.manager_side == Side.RIGHT
    assert [t.speaker for t in made.turns] == [Speaker.SALES_MANAGER, Speaker.CLIENT] * 2
    assert set(made.metrics) == NAMES
    assert made.metrics["talk_share_manager"] == pytest.approx(50.0)
    assert made.metrics["open_questions"] == 1


def test_a_side_that_was_told_is_believed() -> None:
    made = transcript_of(heard(*CONVERSATION), "ru", Side.LEFT, MATCHER)
    assert made.turns[0].speaker is Speaker.CLIENT


def test_exchanging_twice_gives_the_same() -> None:
    made = transcript_of(heard(*CONVERSATION), "ru", Side.RIGHT, MATCHER)
    assert with_side(with_side(made, Side.LEFT, MATCHER), Side.RIGHT, MATCHER) == made


def test_nothing_tells_the_side() -> None:
    made = transcript_of(heard((0, "Ага."), (1, "Угу.")), "ru", None, MATCHER)
    assert made.manager_side is None
    assert UNKNOWN_SIDE in made.notes
    assert {t.speaker for t in made.turns} == {Speaker.UNKNOWN}
    assert with_side(made, Side.LEFT, MATCHER).turns[0].speaker is Speaker.SALES_MANAGER


def test_one_channel_has_unknown_speakers_and_no_metrics_by_side() -> None:
    made = transcript_of(
        heard((0, "Добрый день, компания Тёплый дом."), (0, "Здравствуйте.")), "ru", None, MATCHER
    )
    assert {t.speaker for t in made.turns} == {Speaker.UNKNOWN}
    assert made.metrics["talk_share_manager"] is None
    assert set(made.metrics) == NAMES


def test_an_announcement_is_the_system() -> None:
    said = (
        (1, "Здравствуйте, ваш звонок очень важен для нас, оставайтесь на линии."),
        *((1 - c, t) for c, t in CONVERSATION),
    )
    made = transcript_of(heard(*said), "ru", Side.LEFT, MATCHER)
    assert made.turns[0].speaker is Speaker.SYSTEM
    assert made.turns[1].speaker is Speaker.SALES_MANAGER


def test_voices_of_one_channel_are_named_by_content_alone_and_marked() -> None:
    told = heard(*CONVERSATION) | {"speakers_estimated": True}
    made = transcript_of(told, "ru", Side.LEFT, MATCHER)
    assert made.speakers_estimated
    assert made.manager_side == Side.RIGHT
    assert {n for n in FROM_OVERLAP if made.metrics[n] is not None} == set()
    assert made.metrics["talk_share_manager"] == pytest.approx(50.0)
    assert with_side(made, Side.LEFT, MATCHER).speakers_estimated


def test_voices_of_one_channel_stay_unnamed_where_content_does_not_tell() -> None:
    made = transcript_of(heard((0, "Ага."), (1, "Угу.")) | {"speakers_estimated": True}, "ru", None, MATCHER)
    assert made.speakers_estimated
    assert {t.speaker for t in made.turns} == {Speaker.UNKNOWN}


def test_an_announcement_is_the_system_in_one_channel_too() -> None:
    said = ((0, "Ваш звонок очень важен для нас, оставайтесь на линии."), *((0, t) for _c, t in CONVERSATION))
    made = transcript_of(heard(*said), "ru", None, MATCHER)
    assert [t.speaker for t in made.turns] == [Speaker.SYSTEM] + [Speaker.UNKNOWN] * 4


def test_an_answering_machine_is_noted_once_and_its_voice_is_nobodys() -> None:
    said = ((1, "Абонент не может ответить. Оставьте сообщение после сигнала."), (0, CONVERSATION[0][1]))
    made = transcript_of(heard(*said), "ru", Side.LEFT, MATCHER)
    assert made.notes == (VOICEMAIL,)
    assert made.metrics["talk_share_manager"] == pytest.approx(100.0)
    assert with_side(with_side(made, Side.RIGHT, MATCHER), Side.LEFT, MATCHER) == made
