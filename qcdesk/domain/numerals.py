"""Runs of numbers in a text, written in digits or spoken as words, as phones and cards are dictated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qcdesk.domain.numbers import Hundreds
from qcdesk.domain.numeral_words import NOMINATIVE
from qcdesk.domain.text import lowered

# «раз» begins a count and stands for one where digits are dictated
_VALUES = NOMINATIVE | {"раз": 1, "нуля": 0, "ноля": 0}
_WORD = re.compile(r"[a-zа-я]+")
_ITEM = re.compile(r"\d+|[a-zа-яё]+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-–—(),+]*")
_DASHES = frozenset(("тире", "дефис"))
_DASH = re.compile(r"\s(?:тире|дефис)(?=\s)", re.IGNORECASE)
_MOST_BETWEEN = 4
_ZEROS = frozenset(("нуля", "ноля"))
_OF_ZEROS = {"два": 2, "три": 3, "четыре": 4, "2": 2, "3": 3, "4": 4}
_LONGEST_GROUP = 4
UNIT = re.compile(
    r"\s*(?:(?:тысяч|миллион|миллиард|руб|процент|метр|квадрат|килограмм|литр|тонн|доллар|человек|недел|месяц)\w*|"
    r"(?:штук[аи]?|шт|дн(?:я|ей)|день|год|года|лет|час(?:а|ов)?|минут[аыу]?|секунд[аыу]?|кг|евро)\b|[%₽$])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers said one after another.

    Attributes:
        start, end: half-open span in the text.
        groups: each number written as digits («девятьсот девяносто девять» gives 999).
        items: how many numbers were said or written.
        spoken: at least one of them is a word.
        counts: a unit follows, so it is a quantity («двадцать пять тысяч рублей»).
    """

    start: int
    end: int
    groups: tuple[str, ...]
    items: int
    spoken: bool
    counts: bool

    @property
    def digits(self) -> str:
        """All groups as one string."""
        return "".join(self.groups)


def has_numbers(text: str) -> bool:
    """Whether any number is written or said: without one there are no runs."""
    return any(map(str.isdigit, text)) or not _VALUES.keys().isdisjoint(_WORD.findall(lowered(text)))


def runs(text: str) -> Iterator[Run]:
    """Runs of numbers from left to right; other words, a full stop or a colon end a run."""
    items: list[re.Match[str]] = []
    for found in _ITEM.finditer(text):
        if items and lowered(found.group()) in _DASHES:
            continue
        joined = not items or _joined(items[-1].group(), text[items[-1].end() : found.start()], found.group())
        if _is_number(found.group()) and joined:
            items.append(found)
            continue
        if items:
            yield _run(text, items)
        items = [found] if _is_number(found.group()) else []
    if items:
        yield _run(text, items)


def _joined(before: str, between: str, after: str) -> bool:
    """Whether two numbers are one; a comma parts numbers that are longer than a dictated group."""
    if "," in between and any(n.isdigit() and len(n) > _LONGEST_GROUP for n in (before, after)):
        return False
    between = _DASH.sub("", between)
    return len(between) <= _MOST_BETWEEN and _BETWEEN.fullmatch(between) is not None


def _is_number(item: str) -> bool:
    return item.isdigit() or lowered(item) in _VALUES


def _run(text: str, items: list[re.Match[str]]) -> Run:
    words = [lowered(item.group()) for item in items]
    commas = [False, *("," in text[a.end() : b.start()] for a, b in pairwise(items))]
    start = items[0].start()
    end = items[-1].end()
    return Run(
        start,
        end,
        tuple(_groups(words, commas)),
        len(items),
        any(not word.isdigit() for word in words),
        UNIT.match(text, end) is not None,
    )


def _groups(words: list[str], commas: list[bool]) -> list[str]:
    """Words joined into numbers; a comma before a word begins another one."""
    groups: list[str] = []
    open_one: Hundreds | None = None
    said = ""
    for word, comma in zip(words, commas, strict=True):
        if word in _ZEROS and not comma and groups and groups[-1] == str(_OF_ZEROS.get(said)):
            groups[-1] = "0" * _OF_ZEROS[said]
            open_one = None
        elif word.isdigit():
            groups.append(word)
            open_one = None
        elif open_one is not None and not comma and open_one.takes(_VALUES[word]):
            groups[-1] = str(open_one.value)
        else:
            open_one = Hundreds(_VALUES[word])
            groups.append(str(open_one.value))
        said = word
    return groups
