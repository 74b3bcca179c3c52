"""Batches keep the order and look little ahead; suspicious windows are tried again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.recognition import NOTHING, Passage, Recognised, Search, SpokenWord, Window
from qcdesk.engines import batches, passes, quality
from qcdesk.engines.base import SAMPLE_RATE

GOOD = Recognised("добрый день", (), -0.3, 0.1, 1.0)
LOOP = Recognised("да " * 100, (), -0.1, 0.1, 20.0)
UNLIKELY = Recognised("мычание", (), -1.5, 0.1, 1.0)


def _silence(seconds: float) -> Window:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


@given(st.lists(st.sampled_from(["", "Тёплый дом"]), max_size=30), st.integers(1, 9))
def test_batches_keep_the_order_and_share_a_prompt(prompts: list[str], size: int) -> None:
    passages = [Passage(_silence(1), prompt) for prompt in prompts]
    found = list(batches.batches(passages, size))
    assert [p for batch in found for p in batch] == passages
    assert all(1 <= len(batch) <= size for batch in found)
    assert all(len({p.prompt for p in batch}) == 1 for batch in found)


@given(st.integers(0, 300), st.integers(1, 9), st.integers(1, 4))
def test_every_worker_has_as_many_batches(passages: int, most: int, workers: int) -> None:
    size = batches.even_size(passages, most, workers)
    assert 1 <= size <= most
    number = -(-passages // size)
    assert number <= -(-passages // (most * workers)) * workers or size == 1


@pytest.mark.parametrize(("lengths", "seconds"), [((3, 2), 10), ((12.4, 5), 14), ((24,), 25), ((30, 1), 30)])
def test_rows_end_in_silence_and_are_long_enough(lengths: tuple[float, ...], seconds: int) -> None:
    rows = batches.padded([_silence(n) + 1 for n in lengths])
    assert rows.shape == (len(lengths), seconds * SAMPLE_RATE)
    assert [int(row.sum()) for row in rows] == [round(n * SAMPLE_RATE) for n in lengths]


def test_results_come_in_the_order_given() -> None:
    passages = [Passage(_silence(n)) for n in (2, 0, 5, 1)]

    def attempt(group: list[Window], prompt: str, search: Search, temperature: float) -> list[Recognised]:
        return [Recognised(str(w.size // SAMPLE_RATE), (), -0.1, 0.1, 1.0, temperature) for w in group]

    found = list(passes.recognise(passages, Search(), attempt, batch_size=2, workers=2))
    assert [r.text for r in found] == ["2", "", "5", "1"]
    assert found[1] == NOTHING


def test_few_passages_are_taken_ahead() -> None:
    taken = 0

    class Hundred:
        def __len__(self) -> int:
            return 100

        def __iter__(self) -> Iterator[Passage]:
            nonlocal taken
            for _ in range(100):
                taken += 1
                yield Passage(_silence(1))

    def attempt(group: list[Window], prompt: str, search: Search, temperature: float) -> list[Recognised]:
        return [GOOD] * len(group)

    found = passes.recognise(Hundred(), Search(), attempt, batch_size=3, workers=2)
    next(found)
    assert taken <= 2 * 2 * 3 + 1
    assert len(list(found)) == 99


def test_a_loop_is_tried_again_until_it_is_good() -> None:
    asked: list[float] = []

    def attempt(group: list[Window], prompt: str, search: Search, temperature: float) -> list[Recognised]:
        asked.append(temperature)
        return [GOOD if temperature > 0.3 else LOOP for _window in group]

    one = [Passage(_silence(1))]
    assert list(passes.recognise(one, Search(fallback=True), attempt, batch_size=1)) == [GOOD]
    assert asked == [0.0, 0.2, 0.4]
    asked.clear()
    assert list(passes.recognise(one, Search(), attempt, batch_size=1)) == [LOOP]
    assert asked == [0.0]


def test_the_likeliest_straight_text_is_kept_when_none_is_good() -> None:
    less = Recognised("хуже", (), -2.0, 0.1, 1.0, 0.2)
    assert quality.first_good(UNLIKELY, [less, LOOP]) == UNLIKELY
    assert quality.first_good(LOOP, [less, LOOP]) == less
    assert quality.first_good(LOOP, []) == LOOP


def test_what_is_suspicious() -> None:
    assert not quality.is_suspicious(GOOD)
    assert quality.is_suspicious(LOOP)
    assert quality.is_suspicious(UNLIKELY)
    nobody = Recognised("Продолжение следует...", (), -1.5, 0.95, 1.0)
    assert not quality.is_suspicious(nobody)
    crowd = tuple(SpokenWord(2.0, 2.0 + (i < 3), "жду", 0.9) for i in range(10))
    assert quality.is_suspicious(Recognised("жду " * 10, crowd, -0.2, 0.1, 2.3))
    assert not quality.is_suspicious(Recognised("жду жду", crowd[-2:], -0.2, 0.1, 1.0))


def test_compression_tells_loops_from_speech() -> None:
    assert quality.compression_ratio("") == 0
    speech = "Павел Андреевич, добрый день! Меня зовут Ирина, мы вывозим строительный мусор."
    assert quality.compression_ratio(speech) < quality.MAX_COMPRESSION
    assert quality.compression_ratio("давай, я жду. " * 12) > quality.MAX_COMPRESSION
