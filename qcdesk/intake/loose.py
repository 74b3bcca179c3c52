"""A last look at a name no pattern knows: a day, a time, numbers and a direction anywhere in it."""

from __future__ import annotations

import re

from qcdesk.intake.clock import day_of, from_epoch, time_of
from qcdesk.intake.words import direction_of

_MOMENT = re.compile(
    r"(?<!\d)(?P<d>(?:19|20)\d{2}(?P<s>[-._ ]?)\d{2}(?P=s)\d{2}|\d{2}(?P<u>[-._ ])\d{2}(?P=u)(?:19|20)\d{2})"
    r"(?:(?:[-_ T.,]{0,3}|\s+в\s+)(?P<t>\d{2}(?:\d{2}(?:\d{2})?|[-._:]\d{2}(?:[-._:]\d{2})?)))?(?!\d)"
)
_RUSSIAN_PHONE = re.compile(
    r"(?<![\dA-Za-z+])\+?[78][- (]{0,2}\d{3}[- )]{0,2}\d{3}[- ]?\d{2}[- ]?\d{2}(?![\dA-Za-z])"
)
_PHONE = re.compile(r"(?<![\dA-Za-z+.])(?:\+\d{7,15}|[2-9]\d{9,11})(?![\dA-Za-z])")
_UNIQUE = re.compile(r"(?<!\d)(1\d{9}\.\d{1,7})(?!\d)")
_EPOCH = re.compile(r"(?<![\dA-Za-z])(1\d{9})(?![\dA-Za-z])")
_EXTENSION = re.compile(r"(?<![^\W\d_])(?:ext|exten|доб|внутр|вн)\W{0,2}(\d{2,6})(?!\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT_DIRECTIONS = frozenset(("in", "out", "вх", "исх"))


def loose_fields(stem: str) -> dict[str, str]:
    """Fields found anywhere in the name; empty when there is neither a day nor an outside number.

    Args:
        stem: the name without its ending.
    """
    rest, fields = _cut_moment(stem)
    rest = _cut_unique(rest, fields)
    rest = _cut_numbers(rest, fields)
    if not fields:
        return {}
    if extension := _EXTENSION.search(rest):
        fields["ext"] = extension[1]
    if direction := _direction_word(rest, "phone" in fields or "a" in fields):
        fields["dir"] = direction
    return fields


def _cut_moment(text: str) -> tuple[str, dict[str, str]]:
    for found in _MOMENT.finditer(text):
        if not day_of(found["d"].replace(" ", "-")):
            continue
        fields = {"d": found["d"].replace(" ", "-")}
        if not found["t"]:
            return f"{text[: found.start()]} {text[found.end() :]}", fields
        if time_of(found["t"]):
            return f"{text[: found.start()]} {text[found.end() :]}", fields | {"t": found["t"]}
        return f"{text[: found.start()]} {text[found.end('d') :]}", fields
    return text, {}


def _cut_unique(text: str, fields: dict[str, str]) -> str:
    unique = _UNIQUE.search(text)
    if unique:
        fields["uid"] = unique[1]
        text = text.replace(unique[0], " ")
    if "d" not in fields and not unique and (epoch := _EPOCH.search(text)) and from_epoch(epoch[1]):
        fields["epoch"] = epoch[1]
        text = text.replace(epoch[0], " ")
    return text


def _cut_numbers(text: str, fields: dict[str, str]) -> str:
    found = sorted((*_RUSSIAN_PHONE.finditer(text), *_PHONE.finditer(text)), key=lambda match: match.start())
    apart = [match for at, match in enumerate(found) if not at or match.start() >= found[at - 1].end()]
    numbers = [match.group() for match in apart]
    if len(numbers) == 1:
        fields["phone"] = numbers[0]
        _add_neighbour(text, apart[0], fields)
    elif len(numbers) == 2:
        fields["a"], fields["b"] = ("".join(c for c in number if c.isdigit()) for number in numbers)
    for number in numbers:
        text = text.replace(number, " ")
    return text


def _add_neighbour(text: str, number: re.Match[str], fields: dict[str, str]) -> None:
    """An internal number joined to the client's by `-` or `_`."""
    after = re.match(r"[-_]{1,2}(\d{3,4})(?![\dA-Za-z])", text[number.end() :])
    before = re.search(r"(?<![\dA-Za-z])(\d{3,4})[-_]{1,2}$", text[: number.start()])
    if bool(after) != bool(before) and (neighbour := after or before):
        fields["ext"] = neighbour[1]


def _direction_word(text: str, with_number: bool) -> str | None:
    for word in _WORD.findall(text):
        if word.casefold() in _SHORT_DIRECTIONS and not with_number:
            continue
        if direction_of(word):
            return str(word)
    return None
