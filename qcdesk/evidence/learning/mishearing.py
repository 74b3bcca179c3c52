"""Texts as a recogniser would write them: marks lost, sentences run together, words misheard.

A small recogniser drops most question marks, joins short sentences, and writes what it hears of words it
does not know: unstressed vowels change places, voiced consonants turn voiceless, endings get lost.
Examples are written by people who spell, so the model is shown both.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_QUESTION_LOST, _JOINED, _MISHEARD, _MERGED = 0.5, 0.2, 0.1, 0.03
_SHORTEST = 4
_LIKE = {
    "о": "а", "а": "о", "е": "и", "и": "е", "я": "и", "ё": "о", "ы": "и", "у": "о", "ю": "у",
    "б": "п", "п": "б", "в": "ф", "ф": "в", "г": "к", "к": "г", "д": "т", "т": "д", "ж": "ш", "ш": "ж",
    "з": "с", "с": "з", "ц": "с", "щ": "ш", "ч": "щ", "м": "н", "н": "м", "р": "л", "л": "р",
}  # fmt: skip


def heard(
    sentences: Sequence[tuple[str, frozenset[str]]], random: Random
) -> list[tuple[str, frozenset[str]]]:
    """The sentences of a turn as they may be recognised, with the marks of those that were joined."""
    out: list[tuple[str, frozenset[str]]] = []
    for text, marks in sentences:
        said = _misheard(text, random)
        if out and random.random() < _JOINED:
            before, had = out[-1]
            out[-1] = (f"{before.rstrip('.!?… ')}, {said[:1].lower()}{said[1:]}", had | marks)
        else:
            out.append((said, marks))
    return out


def _misheard(text: str, random: Random) -> str:
    words = [_word(word, random) for word in text.replace("«", "").replace("»", "").replace("—", ",").split()]
    merged: list[str] = []
    for word in words:
        if merged and random.random() < _MERGED and merged[-1][-1:].isalpha():
            merged[-1] += word.lower()
        else:
            merged.append(word)
    said = " ".join(merged)
    return f"{said[:-1]}." if said.endswith("?") and random.random() < _QUESTION_LOST else said


def _word(word: str, random: Random) -> str:
    letters = [n for n, letter in enumerate(word) if letter.lower() in _LIKE]
    strange = word[:1].isupper()
    if len(letters) < _SHORTEST or random.random() > _MISHEARD * (2 if strange else 1):
        return word
    if random.random() < 1 / 3:  # the ending is swallowed
        last = letters[-1]
        return word[:last] + word[last + 1 :]
    changed = list(word)
    for place in random.sample(letters[1:], 1 + (len(letters) > 2 * _SHORTEST)):
        changed[place] = _LIKE[changed[place].lower()]
    return "".join(changed)
