"""Personal data is masked, sums and dates are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.evidence.mask import mask, spans


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Мой номер +7 (000) 512-40-17, звоните", "Мой номер +7 *** ***-40-17, звоните"),
        ("8.000.512.40.17", "+7 *** ***-40-17"),
        ("70005124017", "+7 *** ***-40-17"),
        ("семь ноль ноль ноль пятьсот двенадцать сорок семнадцать", "+7 *** ***-40-17"),
        ("Восемь, ноль, ноль, ноль, 512, сорок, семнадцать.", "+7 *** ***-40-17."),
        (
            "семь ноль ноль ноль пятьсот двенадцать сорок семнадцать часто занят",
            "+7 *** ***-40-17 часто занят",
        ),
        ("карта 0000 1111 2222 3333 активна", "карта **** 3333 активна"),
        ("0000-1111-2222-3333", "**** 3333"),
        ("cvv 123", "cvv ***"),
        ("три цифры на обороте: сто двадцать три", "три цифры на обороте: ***"),
        ("код из смс 4512", "код из смс ***"),
        ("паспорт серия 0010 номер 123456", "паспорт серия *** номер ***"),
        (
            "паспорт сорок пять ноль восемь, номер сто двадцать три четыреста пятьдесят шесть",
            "паспорт ***, номер ***",
        ),
        ("почта lugin.s@primer.example, жду", "почта ***, жду"),
        ("пишите лугин собака яндекс точка ру хорошо", "пишите *** хорошо"),
    ],
)
def test_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "двадцать пять тысяч рублей",
        "1 250 000 рублей",
        "сто двадцать, сто тридцать, сто пятьдесят рублей",
        "12.05.2026 в 10:30",
        "двадцать первого октября две тысячи двадцать шестого года в десять тридцать",
        "заказ 1234567 от 3 мая",
        "с 9 до 18, кроме 13-14",
        "у нас собака живёт",
        "котёл 2024 года, паспорт прилагается",
        "три тысячи пятьсот",
        "",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 -+().,абсемь@", max_size=60))
def test_spans_are_ordered_and_apart(text: str) -> None:
    found = spans(text)
    assert all(0 <= a < b <= len(text) for a, b, _ in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))


@given(st.from_regex(r"[78]\d{10}", fullmatch=True))
def test_no_phone_keeps_more_than_four_digits(number: str) -> None:
    number = "".join(c for c in number if c in "0123456789").ljust(11, "0")[:11]
    assert number[:-4] not in mask(f"звоните {number} вечером")
