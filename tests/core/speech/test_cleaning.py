"""Inventions are set aside; what people say never is, however short."""

from __future__ import annotations

import pytest

from qcdesk.domain.transcript import Word
from qcdesk.speech.cleaning import LOOP, PHRASE, TOO_FAST, invented, is_loop


def words(text: str, seconds: float = 10.0) -> list[Word]:
    parts = text.split()
    step = seconds / len(parts)
    return [Word(i * step, (i + 1) * step, p, 0.9) for i, p in enumerate(parts)]


@pytest.mark.parametrize(
    "text",
    [
        "Продолжение следует...",
        "Субтитры сделал DimaTorzok",
        "Редактор субтитров А.Иванова Корректор Б.Петрова",
    ],
)
def test_known_inventions(text: str) -> None:
    assert invented(words(text)) == PHRASE


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо.",
        "Алло.",
        "Да, да, да.",
        "Угу.",
        "До свидания.",
        "Нет, продолжение следует обсудить завтра с директором.",
    ],
)
def test_speech_is_kept(text: str) -> None:
    assert invented(words(text, 3.0)) is None


def test_loops() -> None:
    assert invented(words("и вот так " * 8)) == LOOP
    assert is_loop(["да", "да", "да", "да", "да", "да", "да", "да", "да", "да"])
    assert not is_loop(["да", "да", "да"])
    assert not is_loop(["мы", "привезём", "завтра", "утром", "и", "поставим", "вечером"])


def test_more_words_than_anyone_can_say() -> None:
    assert invented(words("один два три четыре пять шесть семь восемь девять десять", 0.4)) == TOO_FAST
