"""A text cut into atoms: words, signs, and numbers that are already read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from qcdesk.domain.numbers import Number, Token, read
from qcdesk.domain.numeral_words import ORDINALS
from qcdesk.domain.text import lowered

_TOKEN = re.compile(
    r"(?<![\d.])\d{4}-\d\d-\d\d(?!\d)"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\d.]*\d)"
    r"|(?<![\d:])\d{1,2}:\d\d(?![\d:]*\d)"
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
    r"|(?<![\d.,])\d+[.,]\d+(?![.,]?\d)"
    r"|\d+"
    r"|(?:тыс|руб|р|кв|гг?|мин|ч|шт|млн|млрд|сек|коп|долл|т\.\s?р)\.|[a-zа-я]+|[%₽$€]"
)
_ABBREVIATION = re.compile(r"т\.\s?р\.")
_NUMBER_ENDINGS = frozenset(["ти", "и", "мя", "ми"])
_ORDINAL_ENDINGS = frozenset(
    ("е", "го", "ое", "ого", "ему", "му", "ому", "м", "ым", "ом", "ем")
    + ("й", "ый", "ой", "ий", "ая", "я", "ю", "ую", "ые", "х", "ых")
)
_BREAKS = re.compile(r"[.,!?;:…—–()«»|\"\n]")


class Atom(NamedTuple):
    """A word, a sign or a number.

    Attributes:
        word: folded; the last word of a number.
        start, end: half-open span of the original text.
        gap: what stands between it and the atom before.
        number: what it says, None for a word.
    """

    word: str
    start: int
    end: int
    gap: str
    number: Number | None = None

    @property
    def near(self) -> bool:
        """Only space parts it from the atom before."""
        return not self.gap or self.gap.isspace()

    @property
    def breaks(self) -> bool:
        """A clause begins with it."""
        return _BREAKS.search(self.gap) is not None


EDGE = Atom("", 0, 0, ".")
AROUND = 6


def plain(text: str) -> str:
    """The text folded letter by letter, so that every character keeps its place."""
    low = lowered(text)
    if len(low) == len(text):
        return low
    return "".join(one if len(one := lowered(char)) == 1 else "·" for char in text)


def atoms(text: str, aside: Iterable[tuple[int, int]] = ()) -> list[Atom]:
    """Atoms of a folded text with `AROUND` empty ones on either side; ordered spans set aside give none."""
    parts: list[str] = []
    place = 0
    for start, end in aside:
        parts += [text[place:start], "|" * (end - start)]
        place = end
    return _with_numbers(_tokens("".join([*parts, text[place:]])))


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    for match in _TOKEN.finditer(text):
        word, (start, end) = match.group(), match.span()
        if word[-1] == "." and start and text[start - 1].isalpha():
            word, end = word[:-1], end - 1
        if tokens and start == place and word[0].isalpha() and tokens[-1].word[-1].isalpha():
            last = tokens.pop()  # an abbreviation was only the end of a word
            word, start = last.word + word, last.start
        gap = text[tokens[-1].end if tokens else 0 : start]
        tokens.append(Token("тр" if _ABBREVIATION.match(word) else word.rstrip("."), start, end, gap))
        place = end
    return tokens


def _with_numbers(tokens: list[Token]) -> list[Atom]:
    found = [EDGE] * AROUND
    place = 0
    while place < len(tokens):
        token = tokens[place]
        number, stop = read(tokens, place)
        if number is None:
            found.append(Atom(token.word, token.start, token.end, token.gap))
            place += 1
            continue
        number, stop = _with_ending(number, tokens, stop)
        last = tokens[stop - 1]
        found.append(Atom(tokens[stop - 1].word, token.start, last.end, token.gap, number))
        place = stop
    return found + [EDGE] * AROUND


def _with_ending(number: Number, tokens: list[Token], stop: int) -> tuple[Number, int]:
    """«15-е» and «5-ти»: an ending written after digits."""
    if not number.digits or stop == len(tokens):
        return number, stop
    word, gap = tokens[stop].word, tokens[stop].gap
    if gap not in ("-", "") or number.value != int(number.value):
        return number, stop
    if word in _NUMBER_ENDINGS or (word == "х" and number.value <= Decimal(4)):
        return number, stop + 1
    if word in _ORDINAL_ENDINGS and (gap or len(word) > 1):
        return number._replace(ordinal=True, form=word), stop + 1
    return number, stop


def hour_word(word: str) -> int | None:
    """The hour of «полтретьего» said as one word: 3."""
    return ORDINALS.get(word[3:]) if word.startswith("пол") else None
