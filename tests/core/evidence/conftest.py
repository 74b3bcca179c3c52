"""Invented calls for the tests of evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker, Turn, Word

SPEAKERS = {
    "m": Speaker.SALES_MANAGER,
    "c": Speaker.CLIENT,
    "s": Speaker.SYSTEM,
    "u": Speaker.UNKNOWN,
}

Talk = Callable[..., tuple[Turn, ...]]


@pytest.fixture
def talk() -> Talk:
    """Builds turns from («m», text) pairs or («m», start, text) triples; 5 s a turn, with word times."""

    def build(*lines: tuple[str, str] | tuple[str, float, str], words: bool = True) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        clock = 0.0
        for index, line in enumerate(lines):
            start = float(line[1]) if len(line) == 3 else clock
            end = start + 5.0
            clock = end
            text = line[-1]
            turns.append(
                Turn(index, SPEAKERS[line[0]], 0, start, end, text, timed(text, start, end) if words else ())
            )
        return tuple(turns)

    return build


def timed(text: str, start: float, end: float) -> tuple[Word, ...]:
    """The words of a text spread evenly over a stretch of time."""
    parts = text.split()
    step = (end - start) / max(1, len(parts))
    return tuple(Word(start + n * step, start + (n + 1) * step, p, 0.9) for n, p in enumerate(parts))


@pytest.fixture
def names() -> Names:
    return Names(
        companies=("ООО «Тёплый Дом»",),
        products=("Пеллетный котёл",),
        competitors=("ЖарКомфорт",),
        staff=("Олег Ветров",),
        sales_manager="Ветрова Наталья Игоревна",
        client="Сергей Петрович Лугин",
    )
