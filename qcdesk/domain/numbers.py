"""The one reader of number words: «двадцать пять тысяч триста», «полторы тысячи», «сорок второй», «5 тыс»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from qcdesk.domain.numeral_words import (
    CARDINALS,
    COLLECTIVE,
    HALVES,
    NOMINATIVE,
    OBLIQUE,
    ONE_IN_GENITIVE,
    ONE_OF_A_SCALE,
    ORDINALS,
    SCALES,
)

HALF = Decimal("0.5")
_NOT_ALONE = frozenset(["семью", "одного", "одной", "одному", "одним", "одном"])
_MISHEARD_ALONE = frozenset(("лям", "тыс", "млн", "млрд"))
_GENITIVE_PREPOSITIONS = frozenset(
    ("от", "до", "около", "больше", "более", "меньше", "менее", "порядка", "свыше", "после", "из")
)
_LARGEST = 10**12
_MOST_DIGITS = 15
"""Longer ones are codes, not amounts."""
_HALF_WORDS = {"полтысячи": 500, "полмиллиона": 500_000}
_PARTS = {"десят": Decimal("0.1"), "сот": Decimal("0.01"), "тысячн": Decimal("0.001")}


class Token(NamedTuple):
    """A folded word, sign or written number with its span and what stands before it."""

    word: str
    start: int
    end: int
    gap: str


class Hundreds:
    """A number below a thousand while its words are said: hundreds take tens, tens take units.

    Attributes:
        value: what was said so far.
    """

    def __init__(self, value: int) -> None:
        self.value = value
        self._below = self._open_below(value)

    def takes(self, value: int) -> bool:
        """Adds the next word; False when it begins another number."""
        if not 0 < value < self._below:
            return False
        self.value += value
        self._below = self._open_below(value)
        return True

    @staticmethod
    def _open_below(value: int) -> int:
        return 100 if value >= 100 else 10 if value >= 20 else 0


class Number(NamedTuple):
    """A number that was read.

    Attributes:
        ordinal: it tells which one, not how many.
        form: its last word as said, or the digits as written.
        digits: written in digits only.
    """

    value: Decimal
    ordinal: bool = False
    form: str = ""
    digits: bool = False


def read(tokens: Sequence[Token], place: int) -> tuple[Number | None, int]:
    """The number that begins at a token, and the token after it."""
    word = tokens[place].word
    if not (word[0].isdigit() or word in _BEGINS):
        return None, place
    if word in _HALF_WORDS:
        return Number(Decimal(_HALF_WORDS[word]), form=word), place + 1
    return _Reading(tokens, place).whole()


_BEGINS = (
    CARDINALS.keys()
    | COLLECTIVE.keys()
    | HALVES.keys()
    | SCALES.keys()
    | ORDINALS.keys()
    | _HALF_WORDS.keys()
)


def written(word: str) -> Decimal | None:
    """The value of digits; None for a date, a time of day and a code."""
    if ":" in word or "-" in word or word.count(".") > 1:
        return None
    bare = "".join(word.split()).replace(",", ".")
    return Decimal(bare) if len(bare) <= _MOST_DIGITS else None


class _Reading:
    """One number while it is read, word by word from left to right."""

    def __init__(self, tokens: Sequence[Token], place: int) -> None:
        self.tokens, self.first, self.place = tokens, place, place
        self.total = Decimal(0)
        self.group: Decimal | None = None  # the number below a thousand that is open
        self.hundreds: Hundreds | None = None  # the same while words may still join it
        self.scale = _LARGEST  # the last thousand or million said
        self.ordinal = False

    def whole(self) -> tuple[Number | None, int]:
        while self.place < len(self.tokens) and not self.ordinal and self._takes(self.tokens[self.place]):
            self.place += 1
        if self.place == self.first:
            return None, self.first
        form = self.tokens[self.place - 1].word
        alone = self.place == self.first + 1
        if alone and form in _NOT_ALONE:
            return None, self.first
        value = self.total + (self.group or 0)
        return Number(value, self.ordinal, form, alone and form[0].isdigit()), self.place

    def _takes(self, token: Token) -> bool:
        word = token.word
        if self.place > self.first and token.gap.strip(" \u00a0") and not self._is_compound(token):
            return False
        if word[0].isdigit():
            return self._digits(word)
        if word in CARDINALS or word in COLLECTIVE:
            return self._joins(word, CARDINALS[word] if word in CARDINALS else COLLECTIVE[word])
        if word in HALVES:
            return self._opens(HALVES[word] + HALF)
        if word in SCALES:
            return self._scales(word)
        if word in ORDINALS:
            return self._ends(ORDINALS[word])
        return self._half(word) or self._point(word)

    def _is_compound(self, token: Token) -> bool:
        """«Двадцать-пять»: a hyphen between words of one number."""
        return token.gap == "-" and self.hundreds is not None and self.hundreds.value >= 20

    def _digits(self, word: str) -> bool:
        value = written(word)
        if value is None or (self.place > self.first and (self.total == 0 or len(word) != 3)):
            return False
        return self._opens(value)

    def _opens(self, value: Decimal) -> bool:
        if self.group is not None or value >= self.scale:
            return False
        self.group = value
        return True

    def _joins(self, word: str, value: int) -> bool:
        if self.hundreds is None:
            if (value == 0 and self.total) or not self._opens(Decimal(value)):
                return False
            self.hundreds = Hundreds(value)
            return True
        if self._is_hour_after_minutes(word) or not self.hundreds.takes(value):
            return False
        self.group = Decimal(self.hundreds.value)
        return True

    def _is_hour_after_minutes(self, word: str) -> bool:
        """«Без двадцати | пять»: the cases tell the two numbers apart."""
        before = self.tokens[self.first - 1].word if self.first else ""
        return before == "без" and word in NOMINATIVE and self.tokens[self.place - 1].word in OBLIQUE

    def _scales(self, word: str) -> bool:
        value = SCALES[word]
        if value >= self.scale or (self.group is None and not self._is_one(word)):
            return False
        bare = self.group is None and not self.total and value == 1_000_000
        self.total += (Decimal(1) if self.group is None else self.group) * value
        self.group, self.hundreds, self.scale = None, None, value
        if bare:
            self._hundreds_of_thousands()
        return True

    def _is_one(self, word: str) -> bool:
        if word in _MISHEARD_ALONE:
            return False
        before = self.tokens[self.place - 1].word if self.place else ""
        return word in ONE_OF_A_SCALE or (word in ONE_IN_GENITIVE and before in _GENITIVE_PREPOSITIONS)

    def _hundreds_of_thousands(self) -> None:
        """«Миллион двести» without «один» and without «тысяч» is a million and two hundred thousand."""
        after = self.tokens[self.place + 1 : self.place + 5]
        words = [token.word for token in after]
        if not words or after[0].gap.strip() or CARDINALS.get(words[0], 0) < 100:
            return
        hundreds, size = Hundreds(CARDINALS[words[0]]), 1
        while size < len(words) and words[size] in CARDINALS and hundreds.takes(CARDINALS[words[size]]):
            size += 1
        if hundreds.value % 10 == 0 and (size == len(words) or words[size] not in SCALES):
            self.total += hundreds.value * 1000
            self.scale, self.place = 1, self.place + size

    def _ends(self, value: int) -> bool:
        if self.group is None:
            self.ordinal = value < self.scale
            self.group = Decimal(value) if self.ordinal else None
        elif self.hundreds is not None and self.hundreds.takes(value):
            self.ordinal = True
            self.group = Decimal(self.hundreds.value)
        return self.ordinal

    def _half(self, word: str) -> bool:
        """«С половиной» after a number: of one, or of the thousand just said."""
        ahead = self.tokens[self.place + 1].word if self.place + 1 < len(self.tokens) else ""
        if self.place == self.first or word != "с" or ahead != "половиной":
            return False
        if self.group is None:
            self.total += HALF * self.scale
            self.scale = 1
        else:
            self.group, self.hundreds = self.group + HALF, None
        self.place += 1
        return True

    def _point(self, word: str) -> bool:
        """«Две целых пять десятых»."""
        if (
            self.place == self.first
            or word not in ("целых", "целая", "целые")
            or self.total
            or self.group is None
        ):
            return False
        words = [token.word for token in self.tokens[self.place + 1 : self.place + 5]]
        count = 0
        for size, said in enumerate(words):
            part = next(
                (p for stem, p in _PARTS.items() if said in (f"{stem}ых", f"{stem}ая", f"{stem}ые")), None
            )
            if part is not None and size:
                self.group, self.hundreds = self.group + count * part, None
                self.place += size + 1
                return True
            count += CARDINALS.get(said, 0)
        return False
