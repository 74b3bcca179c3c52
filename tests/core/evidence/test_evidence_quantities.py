"""What is said in numbers is found, with its normal form."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.evidence.quantities import normalised, quantities

CALL = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("двадцать пять тысяч рублей", [("sum", "25000 RUB")]),
        ("25 000 рублей", [("sum", "25000 RUB")]),
        ("12.500 руб.", [("sum", "12500 RUB")]),
        ("5 тыс. руб. и 3 т.р.", [("sum", "5000 RUB"), ("sum", "3000 RUB")]),
        ("полтора миллиона", [("number", "1500000")]),
        ("миллион двести рублей", [("sum", "1200000 RUB")]),
        ("миллион двести тысяч сто рублей", [("sum", "1200100 RUB")]),
        ("две с половиной тысячи", [("number", "2500")]),
        ("сто рублей пятьдесят копеек", [("sum", "100.5 RUB")]),
        ("$500 или 450 евро", [("sum", "500 USD"), ("sum", "450 EUR")]),
        ("пять процентов", [("percent", "5")]),
        ("скидка 7,5%", [("percent", "7.5")]),
        ("две целых пять десятых процента", [("percent", "2.5")]),
        ("от пяти до десяти процентов", [("number", "5"), ("percent", "10")]),
        ("двадцать-пять штук", [("number", "25")]),
        ("нас двое", [("number", "2")]),
        ("к двум", [("time", "14:00")]),
        ("к двум созвонимся", [("time", "14:00")]),
        ("к двум клиентам", [("number", "2")]),
        ("с девяти до шести", [("time", "09:00"), ("time", "18:00")]),
        ("в половине третьего", [("time", "14:30")]),
        ("полтретьего", [("time", "14:30")]),
        ("без пятнадцати пять", [("time", "16:45")]),
        ("без двадцати пять", [("time", "16:40")]),
        ("без четверти девять утра", [("time", "08:45")]),
        ("без пяти процентов", [("percent", "5")]),
        ("десять минут пятого", [("time", "16:10")]),
        ("пятнадцать тридцать", [("time", "15:30")]),
        ("в девять ноль пять", [("time", "09:05")]),
        ("десять ноль ноль", [("time", "10:00")]),
        ("десять двадцать штук", [("number", "10"), ("number", "20")]),
        ("в 15:30 или в 16.00", [("time", "15:30"), ("time", "16:00")]),
        ("в три часа дня, в девять утра", [("time", "15:00"), ("time", "09:00")]),
        ("в восемь вечера", [("time", "20:00")]),
        ("в час дня", [("time", "13:00")]),
        ("перезвоню через два часа", [("time", "+PT2H")]),
        ("через полчаса", [("time", "+PT30M")]),
        ("на два часа тридцать минут", [("duration", "PT2H30M")]),
        ("два дня", [("duration", "P2D")]),
        ("полтора года", [("duration", "P1.5Y")]),
        ("пятнадцать минут", [("duration", "PT15M")]),
        ("в пять раз, в два раза", [("number", "5"), ("number", "2")]),
        ("двадцать пятого ноября", [("date", "--11-25")]),
        ("25 ноября 2026 года", [("date", "2026-11-25")]),
        ("пятое мая", [("date", "--05-05")]),
        ("двадцать пятого ноября две тысячи двадцать шестого года", [("date", "2026-11-25")]),
        ("12.05.2026, 2026-05-13", [("date", "2026-05-12"), ("date", "2026-05-13")]),
        ("третьего числа, 25-го числа", [("date", "---03"), ("date", "---25")]),
        ("в 2026 году", [("date", "2026")]),
        ("31.02.2026", []),
        ("послезавтра", [("date", "day+2")]),
        ("через две недели", [("date", "day+14")]),
        ("неделю, через месяц", [("date", "day+1months")]),
        ("три дня назад", [("date", "day-3")]),
        ("в следующий вторник к двум", [("date", "weekday2+1"), ("time", "14:00")]),
        ("в среду", [("date", "weekday3")]),
        ("на следующей неделе", [("date", "week+1")]),
        ("плюс семь ноль ноль ноль пятьсот двенадцать сорок семнадцать", [("phone", "+70005124017")]),
        ("8 000 512-40-17", [("phone", "+70005124017")]),
        ("лугин собака яндекс точка ру", [("email", "lugin@yandex.ru")]),
        ("почта Lugin@primer.example", [("email", "lugin@primer.example")]),
        ("карта 0000 1111 2222 3333, cvv 123", []),
        ("во-первых, семью семьями, второй раз", []),
        ("", []),
    ],
)
def test_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(quantity.kind, quantity.value) for quantity in quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("завтра", "2026-11-27"),
        ("позавчера", "2026-11-24"),
        ("через две недели", "2026-12-10"),
        ("через три месяца", "2027-02-26"),
        ("в четверг", "2026-12-03"),
        ("в пятницу", "2026-11-27"),
        ("в следующий вторник", "2026-12-01"),
        ("в прошлый вторник", "2026-11-17"),
        ("на следующей неделе", "2026-W49"),
        ("в следующем месяце", "2026-12"),
        ("в прошлом году", "2025"),
        ("десятого января", "2027-01-10"),
        ("двадцатого ноября", "2026-11-20"),
        ("двадцать девятого февраля", "2028-02-29"),
        ("пятого числа", "2026-12-05"),
        ("тридцать первого числа", "2026-12-31"),
        ("25.11.2025", "2025-11-25"),
    ],
)
def test_relative_days_are_resolved_by_the_day_of_the_call(text: str, value: str) -> None:
    assert [quantity.value for quantity in quantities(text, CALL)] == [value]


def test_months_end_where_they_end() -> None:
    assert quantities("через месяц", date(2026, 1, 31))[0].value == "2026-02-28"
    assert quantities("через месяц", date(2026, 11, 30))[0].value == "2026-12-30"
    assert quantities("через месяц", date(9999, 12, 31))[0].value == "day+1months", "leaves the calendar"


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Цена двадцать пять тысяч рублей, скидка пять процентов.", "Цена 25000 рублей, скидка 5%."),
        ("Ёлки завтра в пятнадцать тридцать", "Ёлки завтра в 15:30"),
        ("через две недели, двадцать пятого ноября", "через 2 недели, 25 ноября"),
        ("мой номер восемь ноль ноль ноль 512 40 17", "мой номер +70005124017"),
        ("второй раз звоню", "второй раз звоню"),
    ],
)
def test_numbers_are_searched_as_digits(text: str, searched: str) -> None:
    assert normalised(text) == searched


_NAMES = """ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать
    четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят
    шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот
    девятьсот"""
_WORDS = _NAMES.split()
_UNITS, _TEENS, _TENS, _HUNDREDS = _WORDS[:10], _WORDS[10:20], _WORDS[20:28], _WORDS[28:]


def _below_thousand(number: int, feminine: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [_HUNDREDS[hundreds - 1]] if hundreds else []
    if 10 <= rest < 20:
        return [*words, _TEENS[rest - 10]]
    tens, unit = divmod(rest, 10)
    words += [_TENS[tens - 2]] if tens else []
    if unit:
        words.append({1: "одна", 2: "две"}.get(unit, _UNITS[unit]) if feminine else _UNITS[unit])
    return words


def _in_words(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    words: list[str] = []
    if thousands:
        one, few = thousands % 10 == 1, thousands % 10 in (2, 3, 4)
        form = "тысяч" if 10 < thousands % 100 < 20 else "тысяча" if one else "тысячи" if few else "тысяч"
        words = [*_below_thousand(thousands, feminine=True), form]
    return " ".join([*words, *_below_thousand(rest, feminine=False)]) or _UNITS[0]


@given(st.integers(0, 999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    text = f"у нас {_in_words(number)} заявок"
    (found,) = quantities(text)
    assert (found.kind, found.value) == ("number", str(number))
    assert text[found.start : found.end] == _in_words(number)


_SAID = """
    в к до с без через пол половине третьего две двадцать сто тысяч миллион минут часа дня 15:30
    5 00 , . 12.05.2026 рублей ноль собака точка ру следующий вторник с половиной целых десятых
    İ $ % назад число ноября"""
_SPEECH = st.lists(st.sampled_from(_SAID.split()), max_size=14).map(" ".join)


@given(_SPEECH, st.dates())
def test_spans_are_ordered_and_apart(text: str, day: date) -> None:
    found = quantities(text, day)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "миллион ",
        "семь ",
        "1 ",
        "111 ",
        "1",
        "а",
        "в два ",
        "следующий ",
        "без двадцати ",
        "8 000 512-40-17 ",
    ],
)
def test_a_long_text_ends(text: str) -> None:
    normalised(text * (100_000 // len(text)))


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("перезвоню к двум", True),
        ("в половине третьего", True),
        ("к двум часам дня", False),
        ("в 14:00", False),
        ("в девять", False),
    ],
)
def test_an_hour_whose_part_of_the_day_was_not_said_is_marked(text: str, guessed: bool) -> None:
    (time,) = quantities(text)
    assert (time.kind, time.guessed) == ("time", guessed)
