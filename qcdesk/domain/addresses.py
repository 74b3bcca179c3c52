"""E-mail addresses as they are dictated: «лугин собака яндекс точка ру»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qcdesk.domain.numbers import Hundreds
from qcdesk.domain.numeral_words import NOMINATIVE
from qcdesk.domain.text import lowered

_AT = re.compile(r"(?<=[\s,])(?:собак[аиуе]|собачк[аиуе]|@)(?![\w-])", re.IGNORECASE)
_PROVIDERS = {
    "яндекс": "yandex", "майл": "mail", "мэйл": "mail", "мейл": "mail",
    "джимейл": "gmail", "джимэйл": "gmail",
    "гмейл": "gmail", "гмайл": "gmail", "рамблер": "rambler", "инбокс": "inbox", "лист": "list", "бк": "bk",
}  # fmt: skip
_TOPS = {"ру": "ru", "ком": "com", "рф": "рф", "нет": "net", "орг": "org", "инфо": "info", "бай": "by"}
_SIGNS = {
    "точка": ".", "подчеркивание": "_", "дефис": "-", "тире": "-", "минус": "-", "плюс": "+",
}  # fmt: skip
_NAME = r"[\w-]{1,40}"
_BEFORE_DOT = r"(?:точка|\.)"
_HOST = re.compile(
    rf",?\s+({_NAME}(?:\s+(?:дефис|тире)?\s*{_NAME})?(?:,?\s*{_BEFORE_DOT},?\s*{_NAME}){{1,3}}"
    rf"|{_BEFORE_DOT}\s*(?:{'|'.join(_TOPS)}|[a-z]{{2,4}})"
    rf"|(?:{'|'.join(_PROVIDERS)}|gmail|mail|yandex)(?![\w-]))",
    re.IGNORECASE,
)
_SPACED_DOT = re.compile(r"\s\.|\.\s")
_WORD = re.compile(r"[\w+-]+(?:\.[\w+-]+)*")
_PART = re.compile(r"[\w-]+|[.]")
_REACH = 120
_LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
) | {"ж": "zh"}
_LATIN = str.maketrans(_LETTERS)


def dictated(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of dictated addresses from left to right, each with the address in Latin letters.

    How a Russian word is spelled in it is a guess, letter by letter; a host that was not heard is `*`.
    """
    place = 0
    for at in _AT.finditer(text):
        host = _HOST.match(text, at.end())
        if host is None or at.start() < place or _ends_a_sentence(host.group()):
            continue
        start, name = _name(text, max(place, at.start() - _REACH), at.start())
        place = host.end()
        said = _joined(_PART.findall(lowered(host.group(1))))
        yield start, place, f"{name}@{'*' * said.startswith('.')}{said}"


def _ends_a_sentence(host: str) -> bool:
    """A full stop with a space is the end of a sentence, unless a top domain follows it."""
    spaced = list(_SPACED_DOT.finditer(host))
    return bool(spaced) and lowered(host[spaced[-1].end() :].strip()) not in _TOPS.keys() | _TOPS.values()


def _name(text: str, first: int, stop: int) -> tuple[int, str]:
    """The part before «собака»: a word, its numbers and letters, and what signs join to it."""
    words = list(_WORD.finditer(text, first, stop))
    chosen = 0
    while chosen < len(words):
        here = words[-1 - chosen]
        after = words[-chosen].start() if chosen else stop
        if text[here.end() : after].strip(" ,-\t"):
            break
        if chosen and not _continues(lowered(here.group()), lowered(words[-chosen].group())):
            break
        chosen += 1
    taken = words[len(words) - chosen :]
    start = taken[0].start() if taken else stop
    return start, _joined([lowered(word.group()) for word in taken])


def _continues(word: str, after: str) -> bool:
    """Whether a word belongs to the name that goes on with `after`."""
    if {word, after} & (_SIGNS.keys() | {"нижнее"}):
        return True
    if after.isdigit() or after in NOMINATIVE:
        return True
    return _is_letter(word) and _is_letter(after)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _joined(words: list[str]) -> str:
    written: list[str] = []
    number: Hundreds | None = None
    for word in words:
        if word in NOMINATIVE:
            if number is not None and number.takes(NOMINATIVE[word]):
                written[-1] = str(number.value)
                continue
            number = Hundreds(NOMINATIVE[word])
            written.append(str(number.value))
            continue
        number = None
        known = _SIGNS.get(word) or _PROVIDERS.get(word) or _TOPS.get(word)
        if word != "нижнее":
            written.append(known or word.translate(_LATIN))
    return "".join(written)
