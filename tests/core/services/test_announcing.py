"""Announcements of the telephone system: known by words, place and pauses, and never a person's talk."""

from __future__ import annotations

import pytest

from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Sound, SoundKind, Speaker, Turn, Word
from qcdesk.evidence.matcher import Matcher
from qcdesk.services.announcing import announced, is_voicemail

MATCHER = Matcher(Names(companies=("Тёплый дом",), sales_manager="Анна Примерная"))
Said = tuple[int, float, str]
GREETING: Said = (0, 20.0, "Добрый день, компания Тёплый дом, меня зовут Анна.")
ANSWER: Said = (1, 25.0, "Здравствуйте, я по поводу окон.")
TALK = (GREETING, ANSWER)


def turn(index: int, channel: int, start: float, text: str, *, mono: bool = False) -> Turn:
    """A turn with words of 0.3 s, one every 0.35 s; `|` in the text is a pause of 0.8 s."""
    words, at = [], start
    for part in text.split():
        if part == "|":
            at += 0.8
            continue
        words.append(Word(at, at + 0.3, part, 0.9))
        at += 0.35
    said = " ".join(w.text for w in words)
    return Turn(index, Speaker.UNKNOWN, 0 if mono else channel, start, words[-1].end, said, tuple(words))


def system(*said: Said, mono: bool = False) -> list[str]:
    """The texts that are found to be announcements."""
    found = announced([turn(i, *each, mono=mono) for i, each in enumerate(said)], MATCHER)
    assert [t.index for t in found.turns] == list(range(len(found.turns)))
    return [t.text for t in found.turns if t.index in found.system]


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте! Ваш звонок очень важен для нас. Оставайтесь на линии.",
        "Для соединения с отделом продаж нажмите один, для связи с бухгалтерией нажмите два.",
        "Вы позвонили в компанию Тёплый дом. Дождитесь ответа оператора.",
        "Вас приветствует компания Тёплый дом. Все разговоры записываются. Оставайтесь на линии.",
        "Вызываемый абонент недоступен или находится вне зоны действия сети.",
        "Набранный вами номер не обслуживается.",
        "К сожалению, все операторы сейчас заняты, вам ответит первый освободившийся оператор.",
        "Телефон абонента выключен или находится вне зоны действия сети.",
        "абонент не отвечает оставьте сообщение после сигнала",
        "Номер набран неправильно. Проверьте номер.",
        "Ваш номер в очереди третий, ожидайте ответа оператора.",
    ],
)
def test_an_announcement_before_the_talk_is_a_machine(text: str, mono: bool) -> None:
    assert system((1, 0.5, text), *TALK, mono=mono) == [text]


def test_a_notice_is_a_machine_when_somebody_greets_after_it() -> None:
    notice = "Разговор может быть записан."
    assert system((0, 0.5, notice), *TALK) == [notice]
    assert system((1, 0.5, "Все звонки записываются."), *TALK, mono=True) == ["Все звонки записываются."]


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize(
    "opening",
    [
        "Здравствуйте, компания Тёплый дом, Анна, разговор записывается.",
        "Добрый день, вас приветствует компания Тёплый дом, меня зовут Анна, чем могу помочь?",
        "Вы позвонили в компанию Тёплый дом, слушаю вас.",
        "Здравствуйте, разговор записывается, подскажите, как к вам обращаться?",
        "Оставайтесь на линии, я соединю вас с менеджером.",
        "Анна, компания Тёплый дом, оставайтесь на линии.",
    ],
)
def test_a_person_who_opens_with_such_words_is_a_person(opening: str, mono: bool) -> None:
    assert system((0, 0.5, opening), (1, 6.0, "Да, здравствуйте, хочу узнать цену."), mono=mono) == []


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize(
    ("channel", "text"),
    [
        (0, "Оставайтесь на линии, я переключу вас на инженера."),
        (0, "Оставайтесь на линии, пожалуйста."),
        (0, "Нажмите кнопку два на пульте."),
        (0, "Разговор записывается."),
        (1, "Ваш номер вчера был недоступен, абонент не отвечает."),
        (1, "Мне сказали: оставьте сообщение после сигнала."),
        (0, "Ваш звонок для нас важен."),
    ],
)
def test_the_same_words_in_the_talk_are_a_persons(channel: int, text: str, mono: bool) -> None:
    assert system(*TALK, (channel, 29.0, text), (1, 34.0, "Хорошо."), mono=mono) == []


