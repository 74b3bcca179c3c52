"""What a report must not carry: telephone numbers, and colleagues' names in a sales manager's card."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qcdesk.domain.phone import mask, mask_all

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ьич|овна|евна|ична)", re.IGNORECASE)
_ENDING = re.compile(r"(?:ый|ий|ой|ая|яя|[аеиоуыэюяйь])$")
_FORMS = (
    "(?:а|я|у|ю|е|и|ы|ь|ой|ою|ей|ею|ом|ем|ым|им|ого|его|ому|ему"
    "|ая|яя|ую|юю|ый|ий|ых|их|ам|ям|ами|ями|ыми|ими)?"
)
_SHORTEST_STEM = 3
_COMMON_FIRST_NAMES = """
    александр александра алексей алена алёна алина алиса алла альбина анастасия анатолий андрей анна антон
    антонина арина артем артём артур белла богдан борис вадим валентин валентина валерий валерия варвара
    василий вера вероника виктор виктория виталий владимир владислав вячеслав галина георгий герман глеб
    григорий давид дарья денис диана динара дмитрий ева евгений евгения егор екатерина елена елизавета жанна
    захар зинаида зоя иван игорь илья инна ирина камила карина кирилл кира константин кристина ксения лариса
    лев леонид лидия лилия любовь людмила майя макар максим маргарита марина мария марк матвей милана михаил
    надежда наталия наталья никита николай нина оксана олег олеся ольга павел петр пётр полина раиса регина
    ренат римма роман руслан руфина савелий светлана семен семён сергей софия софья станислав степан тамара
    татьяна тимофей тимур ульяна федор фёдор филипп элина эльвира эмма эдуард юлия юрий яков яна ярослав
"""
_FIRST_NAMES = frozenset(_COMMON_FIRST_NAMES.split())


@dataclass(frozen=True, slots=True)
class Privacy:
    """Hides what the reader of one report must not see.

    Attributes:
        masked: telephone numbers are hidden but for their last four digits.
        names: finds the names to hide; None hides none.
        instead: what stands in place of a hidden name.
    """

    masked: bool = True
    names: re.Pattern[str] | None = None
    instead: str = ""

    def text(self, text: str) -> str:
        """Free text as the reader may see it; everything else in it stays letter by letter."""
        shown = mask_all(text) if self.masked else text
        return self.names.sub(self.instead, shown) if self.names else shown

    def phone(self, number: str | None) -> str:
        """A client's number as the reader may see it."""
        return mask(number) if self.masked else (number or "")


def names_pattern(hidden: Iterable[str], kept: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of colleagues' surnames in any case form, alone or with first name and patronymic.

    A first name alone is kept: it may as well be the client's, and a quote must stay verbatim.

    Args:
        hidden: full names to hide.
        kept: full names that stay readable, even where they share a surname with a hidden one.
    """
    keep = {_stem(word) for name in kept for word in _surnames(name)}
    found: dict[str, str] = {}
    for name in hidden:
        for surname in _surnames(name):
            if _stem(surname) not in keep:
                found[_stem(surname)] = _around(surname, name)
    if not found:
        return None
    return re.compile("|".join(found[k] for k in sorted(found, key=lambda k: (-len(k), k))), re.IGNORECASE)


def _surnames(name: str) -> list[str]:
    words = [w for w in _LETTERS.findall(name) if not _PATRONYMIC.fullmatch(w)]
    return [w for w in words if w.lower() not in _FIRST_NAMES]


def _stem(word: str) -> str:
    lowered = word.lower().replace("ё", "е")
    bare = _ENDING.sub("", lowered)
    return bare if len(bare) >= _SHORTEST_STEM else lowered


def _around(surname: str, name: str) -> str:
    """The surname in any case form, and the person's other names where they stand beside it."""
    word = _any_form(surname)
    others = [_any_form(w) for w in _LETTERS.findall(name) if w != surname]
    if not others:
        return rf"\b{word}\b"
    beside = "|".join(others)
    return rf"\b(?:(?:{beside})\s+){{0,2}}{word}\b(?:\s+(?:{beside})\b){{0,2}}"


def _any_form(word: str) -> str:
    return re.escape(_stem(word)).replace("е", "[её]") + _FORMS
