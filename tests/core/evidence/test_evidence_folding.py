"""Folding with the way back gives the text that everyone else searches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.text import fold
from qcdesk.evidence.folding import fold_with_origin, sentences


@given(st.text())
def test_same_text_as_fold(text: str) -> None:
    folded = fold_with_origin(text)
    assert folded.text == fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)


def test_span_leads_back_to_the_original() -> None:
    text = "— Алло!  «Тёплый   Дом», слушаю…"
    folded = fold_with_origin(text)
    start = folded.text.index("теплый дом")
    first, last = folded.span(start, start + len("теплый дом"))
    assert text[first:last] == "Тёплый   Дом"


@given(st.text(alphabet="аб .!?…\n«», ", max_size=60))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    spans = sentences(text)
    joined = "".join(text[a:b] for a, b in spans)
    assert joined.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert all(a < b for a, b in spans)


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    assert len(sentences("Стоит 1.5 тысячи. Берёте?")) == 2
