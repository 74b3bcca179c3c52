"""Patterns found by word form, by names alike, with gaps, and quoted from the original text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.errors import ChecklistError
from qcdesk.evidence.lexicon import lexicon
from qcdesk.evidence.matcher import Matcher, merged


def said(pattern: str, text: str, names: Names) -> list[str]:
    turn = Turn(7, Speaker.SALES_MANAGER, 0, 0.0, 5.0, text)
    hits = Matcher(names).hits(pattern, turn)
    assert all(hit.turn == 7 and hit.pattern == pattern for hit in hits)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("P_GREET", "Вечер добрый… то есть добрый вечер!"),
        ("P_GREET", "Приветствую вас"),
        ("P_SELF_NAME", "Это Наталья, компания «Тёплый Дом»."),
        ("P_SELF_NAME", "Меня Наташа зовут, а меня зовут Наташа."),
        ("P_SELF_NAME", "Звонит менеджер Наталья"),
        ("P_COMPANY", "Беспокоит теплый дон, отдел продаж"),
        ("P_ASK_NAME", "Подскажите, как к вам лучше обращаться?"),
        ("P_TIME_OK", "Найдётся у вас пара минуток?"),
        ("P_TIME_OK", "Вам сейчас удобно?"),
        ("P_GOAL", "Звоним вам насчёт отопления"),
        ("P_REQUEST_REF", "Вы вчера на нашем сайте заполнили форму"),
        ("P_LPR", "А с кем вы обычно советуетесь?"),
        ("P_CLARIFY", "Если я вас верно понял, нужен котёл на дачу"),
        ("P_NEED", "А чем сейчас обходитесь зимой?"),
        ("P_BUDGET", "Какую примерно сумму закладываете?"),
        ("P_TIMELINE", "К какому сроку котёл должен работать?"),
        ("P_FOLLOWUP", "Отправлю вам сегодня расчёт на почту"),
        ("P_FOLLOWUP", "смету скину сейчас, скину её на ваш ватсап"),
        ("P_HANDOVER", "Завтра вас наберёт наш инженер Антон"),
        ("P_DATE", "во вторник, двадцать первого октября"),
        ("P_TIME", "в половине одиннадцатого"),
        ("P_TIME", "созвонимся в 15:30"),
        ("P_ALT_Q", "Вам удобнее завтра утром или в пятницу после обеда?"),
        ("P_SUMMARY", "Итак, ещё раз повторим"),
        ("P_CLIENT_YES", "Ну да, записывайте"),
        ("P_BYE", "Хорошего вам вечера, до свидания"),
        ("P_REC_NOTICE", "Наш разговор записывается"),
        ("P_JOIN", "Согласна, это серьёзный вопрос"),
        ("P_OBJ_CLARIFY", "А что именно вас смущает?"),
        ("P_CHURN_CLIENT", "Мы решили расторгнуть договор"),
        ("R_OVERPROMISE", "Гарантирую вам, что всё окупится"),
        ("R_ARGUE", "Я же вам уже объясняла!"),
        ("R_RUDE", "Вы что, глухой?"),
        ("R_DIMIN", "Заключим договорчик"),
        ("R_CARD_DATA", "Назовите, пожалуйста, номер карты полностью"),
        ("R_SIDE_DEAL", "Переведите мне на карту"),
        ("R_COMPETITOR", "ЖарКомфорт всех обманывает"),
        ("R_DNC_CLIENT", "Больше мне не звоните"),
        ("P_DNC_ACK", "Хорошо, исключу ваш номер из базы"),
    ],
)
def test_is_found(pattern: str, text: str, names: Names) -> None:
    assert said(pattern, text, names)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("P_SELF_NAME", "Это дорого для меня."),
        ("P_COMPANY", "наша компания давно работает"),
        ("P_COMPANY", "У нас тёплый пол по всему этажу."),
        ("P_JOIN", "Правильно понимаю, что вам нужен котёл?"),
        ("P_OBJ_CLIENT", "Это недорого."),
        ("P_FOLLOWUP", "Отправил ребёнка в школу. Почта закрыта."),
        ("P_HANDOVER", "Менеджер ушёл домой"),
        ("R_RUDE", "Дубликат сукна, хлеба и рубля"),
        ("R_RUDE", "Я потребляю небольшой объём и застрахуюсь"),
        ("P_TIME", "Я так считаю"),
        ("NAME_CLIENT", "Диван не нужен"),
    ],
)
def test_is_not_found(pattern: str, text: str, names: Names) -> None:
    assert not said(pattern, text, names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Я из Тёплого Дома звоню", "Тёплого Дома"),
        ("компания теплый дон", "теплый дон"),
        ("Это «Тёплый Дом»!", "Тёплый Дом"),
        ("мы теплыйдом", "теплыйдом"),
    ],
)
def test_company_is_alike(text: str, expected: str, names: Names) -> None:
    assert said("NAME_COMPANY", text, names) == [expected]


def test_a_mangled_name_scores_less(names: Names) -> None:
    turns = [
        Turn(n, Speaker.SALES_MANAGER, 0, 0.0, 1.0, t) for n, t in enumerate(("Тёплый Дом", "Теплый Дон"))
    ]
    exact, mangled = (hit for turn in turns for hit in Matcher(names).hits("NAME_COMPANY", turn))
    assert exact.score == 1.0
    assert 0.75 <= mangled.score < 1.0


def test_a_latin_brand_is_heard_in_russian_letters() -> None:
    assert said("NAME_COMPANY", "Вас приветствует кулсофт", Names(companies=("CoolSoft",))) == ["кулсофт"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сергей Петрович, смотрите", ["Сергей Петрович"]),
        ("Рада слышать, Сергей! Сергею понравится", ["Сергей", "Сергею"]),
        ("Серёжа, добрый день", ["Серёжа"]),
        ("а Игорь Петрович дома", []),
    ],
)
def test_client_is_called(text: str, expected: list[str], names: Names) -> None:
    assert said("NAME_CLIENT", text, names) == expected


def test_short_vocative_needs_a_comma() -> None:
    client = Names(client="Светлана Юрьевна Белова")
    assert said("NAME_CLIENT", "Свет, ну как вам?", client) == ["Свет"]
    assert not said("NAME_CLIENT", "Свет выключите", client)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Сколько у вас комнат? И какой дом, кирпичный?", 2),
        ("А сейчас чем отапливаете?", 1),
        ("Вам удобно говорить?", 0),
        ("Правильно понимаю, что дом новый?", 0),
        ("Как к вам обращаться?", 0),
        ("Что касается цены, она прежняя. Как договаривались.", 0),
        ("Расскажите про дом.", 1),
        ("Расскажите, какой у вас дом?", 1),
        ("понятно а сколько у вас комнат в доме", 1),
        ("подскажите пожалуйста для чего вам котел", 1),
        ("какой у вас дом а когда планируете переезжать", 2),
        ("да все верно дом новый", 0),
    ],
)
def test_open_questions(text: str, count: int, names: Names) -> None:
    assert len(said("P_OPEN_Q", text, names)) == count


def test_fillers_are_counted_one_by_one(talk: Callable[..., tuple[Turn, ...]], names: Names) -> None:
    turns = talk(("m", "Ну, вот, как бы, типа, котёл"), ("m", "Котёл хороший"))
    assert [len(Matcher(names).hits("R_FILLERS", turn)) for turn in turns] == [4, 0]


def test_a_phrase_does_not_cross_sentences(names: Names) -> None:
    assert said("P_FOLLOWUP", "Отправим вам на почту", names)
    assert not said("P_FOLLOWUP", "Уже отправим. Почта не нужна", names)


def test_an_unknown_pattern_is_refused(names: Names) -> None:
    with pytest.raises(ChecklistError):
        said("P_NOTHING", "да", names)


def test_another_lexicon_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("P_OWN: {phrases: ['тёплый …1 дом'], unless: [чужой]}\n", "utf-8")
    matcher = Matcher(Names(), lexicon(path))
    texts = ("в тёплом и доме", "в тёплом и уютном доме", "в чужом тёплом доме")
    found = [len(matcher.hits("P_OWN", Turn(0, Speaker.CLIENT, 1, 0, 1, text))) for text in texts]
    assert found == [1, 0, 0]


def test_overlapping_spans_are_merged() -> None:
    assert merged([(5, 9, 1.0), (0, 3, 0.8), (2, 4, 0.9)]) == [(0, 4, 0.9), (5, 9, 1.0)]


def test_empty_names_are_never_said() -> None:
    nobody = Names(("", "«»"), ("-",), ("ООО",), ("?!",), None, "…")
    for pattern in ("NAME_COMPANY", "NAME_PRODUCT", "NAME_COMPETITOR", "NAME_MANAGER", "NAME_CLIENT"):
        assert not said(pattern, "Добрый день, а - это кто?", nobody)