def test_after_a_hold_the_machine_speaks_again() -> None:
    on_hold = "Ваш звонок очень важен для нас, дождитесь ответа оператора."
    talk = (*TALK, (0, 29.0, "Оставайтесь на линии, я переключу."))
    assert system(*talk, (1, 40.0, on_hold), (1, 60.0, "Алло, слушаю.")) == [on_hold]


@pytest.mark.parametrize(
    "said", ["Оставайтесь на линии, пожалуйста.", "Нажмите кнопку два.", "Спасибо за ожидание."]
)
def test_a_person_who_comes_back_from_a_hold_is_a_person(said: str) -> None:
    assert system(*TALK, (0, 45.0, said), (1, 50.0, "Да.")) == []


@pytest.mark.parametrize("mono", [False, True])
def test_a_turn_of_both_is_cut_at_the_pause(mono: bool) -> None:
    both = "Ваш звонок очень важен для нас. Оставайтесь на линии. | Алло, слушаю вас."
    turns = [turn(0, 1, 0.5, both, mono=mono), turn(1, *GREETING, mono=mono), turn(2, *ANSWER, mono=mono)]
    found = announced(turns, MATCHER)
    first, second = found.turns[:2]
    assert found.system == {0}
    assert second.text == "Алло, слушаю вас."
    assert (*first.words, *second.words) == turns[0].words
    assert (first.start, first.end) == (first.words[0].start, first.words[-1].end)
    assert (second.start, second.end) == (second.words[0].start, second.words[-1].end)
    assert announced(found.turns, MATCHER) == found


def test_a_persons_turn_is_not_cut_in_the_talk() -> None:
    said = "Абонент не отвечает. | Давайте перезвоню позже, когда вам удобно?"
    turns = [turn(0, *GREETING), turn(1, *ANSWER), turn(2, 0, 29.0, said)]
    assert announced(turns, MATCHER).turns == tuple(turns)


def test_an_answering_machine_is_noted() -> None:
    machine = turn(0, 1, 3.0, "Здравствуйте. Я сейчас не могу ответить. Оставьте сообщение после сигнала.")
    message = turn(1, 0, 20.0, "Здравствуйте, это Анна, компания Тёплый дом. Перезвоните мне.")
    found = announced([machine, message], MATCHER)
    assert found.system == {0}
    assert is_voicemail(found, MATCHER)
    spoken = announced([turn(i, *each) for i, each in enumerate(TALK)], MATCHER)
    assert not is_voicemail(spoken, MATCHER)


def test_a_beep_tells_a_machine_that_was_misheard() -> None:
    misheard = turn(0, 1, 3.0, "Обо мне там не будет отвечено, оставьте сообщение после сильного ветра.")
    message = turn(1, 0, 20.0, "Здравствуйте, это Анна, компания Тёплый дом. Перезвоните мне.")
    beep = Sound(SoundKind.BEEP, 1, misheard.end + 1.0, misheard.end + 1.5)
    assert announced([misheard, message], MATCHER).system == set()
    found = announced([misheard, message], MATCHER, [beep])
    assert found.system == {0}
    assert is_voicemail(found, MATCHER, [beep])


@pytest.mark.parametrize(("channel", "after"), [(0, 1.0), (1, 9.0)])
def test_a_beep_elsewhere_tells_nothing(channel: int, after: float) -> None:
    said = turn(0, 1, 3.0, "Алло, я за рулём, оставьте сообщение в чате.")
    sounds = [Sound(SoundKind.BEEP, channel, said.end + after, said.end + after + 0.5)]
    assert announced([said, turn(1, *GREETING)], MATCHER, sounds).system == set()


def test_a_beep_in_the_talk_tells_nothing() -> None:
    said = turn(2, 1, 29.0, "Оставьте сообщение в чате.")
    sounds = [Sound(SoundKind.BEEP, 1, said.end + 0.5, said.end + 1.0)]
    assert announced([turn(0, *GREETING), turn(1, *ANSWER), said], MATCHER, sounds).system == set()
