"""A quote by its time is verbatim and stays inside one turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.transcript import Speaker, Turn, Word
from qcdesk.services.quoting import quote_at


def turn(index: int, start: float, text: str, speaker: Speaker = Speaker.SALES_MANAGER) -> Turn:
    words = tuple(Word(start + i * 0.5, start + i * 0.5 + 0.4, w, 0.9) for i, w in enumerate(text.split()))
    return Turn(index, speaker, 0, start, words[-1].end, text, words)


TURNS = [
    turn(0, 0.0, "Добрый день. Меня зовут Анна. Чем могу помочь?"),
    turn(1, 10.0, "Сколько это стоит", Speaker.CLIENT),
]


def test_the_sentence_around_the_time() -> None:
    quote = quote_at(TURNS, 1.6)
    assert quote is not None
    assert (quote.turn, quote.text) == (0, "Меня зовут Анна.")
    assert (quote.start, quote.end) == (1.0, 2.4)


def test_a_time_between_turns_takes_the_nearer_one() -> None:
    assert quote_at(TURNS, 9.0).turn == 1  # type: ignore[union-attr]


def test_nobody_speaks() -> None:
    assert quote_at(TURNS, 60.0) is None
    assert quote_at([], 1.0) is None


@given(st.floats(0, 15))
def test_always_verbatim_and_inside(at: float) -> None:
    quote = quote_at(TURNS, at)
    if quote is not None:
        spoken = TURNS[quote.turn]
        assert quote.text in spoken.text
        assert spoken.start <= quote.start <= quote.end <= spoken.end


BOTH = [
    turn(0, 0.0, "Меня зовут Анна и я вам расскажу"),
    turn(1, 1.0, "Сколько это стоит", Speaker.CLIENT),
    turn(2, 0.0, "Разговор записывается", Speaker.SYSTEM),
]


def test_where_two_speak_the_expected_one_is_quoted() -> None:
    for speaker, index in ((Speaker.SALES_MANAGER, 0), (Speaker.CLIENT, 1)):
        assert quote_at(BOTH, 1.2, speaker).turn == index  # type: ignore[union-attr]
        assert quote_at(BOTH, 1.2, by=speaker).turn == index  # type: ignore[union-attr]


def test_the_expected_one_far_away_is_not_quoted_for_the_one_who_speaks() -> None:
    assert quote_at(TURNS, 12.5, Speaker.SALES_MANAGER).turn == 1  # type: ignore[union-attr]
    assert quote_at(TURNS, 12.5, by=Speaker.SALES_MANAGER) is None


def test_the_telephone_system_is_never_quoted() -> None:
    assert quote_at(BOTH[2:], 0.5) is None
    assert quote_at(BOTH[2:], 0.5, by=Speaker.CLIENT) is None


def test_speakers_that_are_not_known_are_either() -> None:
    unknown = [turn(0, 0.0, "Добрый день", Speaker.UNKNOWN)]
    assert quote_at(unknown, 0.2, by=Speaker.CLIENT) == quote_at(unknown, 0.2)


def test_an_edited_turn_is_quoted_whole() -> None:
    edited = Turn(0, Speaker.CLIENT, 0, 0, 2, "исправлено рукой", TURNS[0].words)
    assert quote_at([edited], 1.0).text == "исправлено рукой"  # type: ignore[union-attr]
