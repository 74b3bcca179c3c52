"""Sets aside text that was invented by the recogniser: known phrases, loops, text without voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcdesk.domain.text import fold
from qcdesk.domain.transcript import Word

LOOP = "loop"
PHRASE = "known invention"
TOO_FAST = "more words than voice"
UNSURE = "unsure"

_ANYWHERE = re.compile(
    r"(редактор субтитров|субтитры (сделал|создавал|подогнал|делал|добавил)|корректор [а-я] |dimatorzok|"
    r"amara org|субтитры и перевод|перевод и субтитры)"
)
_WHOLE = frozenset(
    {
        "продолжение следует",
        "спасибо за просмотр",
        "спасибо за внимание подписывайтесь на канал",
        "подписывайтесь на канал",
        "подписывайтесь на наш канал",
        "ставьте лайки и подписывайтесь на канал",
        "до новых встреч",
        "динамичная музыка",
        "веселая музыка",
        "спокойная музыка",
        "музыкальная заставка",
        "тревожная музыка",
        "аплодисменты",
        "смех",
        "thank you",
        "thanks for watching",
    }
)
_FASTEST = 9.0
"""Words a second nobody speaks: fast Russian speech is about four."""
_LOOP_REPEATS = 4


def invented(words: Sequence[Word]) -> str | None:
    """Why these words of one stretch of voice were invented; None when they were not.

    A phrase that people do say («спасибо», «алло») is never set aside by its text alone.
    """
    text = fold(" ".join(w.text for w in words))
    bare = re.sub(r"[?%:+-]", "", text).strip()
    if bare in _WHOLE or _ANYWHERE.search(bare):
        return PHRASE
    if is_loop(bare.split()):
        return LOOP
    spoken = words[-1].end - words[0].start if words else 0.0
    if len(words) >= 4 and len(words) > _FASTEST * max(spoken, 0.1):
        return TOO_FAST
    return None


def is_loop(tokens: Sequence[str]) -> bool:
    """Whether one to six words are repeated four or more times in a row and fill most of the text."""
    for size in range(1, 7):
        best = run = 1
        for at in range(size, len(tokens) - size + 1, size):
            run = run + 1 if tokens[at : at + size] == tokens[at - size : at] else 1
            best = max(best, run)
        needed = _LOOP_REPEATS if size > 1 else 2 * _LOOP_REPEATS
        if best >= needed and best * size * 2 > len(tokens):
            return True
    return False
