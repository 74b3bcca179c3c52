"""Every feature of a rule of evidence on small invented calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.checklist import AnswerKind, Criterion, Effect, EffectKind, Flag
from qcdesk.domain.evidence import EvidenceRule, Follow, Hint, MetricBound, Names, Window
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker, Turn, Word
from qcdesk.evidence.conversation import Conversation
from qcdesk.evidence.matcher import Matcher
from qcdesk.evidence.quoting import LONGEST
from qcdesk.evidence.rules import evaluate

M, C = Speaker.SALES_MANAGER, Speaker.CLIENT
Talk = Callable[..., tuple[Turn, ...]]
TITLE = Text("да", "yes")
FLAG = Flag("R1", TITLE, Effect(EffectKind.FATAL))


def criterion(kind: AnswerKind = AnswerKind.YES_NO) -> Criterion:
    return Criterion("A1", TITLE, kind, 1.0)


def ask(
    rule: EvidenceRule,
    turns: tuple[Turn, ...],
    part: Criterion | Flag | None = None,
    metrics: Mapping[str, float | None] | None = None,
    gate: bool = False,
) -> Hint:
    names = Names(companies=("Тёплый Дом",), sales_manager="Наталья Ветрова", client="Сергей Петрович Лугин")
    return evaluate(rule, part or criterion(), turns, metrics or {}, Matcher(names), gate=gate)


def test_a_phrase_by_the_right_speaker_suggests_yes(talk: Talk) -> None:
    turns = talk(("m", "Алло. Добрый день! Удобно говорить?"), ("c", "Здравствуйте"))
    hint = ask(EvidenceRule(by=M, any=("P_GREET",)), turns)
    assert hint.suggested == "yes"
    assert hint.confidence == pytest.approx(0.6)
    assert [quote.text for quote in hint.quotes] == ["Добрый день!"]
    quote = hint.quotes[0]
    assert turns[0].start < quote.start < quote.end < turns[0].end


def test_the_wrong_speaker_and_the_system_prove_nothing(talk: Talk) -> None:
    turns = talk(("s", "Здравствуйте, вы позвонили в компанию"), ("m", "Слушаю"), ("c", "Добрый день"))
    hint = ask(EvidenceRule(by=M, any=("P_GREET",)), turns)
    assert (hint.suggested, hint.confidence, hint.quotes) == (None, 0.0, ())


@pytest.mark.parametrize(("said_at", "found"), [(52.0, True), (70.0, False)])
def test_a_window_counts_from_the_first_turn_of_the_sales_manager(
    talk: Talk, said_at: float, found: bool
) -> None:
    turns = talk(
        ("s", 2.0, "Ваш звонок очень важен для нас"),
        ("c", 30.0, "Алло"),
        ("m", 45.0, "Слушаю вас"),
        ("m", said_at, "Добрый день"),
    )
    hint = ask(EvidenceRule(by=M, any=("P_GREET",), window=Window(0, 15)), turns)
    assert (hint.suggested == "yes") is found


def test_anyone_includes_the_system_before_the_first_turn(talk: Talk) -> None:
    turns = talk(("s", "Разговор записывается."), ("m", "Слушаю вас"), ("c", "Добрый день"))
    rule = EvidenceRule(any=("P_REC_NOTICE",), window=Window(0, 30))
    assert ask(rule, turns).suggested == "yes"


def test_more_turns_make_it_surer(talk: Talk) -> None:
    line = ("m", "Спасибо вам")
    once = ask(EvidenceRule(by=M, any=("P_THANKS",)), talk(line))
    thrice = ask(EvidenceRule(by=M, any=("P_THANKS",)), talk(line, line, line))
    assert once.confidence < thrice.confidence < 1


def test_unknown_speakers_may_be_anyone_but_count_less(talk: Talk) -> None:
    turns = talk(("u", "Добрый день, компания Тёплый Дом"), ("u", "Дорого у вас"), ("u", "Понимаю вас"))
    hint = ask(EvidenceRule(by=M, any=("P_GREET",)), turns)
    assert hint.suggested == "yes"
    assert hint.confidence == pytest.approx(0.36)
    joined = EvidenceRule(by=M, after="P_OBJ_CLIENT", within_turns=1, any=("P_JOIN",))
    assert ask(joined, turns).suggested == "yes"


MONO = (
    ("u", "Добрый день, компания Тёплый Дом, меня зовут Наталья"),
    ("u", "Не звоните мне больше! Вы не правы"),
    ("u", "Нам это дорого. Сколько комнат? Какой бюджет?"),
)
ESTIMATED = tuple((side, text) for side, (_, text) in zip("mcm", MONO, strict=True))


@pytest.mark.parametrize(("lines", "estimated"), [(MONO, False), (ESTIMATED, True)])
def test_nobody_is_accused_where_the_speakers_are_not_known(
    talk: Talk, lines: tuple[tuple[str, str], ...], estimated: bool
) -> None:
    matcher = Matcher(Names(companies=("Тёплый Дом",), sales_manager="Наталья Ветрова"))
    call = Conversation(talk(*lines), matcher, estimated=estimated)

    def found(rule: EvidenceRule, part: Criterion | Flag, gate: bool = False) -> Hint:
        return evaluate(rule, part, call, {"dead_air": 40.0}, matcher, gate=gate)

    stop = EvidenceRule(any=("R_DNC_CLIENT",))
    for hint in (
        found(stop, FLAG),
        found(stop, criterion(), gate=True),
        found(EvidenceRule(none=("R_ARGUE",)), criterion()),
        found(EvidenceRule(any=("P_GREET",), none=("R_ARGUE",)), criterion()),
    ):
        assert hint.suggested is None
        assert hint.quotes
        assert 0 < hint.confidence < 0.6
    bound = EvidenceRule(metrics=(MetricBound("dead_air", at_most=10),))
    assert found(bound, criterion()).suggested is None
    assert found(EvidenceRule(window=Window(0, 30), absent=("P_REC_NOTICE",)), FLAG).suggested is None
    greeted = found(EvidenceRule(by=M, any=("P_GREET",)), criterion())
    assert (greeted.suggested, greeted.confidence) == ("yes", pytest.approx(0.36))
    counted = found(EvidenceRule(by=M, count=("P_OPEN_Q",)), criterion(AnswerKind.COUNT))
    assert counted.suggested == 2.0


def test_no_objection_was_interrupted_where_none_was_made(talk: Talk) -> None:
    rule = EvidenceRule(by=M, metrics=(MetricBound("interrupted_objection", at_most=0),))
    turns = talk(("m", "Добрый день"), ("c", "Алло"))
    assert ask(rule, turns, metrics={"interrupted_objection": None}) == Hint("A1", None, 0.0)
    assert ask(rule, turns, metrics={"interrupted_objection": 0.0}).suggested == "yes"
    assert ask(rule, turns, metrics={"interrupted_objection": 2.0}).suggested == "no"


def test_an_unknown_turn_is_nobody_once_the_sales_manager_is_known(talk: Talk) -> None:
    turns = talk(("m", "Слушаю"), ("u", "Добрый день"))
    assert ask(EvidenceRule(by=M, any=("P_GREET",)), turns).suggested is None


def test_window_runs_from_the_first_turn_of_the_sales_manager(talk: Talk) -> None:
    turns = talk(("s", 0, "Ждите ответа"), ("m", 40, "Алло"), ("c", 45, "Алло"), ("m", 52, "Добрый день"))
    assert ask(EvidenceRule(by=M, any=("P_GREET",), window=Window(0, 15)), turns).suggested == "yes"
    assert ask(EvidenceRule(by=M, any=("P_GREET",), window=Window(0, 10)), turns).suggested is None
    assert ask(EvidenceRule(by=M, any=("P_GREET",), window=Window(from_s=20)), turns).suggested is None


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (Window(last_pct=40), True),
        (Window(last_pct=10), False),
        (Window(first_pct=60), False),
        (Window(first_pct=90), True),
        (Window(last_s=30), True),
        (Window(last_s=10), False),
    ],
)
def test_parts_of_the_call(talk: Talk, window: Window, found: bool) -> None:
    turns = talk(("m", 0, "Алло"), ("c", 50, "Да"), ("m", 75, "Итак, повторим"), ("c", 95, "Угу"))
    assert (ask(EvidenceRule(by=M, any=("P_SUMMARY",), window=window), turns).suggested == "yes") is found


def test_a_long_turn_is_judged_by_the_moment_of_the_words(talk: Talk) -> None:
    turns = (Turn(0, M, 0, 0.0, 60.0, "Мы делаем котлы. " * 10 + "Добрый день!"),)
    assert ask(EvidenceRule(by=M, any=("P_GREET",), window=Window(0, 15)), turns).suggested is None


def test_all_need_not_be_in_one_turn(talk: Talk) -> None:
    rule = EvidenceRule(by=M, all=("P_GREET", "P_SELF_NAME", "P_COMPANY"))
    turns = talk(("m", "Добрый день!"), ("c", "Да"), ("m", "Меня зовут Наталья, компания «Тёплый Дом»."))
    hint = ask(rule, turns)
    assert hint.suggested == "yes"
    assert {quote.turn for quote in hint.quotes} == {0, 2}
    assert ask(rule, turns[:2]).suggested is None


def test_at_least(talk: Talk) -> None:
    rule = EvidenceRule(by=M, any=("R_ARGUE",), at_least=2)
    line = ("m", "Вы не правы")
    assert ask(rule, talk(line), FLAG).suggested is None
    assert ask(rule, talk(line, ("c", "Что?"), ("m", "Успокойтесь")), FLAG).suggested == "yes"


def test_none_speaks_against(talk: Talk) -> None:
    turns = talk(("m", "Понимаю вас, но вы не правы"))
    rule = EvidenceRule(by=M, any=("P_JOIN",), none=("R_ARGUE",))
    hint = ask(rule, turns)
    assert hint.suggested == "no"
    assert hint.quotes
    only = EvidenceRule(by=M, none=("R_ARGUE",))
    assert ask(only, turns).confidence > hint.confidence
    assert ask(only, talk(("m", "Понимаю вас"))).suggested is None


def test_a_scale_never_gets_a_mark_but_its_quotes(talk: Talk) -> None:
    rule = EvidenceRule(by=M, none=("R_DIMIN",))
    hint = ask(rule, talk(("m", "Подпишем договорчик")), criterion(AnswerKind.SCALE))
    assert hint.suggested is None
    assert [quote.text for quote in hint.quotes] == ["Подпишем договорчик"]


def test_flags_and_gates_are_never_no(talk: Talk) -> None:
    turns = talk(("m", "Вы не правы"), ("c", "Дорого"))
    against = EvidenceRule(by=M, none=("R_ARGUE",))
    assert ask(against, turns, FLAG).suggested is None
    assert ask(against, turns, gate=True).suggested is None
    assert ask(EvidenceRule(by=C, any=("P_OBJ_CLIENT",)), turns, gate=True).suggested == "yes"


def test_count_is_not_capped_and_overlaps_count_once(talk: Talk) -> None:
    turns = talk(("m", "Сергей, для чего вам котёл? Сколько комнат? Какой бюджет?"), ("c", "Сколько стоит?"))
    counted = EvidenceRule(by=M, count=("P_OPEN_Q", "P_NEED"), any=("P_ASK_NAME",))
    assert ask(counted, turns, criterion(AnswerKind.COUNT)).suggested == 3.0
    assert ask(counted, talk(("m", "Алло")), criterion(AnswerKind.COUNT)).suggested is None


def test_after_and_within_turns(talk: Talk) -> None:
    turns = talk(
        ("m", "Понимаю."),
        ("c", "Для нас это дороговато"),
        ("m", "Минутку."),
        ("c", "Да"),
        ("m", "Согласна, вопрос серьёзный"),
    )
    rule = EvidenceRule(by=M, after="P_OBJ_CLIENT", within_turns=2, any=("P_JOIN",))
    hint = ask(rule, turns)
    assert hint.suggested == "yes"
    assert [quote.turn for quote in hint.quotes] == [4]
    near = EvidenceRule(by=M, after="P_OBJ_CLIENT", within_turns=1, any=("P_JOIN",))
    assert ask(near, turns).suggested is None
    assert ask(rule, turns[:1]).suggested is None


def test_after_takes_its_trigger_from_the_other_side(talk: Talk) -> None:
    turns = talk(("m", "Скажете, что дорого?"), ("m", "Понимаю вас"))
    assert ask(EvidenceRule(by=M, after="P_OBJ_CLIENT", any=("P_JOIN",)), turns).suggested is None


def test_then_needs_an_answer(talk: Talk) -> None:
    rule = EvidenceRule(by=M, any=("P_HANDOVER",), then=Follow(C, ("P_CLIENT_YES",), 2))
    offer = ("m", "Вам перезвонит наш инженер.")
    hint = ask(rule, talk(offer, ("c", "Хорошо, пусть звонит")))
    assert hint.suggested == "yes"
    assert [quote.turn for quote in hint.quotes] == [0, 1]
    late = talk(offer, ("c", "Хм"), ("m", "Так"), ("c", "Не знаю"), ("m", "Ну"), ("c", "Хорошо"))
    assert ask(rule, late).suggested is None


def test_then_after_all(talk: Talk) -> None:
    rule = EvidenceRule(by=M, all=("P_DATE", "P_TIME"), then=Follow(C, ("P_CLIENT_YES",), 1))
    offer = ("m", "Завтра в 11:30.")
    assert ask(rule, talk(offer, ("c", "Договорились"))).suggested == "yes"
    assert ask(rule, talk(offer, ("c", "Нет"))).suggested is None


def test_absent(talk: Talk) -> None:
    rule = EvidenceRule(window=Window(0, 30), absent=("P_REC_NOTICE",))
    silent = ask(rule, talk(("m", "Добрый день"), ("c", "Алло")), FLAG)
    assert silent.suggested == "yes"
    assert 0 < silent.confidence <= 0.5
    assert ask(rule, talk(("m", "Разговор записывается"), ("c", "Ладно")), FLAG).suggested is None
    assert ask(rule, (), FLAG).suggested is None
    assert ask(rule, talk(("s", "Ждите ответа")), FLAG).suggested is None


def test_absent_after_a_trigger(talk: Talk) -> None:
    rule = EvidenceRule(by=M, after="R_DNC_CLIENT", within_turns=2, absent=("P_DNC_ACK",))
    stop = ("c", "Не звоните мне больше!")
    pushed = ask(rule, talk(stop, ("m", "А котёл?"), ("c", "Нет"), ("m", "Хороший")), FLAG)
    assert pushed.suggested == "yes"
    assert [quote.turn for quote in pushed.quotes] == [0]
    assert ask(rule, talk(stop, ("m", "Хорошо, удалю ваш номер.")), FLAG).suggested is None
    assert ask(rule, talk(stop), FLAG).suggested is None
    assert ask(rule, talk(("m", "А котёл?")), FLAG).suggested is None


@pytest.mark.parametrize(
    ("metrics", "suggested"),
    [
        ({"talk": 50.0, "pause": 3.0}, "yes"),
        ({"talk": 35.0, "pause": 10.0}, "yes"),
        ({"talk": 70.0, "pause": 3.0}, "no"),
        ({"talk": 50.0, "pause": None}, None),
        ({"talk": 50.0}, None),
        ({}, None),
    ],
)
def test_metrics(metrics: dict[str, float | None], suggested: str | None) -> None:
    bounds = (MetricBound("talk", 35.0, 60.0), MetricBound("pause", None, 10.0))
    hint = ask(EvidenceRule(metrics=bounds), (), metrics=metrics)
    assert hint.suggested == suggested
    assert (hint.confidence > 0) is (suggested is not None)


def test_metric_beside_a_phrase(talk: Talk) -> None:
    rule = EvidenceRule(by=M, any=("P_CLARIFY",), metrics=(MetricBound("interruptions", at_most=2),))
    turns = talk(("m", "Правильно понимаю, нужен котёл?"))
    assert ask(rule, turns, metrics={"interruptions": 1}).suggested == "yes"
    assert ask(rule, turns, metrics={"interruptions": 5}).suggested == "no"
    assert ask(rule, turns).suggested is None
    assert ask(rule, talk(("m", "Алло")), metrics={"interruptions": 1}).suggested is None


def test_an_empty_call() -> None:
    rule = EvidenceRule(by=M, any=("P_GREET",), window=Window(0, 10, last_pct=40))
    assert ask(rule, ()) == Hint("A1", None, 0.0)


WORDS = st.sampled_from(
    [
        "Добрый",
        "день",
        "Сергей",
        ",",
        ".",
        "?",
        "здравствуйте",
        "ёлка",
        "«Тёплый",
        "дон»",
        "\n",
        "—",
        "İ",
        "спасибо",
        "a",
    ]
)


@given(
    st.lists(
        st.tuples(
            st.lists(WORDS, max_size=60).map(" ".join), st.floats(0, 100), st.floats(0, 9), st.booleans()
        ),
        max_size=6,
    )
)
def test_every_quote_is_verbatim_and_inside_its_turn(lines: list[tuple[str, float, float, bool]]) -> None:
    turns = tuple(
        Turn(n, M, 0, start, start + length, text, said_badly(text, start, length) if words else ())
        for n, (text, start, length, words) in enumerate(lines)
    )
    for pattern in ("P_GREET", "NAME_CLIENT", "NAME_COMPANY", "P_OPEN_Q", "P_THANKS"):
        hint = ask(EvidenceRule(any=(pattern,)), turns)
        for quote in hint.quotes:
            turn = turns[quote.turn]
            assert quote.text
            assert quote.text in turn.text
            assert quote.text == quote.text.strip()
            assert len(quote.text) <= LONGEST
            assert turn.start <= quote.start <= quote.end <= turn.end


def said_badly(text: str, start: float, length: float) -> tuple[Word, ...]:
    """Word times as recognisers give them: other spacing, a word missing, times outside the turn."""
    parts = text.split()[1:]
    return tuple(Word(start + n, start + n + length, f" {p.lower()}", 0.5) for n, p in enumerate(parts))
