"""What is found in a call: by whom it is said, where in the talk, with which words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qcdesk.domain.call import Direction, Role
from qcdesk.domain.checklist import AnswerKind, Criterion
from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.evidence import EvidenceRule, Names, Window
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import ChecklistError, InputError
from qcdesk.evidence.detectors.detect import Finding, Search, detect
from qcdesk.evidence.detectors.finder import Finder
from qcdesk.evidence.detectors.given import read_text
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.guard import fault
from qcdesk.evidence.matcher import Matcher
from qcdesk.evidence.rules import evaluate
from qcdesk.evidence.vocabulary import lines_of, vocabulary

M, C, S = Speaker.SALES_MANAGER, Speaker.CLIENT, Speaker.SYSTEM
TITLE = Text("да", "yes")
NAMES = Names(companies=("Лесной Дом",), sales_manager="Ольга Ветрова", client="Сергей Иванович")
TALK = (
    (S, "Разговор может быть записан."),
    (C, "Да, слушаю."),
    (
        M,
        "Сергей Иванович, здравствуйте! Меня зовут Ольга, компания «Лесной Дом». Вам удобно сейчас говорить?",
    ),
    (C, "Удобно, говорите."),
    (M, "Звоню обсудить ваш проект бани и посчитать смету. Сколько человек будет париться?"),
    (C, "Человек шесть."),
    (M, "Смотрите, баня шесть на четыре из бруса, стены двадцать сантиметров, стоит девятьсот тысяч рублей."),
    (C, "Ой, дорого, я подумаю."),
    (M, "Понимаю вас, сумма серьёзная. А что именно смущает, сама цена или сроки оплаты?"),
    (C, "Да сразу столько нету."),
    (M, "Можно платить в три этапа. Давайте заключим договор?"),
    (C, "Ну давайте."),
    (M, "Тогда завтра в одиннадцать пришлю договор вам на почту, хорошо?"),
    (C, "Хорошо, жду."),
    (M, "Спасибо вам, всего доброго, до свидания!"),
)


def transcript(talk: Sequence[tuple[Speaker, str]]) -> Transcript:
    """Turns of four seconds, one second apart."""
    turns = tuple(
        Turn(n, speaker, int(speaker is not M), 5.0 * n, 5.0 * n + 4, text)
        for n, (speaker, text) in enumerate(talk)
    )
    return Transcript(turns, (), {}, "", "", "ru", 5.0 * len(turns), 0.0, 0.0)


def found(talk: Sequence[tuple[Speaker, str]], direction: Direction = Direction.OUT) -> dict[str, Finding]:
    """What is found in a talk of the sales manager Ольга."""
    return detect(transcript(talk), Facts(NAMES, direction=direction, role=Role.SALES))


def test_a_good_call() -> None:
    told = found(TALK)
    assert tuple(told) == DETECTOR_KEYS
    yes = {key for key, one in told.items() if one.answer == "yes"}
    assert yes >= {
        "greeting", "introduced_name", "named_company", "recording_notice", "permission_to_talk",
        "stated_goal", "used_client_name", "open_questions", "presented_features", "price_named",
        "objection_raised", "objection_handled", "asked_for_sale", "next_step_agreed", "thanked_and_farewell",
    }  # fmt: skip
    assert not yes & {
        "rude",
        "forbidden_phrase",
        "personal_data_spoken",
        "interrupted_client",
        "promised_impossible",
    }
    assert told["handover_to_manager"].answer == "na"


def test_every_quote_passes_the_guard_and_is_by_the_right_side() -> None:
    heard = transcript(TALK)
    for key, one in found(TALK).items():
        assert (one.answer == "yes") == bool(one.quotes)
        assert 0 <= one.confidence <= 1
        for quote in one.quotes:
            assert fault(quote, heard) is None
            if key == "objection_raised":
                assert heard.turns[quote.turn].speaker is C


def test_the_words_of_the_client_are_not_the_sales_managers() -> None:
    exchanged = [({M: C, C: M}.get(speaker, speaker), text) for speaker, text in TALK]
    told = found(exchanged)
    for key in ("introduced_name", "named_company", "asked_for_sale", "price_named"):
        assert told[key].answer != "yes"


def test_a_call_nobody_answered_asks_for_nothing() -> None:
    told = found(
        [(S, "Абонент не отвечает. Оставьте сообщение."), (M, "Здравствуйте, это Ольга, перезвоните.")]
    )
    violations = {"forbidden_phrase", "rude", "promised_impossible", "personal_data_spoken"}
    assert all(one.answer == ("no" if key in violations else "na") for key, one in told.items())


def test_an_incoming_call_needs_no_permission() -> None:
    talk = [(C, "Здравствуйте, сколько стоит баня?"), (M, "Добрый день! Девятьсот тысяч."), (C, "Ясно."),
            (M, "Какой размер?"), (C, "Пять."), (M, "Хорошо."), (C, "Да."), (M, "Ага.")]  # fmt: skip
    assert found(talk, Direction.IN)["permission_to_talk"].answer == "na"
    assert found(talk, Direction.OUT)["permission_to_talk"].answer == "no"


@pytest.mark.parametrize(
    "said",
    ["Это не наша проблема.", "Успокойтесь, пожалуйста.", "Я же вам уже говорила.", "Понятия не имею."],
)
def test_forbidden_phrases_are_on_the_list(said: str) -> None:
    assert found([*TALK, (M, said)])["forbidden_phrase"].answer == "yes"
    assert found([*TALK, (C, said)])["forbidden_phrase"].answer == "no"


def test_a_company_adds_and_takes_away_phrases(tmp_path: Path) -> None:
    (tmp_path / "forbidden_phrases.txt").write_text("+ девочка моя\n- не ко мне\n", "utf-8")
    assert "девочка моя" in lines_of("forbidden_phrases", tmp_path)
    assert "не ко мне" not in lines_of("forbidden_phrases", tmp_path)
    own = {"forbidden_phrases": vocabulary("forbidden_phrases", tmp_path)}
    talk = transcript([*TALK, (M, "Девочка моя, подождите.")])
    assert detect(talk, Facts(NAMES, own))["forbidden_phrase"].answer == "yes"


def test_a_wrong_phrase_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rude.txt").write_text("нормально\n… хвост\n", "utf-8")
    with pytest.raises(ChecklistError) as caught:
        vocabulary("rude", tmp_path)
    assert caught.value.line == 2


def test_a_card_is_found_and_a_phone_is_not() -> None:
    card = (C, "Карта четыре два ноль ноль, ноль ноль ноль ноль, ноль ноль ноль ноль, один один один один.")
    assert found([*TALK, card])["personal_data_spoken"].answer == "yes"
    phone = (C, "Мой номер плюс семь ноль ноль ноль сто двадцать три сорок пять шестьдесят семь.")
    assert found([*TALK, phone])["personal_data_spoken"].answer == "no"


def test_interruptions_are_counted_by_times() -> None:
    turns = (
        Turn(0, C, 1, 0.0, 4.0, "Я вообще-то хотел сказать, что…"),
        Turn(1, M, 0, 3.0, 8.0, "Мы всё привезём во вторник."),
        Turn(2, C, 1, 9.0, 11.0, "Понял."),
    )
    told = detect(Transcript(turns, (), {}, "", "", "ru", 12.0, 0.0, 0.0), Facts(NAMES))
    assert (told["interrupted_client"].answer, told["interrupted_client"].count) == ("yes", 1)


def test_a_file_of_turns(tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    turns = [
        {"speaker": str(s), "start": 5.0 * n, "end": 5.0 * n + 4, "text": t} for n, (s, t) in enumerate(TALK)
    ]
    file.write_text(json.dumps({"turns": turns, "role": "звонарь", "direction": "outbound"}), "utf-8")
    heard, facts = read_text(file)
    assert [turn.text for turn in heard.turns] == [text for _speaker, text in TALK]
    assert (facts.role, facts.direction) == (Role.CALLER, Direction.OUT)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"turns": 5}',
        '{"turns": [{"speaker": "nobody"}]}',
        '{"turns": [1]}',
        '{"turns": [{"speaker": "client", "start": 0, "end": 1, "text": null}]}',
        '{"turns": [{"speaker": "client", "start": NaN, "end": 1, "text": "a"}]}',
        '{"turns": [{"speaker": "client", "start": 0, "end": 1e999, "text": "a"}]}',
        "[" * 100_000,
    ],
)
def test_a_file_of_another_form_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError):
        read_text(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(InputError):
            read_text(place)


def test_no_turns_is_no_conversation() -> None:
    assert all(one.answer == "na" for one in found([]).values())


def test_a_rule_names_a_detector_as_it_names_a_pattern() -> None:
    heard = transcript(TALK)
    finder = Finder(Search(heard.turns, Facts(NAMES)), Matcher(NAMES))
    greeted = [hit for turn in heard.turns for hit in finder.hits("greeting", turn)]
    assert [hit.turn for hit in greeted] == [2]
    assert finder.hits("P_BYE", heard.turns[-1])
    rule = EvidenceRule(by=M, all=("greeting", "named_company"), window=Window(to_s=15))
    hint = evaluate(rule, Criterion("A1", TITLE, AnswerKind.YES_NO, 1.0), heard.turns, {}, finder)
    assert hint.suggested == "yes"
    assert {quote.turn for quote in hint.quotes} == {2}


def test_unknown_speakers_may_be_the_sales_manager() -> None:
    mono = [(Speaker.UNKNOWN, text) for speaker, text in TALK if speaker is not S]
    assert found(mono)["greeting"].answer == "yes"
