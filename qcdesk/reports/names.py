"""Finds colleagues' names in free text, in any case form, so that a card names nobody but its reader."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{2,}")
_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ьич|овна|евна|ична)", re.IGNORECASE)
_SURNAME = re.compile(r"\w{2,}(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая)|енко|чук|юк|ян|дзе|швили)", re.IGNORECASE)
"""Endings that common words seldom have, and that «Мороз» and «Белый» have not."""
_ENDING = re.compile(r"(?:ый|ий|ой|ая|яя|[аеиоуыэюяйь])$")
_FORMS = (
    "(?:а|я|у|ю|е|и|ы|ь|ой|ою|ей|ёй|ею|ом|ем|ём|ым|им|ого|его|ому|ему"
    "|ая|яя|ую|юю|ый|ий|ых|их|ам|ям|ами|ями|ыми|ими)?"
)
_FLEETING = {"павел": "павл", "лев": "льв"}
_SHORTEST_STEM = 3
_INDECLINABLE = 2
_SHORT = 3
_BEFORE_SENTENCE = " \t\u00a0«„“\"'(—–-"
_SENTENCE_END = ".!?…\n"
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
class _Part:
    """One thing somebody may be called by.

    Attributes:
        key: a stem, or first name and patronymic; who shares it with a kept name keeps it.
        begins: beginnings, two or three letters, of a word that every match holds.
        anywhere: a surname that is hardly a word, one beside its first name, or both given names.
        inside: a surname that may be a common word, or a very short one: a name only where it is written with
            a capital letter inside a sentence.
    """

    key: str
    begins: frozenset[str]
    anywhere: re.Pattern[str] | None
    inside: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class ColleagueNames:
    """What to look for, by the beginnings of words: a text holds few of them, a department may be large."""

    parts: Mapping[str, tuple[_Part, ...]]

    def hide(self, text: str, instead: str) -> str:
        """The text with these names replaced; everything else in it stays letter by letter."""
        for part in self._near(text):
            if part.anywhere:
                text = part.anywhere.sub(instead, text)
            if part.inside:
                text = part.inside.sub(lambda m: instead if _is_name(m) else m.group(), text)
        return text

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open spans of these names in the text."""
        found: list[tuple[int, int]] = []
        for part in self._near(text):
            found += [m.span() for m in part.anywhere.finditer(text)] if part.anywhere else []
            found += [m.span() for m in part.inside.finditer(text) if _is_name(m)] if part.inside else []
        return found

    def _near(self, text: str) -> Iterator[_Part]:
        """Parts some word of the text may begin; the order does not depend on the text."""
        words = _WORD.findall(text.lower().replace("ё", "е"))
        begun = {w[:size] for w in words for size in (_INDECLINABLE, _SHORTEST_STEM)}
        found = {id(p): p for begin in sorted(begun) for p in self.parts.get(begin, ())}
        yield from sorted(found.values(), key=lambda p: (p.inside is not None, " " in p.key, p.key))


def colleague_names(hidden: Iterable[str], kept: Iterable[str]) -> ColleagueNames | None:
    """What finds the names of some people and not those of others; None where there is nobody to hide.

    A first name alone is kept: it may as well be the client's, and a quote must stay verbatim.

    Args:
        hidden: full names to hide.
        kept: full names that stay readable, even where they share a surname, or first name and patronymic,
            with a hidden one.
    """
    keep = set().union(*(_own(name) for name in kept))
    found: dict[str, list[_Part]] = defaultdict(list)
    for part in (p for name in sorted(set(hidden)) for p in _parts(name) if p.key not in keep):
        for begin in part.begins:
            found[begin].append(part)
    return ColleagueNames({begin: tuple(parts) for begin, parts in found.items()}) if found else None


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[_Part, ...]:
    """All parts of one full name; made once, for every card looks for nearly the same people."""
    words = _WORD.findall(name)
    out: list[_Part] = []
    for surname in _surnames(words):
        others = [_any_form(w) for w in words if w != surname and w not in _surnames(words)]
        anywhere = _one_of(set(_beside(surname, others)))
        inside = None if _SURNAME.fullmatch(surname) else _one_of({rf"\b{_any_form(surname)}\b"})
        if anywhere or inside:
            out.append(_Part(_stem(surname), _begins(surname), anywhere, inside))
    for key, form in _called(words):
        out.append(_Part(key, _begins(key.split(" ")[1]), _one_of({form}), None))
    return tuple(out)


def _begins(word: str) -> frozenset[str]:
    lowered = word.lower().replace("ё", "е")
    stems = {_stem(word), _FLEETING.get(lowered, _stem(word))}
    return frozenset(stem[:_SHORTEST_STEM] for stem in stems)


def _is_name(found: re.Match[str]) -> bool:
    said, before = found.group(), found.string[: found.start()].rstrip(_BEFORE_SENTENCE)
    written = said[0].isupper() and (len(said) > _SHORT or said[1:].islower())
    return written and bool(before) and before[-1] not in _SENTENCE_END


def _one_of(forms: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(ordered), re.IGNORECASE) if ordered else None


def _own(name: str) -> set[str]:
    """Keys of the names that are not hidden: surnames, and first name with patronymic."""
    words = _WORD.findall(name)
    return {_stem(w) for w in _surnames(words)} | {key for key, _form in _called(words)}


def _called(words: list[str]) -> Iterator[tuple[str, str]]:
    """First name and patronymic: a key, and the pattern of both in any case form."""
    for patronymic in filter(_PATRONYMIC.fullmatch, words):
        for first in (w for w in words if w.lower() in _FIRST_NAMES):
            yield f"{_stem(first)} {_stem(patronymic)}", rf"\b{_any_form(first)}\s+{_any_form(patronymic)}\b"


def _surnames(words: list[str]) -> list[str]:
    return [w for w in words if not _PATRONYMIC.fullmatch(w) and w.lower() not in _FIRST_NAMES]


def _beside(surname: str, others: list[str]) -> Iterator[str]:
    """The surname with the person's other names around it; alone too where it is hardly a word."""
    word, other = _any_form(surname), rf"(?:{'|'.join(others)})"
    if _SURNAME.fullmatch(surname):
        yield rf"\b{word}\b"
    if others:
        yield rf"\b(?:{other}\s+){{1,2}}{word}\b(?:\s+{other}\b){{0,2}}"
        yield rf"\b{word}(?:\s+{other}\b){{1,2}}"


def _any_form(word: str) -> str:
    """A pattern of all case forms; a short surname is one only with its capital letter («Ли», not «ли»)."""
    lowered = word.lower().replace("ё", "е")
    stems = {_stem(word), _FLEETING.get(lowered, _stem(word))}
    form = "|".join(re.escape(stem).replace("е", "[её]") for stem in sorted(stems))
    if len(word) > _SHORT or lowered in _FIRST_NAMES:
        return rf"(?:{form}){_FORMS}"
    capital = rf"(?-i:{re.escape(lowered[0].upper())}){re.escape(lowered[1:])}"
    return capital if len(word) <= _INDECLINABLE else capital + _FORMS


def _stem(word: str) -> str:
    lowered = word.lower().replace("ё", "е")
    bare = _ENDING.sub("", lowered)
    return bare if len(bare) >= _SHORTEST_STEM else lowered
