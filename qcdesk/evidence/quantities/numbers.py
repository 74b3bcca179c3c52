"""Numbers of several words: «двадцать пять тысяч триста», «полторы тысячи», «сорок второй», «5 тыс.»."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from qcdesk.domain.numeral_words import (
    CARDINALS,
    COLLECTIVE,
    HALVES,
    ONE_IN_GENITIVE,
    ONE_OF_A_SCALE,
    ORDINALS,
    SCALES,
    open_below,
)

HALF = Decimal("0.5")
_NOT_ALONE = frozenset("семью одного одной одному одним одном".split())
_MISHEARD_ALONE = frozenset(("лям", "тыс", "млн", "млрд"))
_GENITIVE_PREPOSITIONS = frozenset("от до около больше более меньше менее порядка свыше после из".split())
_LARGEST = 10**12
_HALF_WORDS = {"полтысячи": 500, "полмиллиона": 500_000}
_PARTS = {"десят": Decimal("0.1"), "сот": Decimal("0.01"), "тысячн": Decimal("0.001")}


class Token(NamedTuple):
    """A folded word, sign or written number with its span and what stands before it."""

    word: str
    start: int
    end: int
    gap: str


class Number(NamedTuple):
    """A number that was read.

    Attributes:
        ordinal: it tells which one, not how many.
        form: its last word as said, or the digits as written.
        digits: written in digits only.
        scale: 1000 for «пять тысяч», where nothing follows the thousand.
        price: what it means as a price where that differs («два миллиона триста», «12.500»).
    """

    value: Decimal
    ordinal: bool = False
    form: str = ""
    digits: bool = False
    scale: int = 1
    price: Decimal | None = None


def read(tokens: list[Token], place: int) -> tuple[Number | None, int]:
    """The number that begins at a token, and the token after it."""
    word = tokens[place].word
    if not (word[0].isdigit() or word in _BEGINS):
        return None, place
    if word in _HALF_WORDS:
        return Number(Decimal(_HALF_WORDS[word]), form=word), place + 1
    reading = _Reading(tokens, place)
    return reading.whole()


_BEGINS = CARDINALS.keys() | COLLECTIVE.keys() | HALVES.keys() | SCALES.keys() | ORDINALS.keys() | _HALF_WORDS.keys()


def written(word: str) -> Decimal | None:
    """The value of digits; None for a date or a time of day."""
    if ":" in word or "-" in word or word.count(".") > 1:
        return None
    bare = "".join(word.split()).replace(",", ".")
    return Decimal(bare)


class _Reading:
    """One number while it is read, word by word from left to right."""

    def __init__(self, tokens: list[Token], place: int) -> None:
        self.tokens, self.first, self.place = tokens, place, place
        self.total = Decimal(0)
        self.group: Decimal | None = None  # the number below a thousand that is open
        self.below = _LARGEST  # what may still join the group
        self.scale = _LARGEST  # the last thousand or million said
        self.bare = False  # it began with «миллион», not with «один миллион»
        self.ordinal = False

    def whole(self) -> tuple[Number | None, int]:
        while self.place < len(self.tokens) and not self.ordinal and self._takes(self.tokens[self.place]):
            self.place += 1
        if self.place == self.first:
            return None, self.first
        form = self.tokens[self.place - 1].word
        if self.place == self.first + 1 and form in _NOT_ALONE:
            return None, self.first
        digits = self.place == self.first + 1 and form[0].isdigit()
        value = self.total + (self.group or 0)
        scale = int(self.scale) if self.group is None and self.total else 1
        return Number(value, self.ordinal, form, digits, scale, self._price(value, form, digits)), self.place

    def _price(self, value: Decimal, form: str, digits: bool) -> Decimal | None:
        if digits and len(form.replace(",", ".").partition(".")[2]) == 3:
            return value * 1000
        if self.scale == 1_000_000 and self.total and self.group and self.group >= 100 and not self.bare:
            return self.total + self.group * 1000
        return None

    def _takes(self, token: Token) -> bool:
        if self.place > self.first and token.gap.strip(" \u00a0") and not self._abbreviates(token):
            return False
        word = token.word
        if word[0].isdigit():
            return self._digits(word)
        if word in CARDINALS or word in COLLECTIVE:
            return self._joins(CARDINALS[word] if word in CARDINALS else COLLECTIVE[word])
        if word in HALVES:
            return self._opens(Decimal(HALVES[word]) + HALF, 0)
        if word in SCALES:
            return self._scales(word)
        if word in ORDINALS:
            return self._ends(word)
        return self._half(word) or self._point(word)

    def _abbreviates(self, token: Token) -> bool:
        return token.gap == "" and token.word in SCALES

    def _digits(self, word: str) -> bool:
        value = written(word)
        if value is None:
            if self.place > self.first:
                return False
            self.below, self.group, self.scale = 0, Decimal(0), 1
            return True
        if self.place > self.first and (self.total == 0 or len(word) != 3):
            return False
        return self._opens(value, 0)

    def _opens(self, value: Decimal, below: int) -> bool:
        if self.group is not None or value >= self.scale:
            return False
        self.group, self.below = value, below
        return True

    def _joins(self, value: int) -> bool:
        if self.group is None:
            if value == 0 and self.total:
                return False
            return self._opens(Decimal(value), open_below(value))
        if not 0 < value < self.below:
            return False
        self.group += value
        self.below = open_below(value) if value >= 10 else 0
        return True

    def _scales(self, word: str) -> bool:
        value = SCALES[word]
        if value >= self.scale:
            return False
        if self.group is None and not self._is_one(word):
            return False
        self.bare = self.bare or (self.group is None and not self.total)
        self.total += (Decimal(1) if self.group is None else self.group) * value
        self.group, self.scale = None, value
        if self.bare and value == 1_000_000:
            self._hundreds_of_thousands()
        return True

    def _is_one(self, word: str) -> bool:
        if word in _MISHEARD_ALONE:
            return False
        before = self.tokens[self.place - 1].word if self.place else ""
        return word in ONE_OF_A_SCALE or (word in ONE_IN_GENITIVE and before in _GENITIVE_PREPOSITIONS)

    def _hundreds_of_thousands(self) -> None:
        """«Миллион двести» without «один» is always a million and two hundred thousand."""
        rest, stop = read(self.tokens, self.place + 1) if self.place + 1 < len(self.tokens) else (None, 0)
        near = rest is not None and not self.tokens[self.place + 1].gap.strip()
        if rest is not None and near and not rest.ordinal and 100 <= rest.value < 1000 and rest.scale == 1:
            self.total += rest.value * 1000
            self.scale, self.place = 1000, stop - 1

    def _ends(self, word: str) -> bool:
        value = ORDINALS[word]
        if self.group is None:
            self.ordinal = value < self.scale
        elif 0 < value < self.below:
            self.ordinal = True
        if self.ordinal:
            self.group = (self.group or Decimal(0)) + value
        return self.ordinal

    def _half(self, word: str) -> bool:
        """«С половиной» after a number: of one, or of the thousand just said."""
        ahead = self.tokens[self.place + 1].word if self.place + 1 < len(self.tokens) else ""
        if self.place == self.first or word != "с" or ahead != "половиной":
            return False
        if self.group is None:
            self.total += HALF * self.scale
            self.scale = _LARGEST if self.scale == 1 else 1
        else:
            self.group, self.below = self.group + HALF, 0
        self.place += 1
        return True

    def _point(self, word: str) -> bool:
        """«Две целых пять десятых»."""
        if self.place == self.first or word not in ("целых", "целая") or self.total or self.group is None:
            return False
        words = [token.word for token in self.tokens[self.place + 1 : self.place + 5]]
        count = 0
        for size, said in enumerate(words):
            part = next((p for stem, p in _PARTS.items() if said in (f"{stem}ых", f"{stem}ая")), None)
            if part is not None and size:
                self.group, self.below = self.group + count * part, 0
                self.place += size + 1
                return True
            count += CARDINALS.get(said, 0)
        return False
