"""Turns: one speaker's words together, both sides in order of time, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.transcript import Speaker, Word
from qcdesk.speech.turns import merge, utterances, with_speakers


def words(text: str, start: float, pace: float = 0.4) -> list[Word]:
    return [Word(start + i * pace, start + i * pace + 0.3, w, 0.9) for i, w in enumerate(text.split())]


def test_sides_alternate() -> None:
    left = words("добрый день меня зовут Анна", 0) + words("чем могу помочь", 5)
    right = words("здравствуйте", 3)
    turns = merge([left, right], [[(0, 2), (5, 6.2)], [(3, 3.3)]])
    assert [(t.channel, t.text) for t in turns] == [
        (0, "добрый день меня зовут Анна"),
        (1, "здравствуйте"),
        (0, "чем могу помочь"),
    ]
    assert [t.index for t in turns] == [0, 1, 2]


def test_a_pause_ends_a_turn_and_a_breath_does_not() -> None:
    assert len(utterances(words("раз два", 0) + words("три", 1.4), [])) == 1
    assert len(utterances(words("раз два", 0) + words("три", 3), [])) == 2


def test_a_short_pause_with_an_answer_in_it_ends_a_turn() -> None:
    said = words("подойдёт", 0) + words("отлично", 0.8)
    assert len(utterances(said, [(0.35, 0.7)])) == 2


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.floats(0, 100), st.text("абв", min_size=1, max_size=4)), max_size=40
    )
)
def test_no_word_is_lost_and_times_are_ordered(said: list[tuple[int, float, str]]) -> None:
    channels: list[list[Word]] = [[], []]
    for channel, start, text in sorted(said, key=lambda s: s[1]):
        channels[channel].append(Word(start, start + 0.2, text, 1.0))
    turns = merge(channels, [[(w.start, w.end) for w in c] for c in channels])
    assert sum(len(t.words) for t in turns) == len(said)
    assert [t.start for t in turns] == sorted(t.start for t in turns)
    assert all(t.text == " ".join(w.text for w in t.words) for t in turns)


def test_the_telephone_system_keeps_its_turns() -> None:
    turns = merge([words("добрый день", 0), words("алло", 2)], [[(0, 1)], [(2, 2.3)]])
    named = with_speakers(turns, [Speaker.SALES_MANAGER, Speaker.CLIENT])
    assert [t.speaker for t in named] == [Speaker.SALES_MANAGER, Speaker.CLIENT]
