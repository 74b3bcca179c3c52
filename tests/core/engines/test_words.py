"""Tokens aligned to sound become words with their punctuation, in order and inside the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.engines.words import LONGEST_WORD_S, Piece, pieces, spread, words


def test_times_come_from_the_alignment_path() -> None:
    path = [(0, 0), (0, 5), (1, 10), (2, 20), (2, 30), (3, 40)]
    found = pieces([" да", " конечно", "."], [1, 2, 1], path, [0.5, 0.8, 0.6, 0.9])
    assert [(p.start, p.end) for p in found] == [(0.0, 0.2), (0.2, 0.8), (0.8, 0.8)]
    assert [p.confidence for p in found] == pytest.approx([0.5, 0.7, 0.9])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([" Да", ",", " конечно", "."], ["Да,", "конечно."]),
        ([" «", "Чистый", " Двор", "»", "."], ["«Чистый", "Двор»."]),
        ([" так", " —", " вот"], ["так —", "вот"]),
        ([" г", ".Тверь"], ["г.Тверь"]),
        (["Алло", "?", "!"], ["Алло?!"]),
        ([" ...", " да"], ["да"]),
        (["", " ", " (", " да", ")"], ["(да)"]),
        ([], []),
    ],
)
def test_punctuation_belongs_to_words(texts: list[str], expected: list[str]) -> None:
    found = [Piece(text, i, i + 1, 0.5) for i, text in enumerate(texts)]
    assert [w.text for w in words(found, 30)] == expected


def test_words_stay_in_the_window_and_are_not_too_long() -> None:
    first, last = words([Piece(" а", 0.0, 5.0, 1.0), Piece(" б", 9.5, 12.0, 1.0)], 10.0)
    assert (first.start, first.end) == (5.0 - LONGEST_WORD_S, 5.0)
    assert (last.start, last.end) == (9.5, 10.0)


@given(st.text(alphabet="абв .,", max_size=40), st.floats(0.1, 30))
def test_a_text_without_alignment_is_spread_over_the_window(text: str, seconds: float) -> None:
    found = spread(text, seconds, 0.4)
    assert [w.text for w in found] == text.split()
    times = [t for w in found for t in (w.start, w.end)]
    assert times == sorted(times)
    assert all(0 <= t <= seconds + 1e-6 for t in times)
