"""Personal data hidden in texts that leave the department: phones, cards, codes, passports, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qcdesk.domain import phone
from qcdesk.evidence.numerals import Run, runs

HIDDEN = "***"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPOKEN_EMAIL = re.compile(
    r"(?:[\w-]+\s+(?:точка|подчеркивание|подчёркивание|дефис|тире)\s+)*[\w-]+,?\s+собак[аи],?\s+"
    r"(?:[\w-]+(?:\s+[\w-]+)?\s+точка\s+\w+|[\w-]+\.\w+|(?:яндекс|майл|мэйл|мейл|джимейл|гмейл|рамблер)\w*)",
    re.IGNORECASE,
)
_DOTTED_PHONE = re.compile(r"(?<!\d)(?:\+?7|8)[.\s\-()]*(?:\d[.\s\-()]*){9}\d(?!\d)")
_CODE = re.compile(
    r"\b(?:cvv|cvc|цвв|си\s?ви\s?(?:ви|си)|три цифры|код(?:а|ом)? (?:из|с|на) \w+|пин-?\s?код)", re.IGNORECASE
)
_PASSPORT = re.compile(r"\bпаспорт\w*|\bсери[яию]\b(?=.{0,40}\bномер)|\bснилс\b", re.IGNORECASE)
_CODE_REACH = 60
_PASSPORT_REACH = 120
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_FEWEST_SPOKEN_ITEMS, _FEWEST_SPOKEN_DIGITS = 5, 6

Span = tuple[int, int, str]


def mask(text: str) -> str:
    """The text with personal data replaced: the last four digits of phones and cards stay readable."""
    parts: list[str] = []
    place = 0
    for start, end, replacement in spans(text):
        parts += [text[place:start], replacement]
        place = end
    return "".join([*parts, text[place:]])


def spans(text: str) -> list[Span]:
    """Where personal data is said: half-open spans with what to write instead, in order, without overlaps."""
    found: list[Span] = [(m.start(), m.end(), HIDDEN) for m in _EMAIL.finditer(text)]
    found += [(m.start(), m.end(), HIDDEN) for m in _SPOKEN_EMAIL.finditer(text)]
    found += [(m.start(), m.end(), phone.mask(m.group())) for m in _DOTTED_PHONE.finditer(text)]
    found += _numbers(text)
    return _apart(found)


def _apart(found: list[Span]) -> list[Span]:
    """The longest of those that overlap."""
    chosen: list[Span] = []
    for start, end, replacement in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or start >= b for a, b, _ in chosen):
            chosen.append((start, end, replacement))
    return sorted(chosen)


def _numbers(text: str) -> Iterator[Span]:
    codes = [(m.end(), m.end() + _CODE_REACH) for m in _CODE.finditer(text)]
    papers = [(m.end(), m.end() + _PASSPORT_REACH) for m in _PASSPORT.finditer(text)]
    for run in runs(text):
        if run.counts and not _unlike_quantity(run):
            continue
        replacement = _replacement(run, _near(run, codes), _near(run, papers), text)
        if replacement:
            start = run.start - 1 if text[run.start - 1 : run.start] == "+" else run.start
            yield start, run.end, replacement


def _unlike_quantity(run: Run) -> bool:
    size = len(run.digits)
    return size >= _SHORTEST_CARD or (size == 11 and run.digits[0] in "78")


def _near(run: Run, reaches: list[tuple[int, int]]) -> bool:
    return any(first <= run.start < last for first, last in reaches)


def _replacement(run: Run, code: bool, paper: bool, text: str) -> str | None:
    size = len(run.digits)
    if _SHORTEST_CARD <= size <= _LONGEST_CARD:
        return f"**** {run.digits[-4:]}"
    if size > _LONGEST_CARD:
        return HIDDEN
    if paper and (size in (4, 6, 10, 11) or (run.spoken and size >= 4)):
        return HIDDEN
    if code and 3 <= size <= 8:
        return HIDDEN
    if _is_phone(run, text):
        return phone.mask(run.digits)
    return None


def _is_phone(run: Run, text: str) -> bool:
    size = len(run.digits)
    if run.spoken:
        return run.items >= _FEWEST_SPOKEN_ITEMS and size >= _FEWEST_SPOKEN_DIGITS
    if size == 11:
        return run.digits[0] in "78"
    if size >= 10 and (text[run.start - 1 : run.start] == "+" or (size == 10 and run.digits[0] == "9")):
        return True
    return size == 7 and re.fullmatch(r"\d{3}-\d{2}-\d{2}", text[run.start : run.end]) is not None
