"""Personal data hidden in texts that leave the department: phones, cards, codes, passports, e-mail."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from qcdesk.domain import phone
from qcdesk.domain.addresses import dictated
from qcdesk.domain.amounts import are_times, set_aside
from qcdesk.domain.numerals import UNIT, Run, has_numbers, runs

HIDDEN = "***"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GAP = r"[.\s\-–()]{0,3}"
_PHONES = tuple(
    re.compile(form)
    for form in (
        rf"\+[1-689](?:{_GAP}\d){{9,13}}(?!\d)",
        rf"(?<!\d)\+?[78]{_GAP}(?:\d{_GAP}){{9}}\d(?!\d)",
        rf"(?<![\d+])(?:375|380|374|992|994|996|998){_GAP}(?:\d{_GAP}){{8}}\d(?!\d)",
        rf"(?<!\d)(?<!\d[\s-])\(?9\d\d{_GAP}\d{{3}}{_GAP}\d\d{_GAP}\d\d(?!\d)",
        r"(?<!\d)(?<!\d[\s-])\(?[348]\d\d\)?[\s-]{0,2}\d{3}-\d\d-\d\d(?!\d)",
        r"(?<!\d)(?<!\d[\s-])\(\d{3,5}\)\s?\d{1,3}-\d\d-\d\d(?!\d)",
        r"(?<![\d-])\d{3}-\d\d-\d\d(?!\d|-\d)",
    )
)
_CODE = re.compile(
    r"\b(?:cvv|cvc|цвв|си\s?ви\s?(?:ви|си)|три цифры|код(?:а|ом)? (?:из|с|на) \w+|пин-?\s?код|смс-?\s?код|"
    r"код(?:а|ом)? (?:подтверждения|безопасности))",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"\bпаспорт\w*|\bсери[яию]\b(?=.{0,40}\bномер)|\bснилс\b", re.IGNORECASE)
_EXPIRY = re.compile(
    r"\b(?:срок\w*(?: действия)?|действу\w+|действительна|годна) ?(?:до|у карты|карты)?", re.IGNORECASE
)
_CARD = re.compile(r"\bкарт[аыуео]\w*\b", re.IGNORECASE)
_DICTATED = re.compile(
    r"\b(?:телефон|мобильн|сотов|в[ао]тсап|whatsapp|телеграм|запиш|записыва|диктую|(?:мой|наш) номер)",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\bплюс\s+$", re.IGNORECASE)
_PLUS_REACH = 8
_CODE_REACH = 60
_PASSPORT_REACH = 120
_EXPIRY_REACH = 12
_MONTHS, _LATEST_YEAR = 12, 45
_DICTATED_REACH = 40
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_FEWEST_SPOKEN_ITEMS, _FEWEST_SPOKEN_DIGITS = 5, 6
_WRITTEN_APART = ((1, 3, 3, 2, 2), (1, 3, 3, 4), (1, 3, 7))
_LOCAL, _WITHOUT_COUNTRY, _WITH_COUNTRY = 7, 10, 11


class Span(NamedTuple):
    """Personal data said in a text.

    Attributes:
        start, end: half-open span.
        instead: what to write in its place.
        contact: it is a telephone or an address, which some readers may see.
        value: the whole contact: digits of the phone, perhaps with `+`, or the address; empty for a secret.
    """

    start: int
    end: int
    instead: str
    contact: bool
    value: str = ""


def mask(text: str, contacts: bool = True) -> str:
    """The text with personal data replaced: the last four digits of phones and cards stay readable.

    Args:
        contacts: phones and e-mail are hidden too; cards, codes and passports always are.
    """
    parts: list[str] = []
    place = 0
    for found in spans(text):
        if contacts or not found.contact:
            parts += [text[place : found.start], found.instead]
            place = found.end
    return "".join([*parts, text[place:]])


def spans(text: str) -> list[Span]:
    """Where personal data is said, in order, without overlaps. Dates, times and sums are none."""
    found = [Span(*m.span(), HIDDEN, contact=True, value=m.group().lower()) for m in _EMAIL.finditer(text)]
    found += [Span(start, end, HIDDEN, contact=True, value=said) for start, end, said in dictated(text)]
    if not has_numbers(text):
        return _apart(found)
    left = set_aside(text)
    phones = _apart(_written_phones(left))
    return _apart([*found, *phones, *_numbers(_without(left, phones))])


def _without(text: str, found: list[Span]) -> str:
    """The text with spans crossed out by letters."""
    parts: list[str] = []
    place = 0
    for span in found:
        parts += [text[place : span.start], "x" * (span.end - span.start)]
        place = span.end
    return "".join([*parts, text[place:]])


def _apart(found: Iterable[Span]) -> list[Span]:
    """The longest of those that overlap."""
    chosen: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        place = bisect(chosen, span.start, key=lambda other: other.start)
        before_ends = place == 0 or chosen[place - 1].end <= span.start
        if before_ends and (place == len(chosen) or span.end <= chosen[place].start):
            chosen.insert(place, span)
    return chosen


def _written_phones(text: str) -> Iterator[Span]:
    for form in _PHONES:
        for found in form.finditer(text):
            said = found.group()
            groups = re.findall(r"\d+", said)
            if "." in said and all(len(group) < 3 for group in groups):
                continue  # «8.00 12.00 14.00» are times
            if len(groups) == 1 and len(groups[0]) == _WITHOUT_COUNTRY and UNIT.match(text, found.end()):
                continue
            start = _with_plus(text, found.start())
            yield Span(start, found.end(), phone.mask(said), contact=True, value=re.sub(r"[^\d+]", "", said))


def _numbers(text: str) -> Iterator[Span]:
    """Cards, codes and passports, and phones that are spoken."""
    codes, papers, asked = (
        ([m.end() for m in form.finditer(text)], reach)
        for form, reach in ((_CODE, _CODE_REACH), (_PASSPORT, _PASSPORT_REACH), (_DICTATED, _DICTATED_REACH))
    )
    expiries = ([m.end() for m in _EXPIRY.finditer(text)], _EXPIRY_REACH)
    of_card = bool(_CARD.search(text) or _CODE.search(text))
    for run in runs(text):
        if of_card and not run.counts and _is_expiry(run) and _near(run, expiries):
            yield Span(run.start, run.end, HIDDEN, contact=False)
            continue
        if are_times(run.groups) or (run.counts and not _unlike_quantity(run)):
            continue
        if _is_secret(run, _near(run, codes), _near(run, papers)):
            tail = len(run.digits) <= _LONGEST_CARD and len(run.digits) >= _SHORTEST_CARD
            yield Span(run.start, run.end, f"**** {run.digits[-4:]}" if tail else HIDDEN, contact=False)
        elif _is_phone(run, _near(run, asked)):
            said = _number(run)
            yield Span(_with_plus(text, run.start), run.end, phone.mask(said), contact=True, value=said)


def _is_expiry(run: Run) -> bool:
    """Month and year of a card: «ноль восемь двадцать девять», perhaps with «три» of «три цифры» after it."""
    digits = run.digits
    return len(digits) in (4, 5) and 1 <= int(digits[:2]) <= _MONTHS and int(digits[2:4]) <= _LATEST_YEAR


def _unlike_quantity(run: Run) -> bool:
    size = len(run.digits)
    return size >= _SHORTEST_CARD or (size == _WITH_COUNTRY and run.digits[0] in "78")


def _near(run: Run, said: tuple[list[int], int]) -> bool:
    """Whether the run follows one of these places within reach."""
    places, reach = said
    before = bisect(places, run.start)
    return before > 0 and run.start < places[before - 1] + reach


def _with_plus(text: str, start: int) -> int:
    """Where the phone begins, with «плюс» said before it."""
    plus = _PLUS.search(text, max(0, start - _PLUS_REACH), start)
    return plus.start() if plus else start


def _is_secret(run: Run, code: bool, paper: bool) -> bool:
    size = len(run.digits)
    if size >= _SHORTEST_CARD and not _begins_like_phone(run):
        return True
    if paper and (size in (4, 6, 10, 11) or (run.spoken and size >= 4)):
        return True
    return code and 3 <= size <= 8


def _begins_like_phone(run: Run) -> bool:
    """Whether the run begins with a spoken number of a person, whatever was said right after it."""
    first, size = run.groups[0], len(run.digits)
    if not run.spoken:
        return False
    if first in ("7", "8") and size >= _WITH_COUNTRY:
        return True
    like_prices = all(len(group) == 3 for group in run.groups)
    return first[0] == "9" and len(first) == 3 and size >= _WITHOUT_COUNTRY and not like_prices


def _number(run: Run) -> str:
    """The digits of a spoken phone, without a number that was said right after it."""
    sizes = {_WITH_COUNTRY} if run.groups[0] in ("7", "8") else {_WITHOUT_COUNTRY}
    return next((said for said in accumulate(run.groups[:_WITH_COUNTRY]) if len(said) in sizes), run.digits)


def _is_phone(run: Run, asked: bool) -> bool:
    size = len(run.digits)
    if not run.spoken:
        sizes = tuple(map(len, run.groups))
        return (asked and size == _LOCAL) or (run.groups[0] in ("7", "8") and sizes in _WRITTEN_APART)
    if run.items < _FEWEST_SPOKEN_ITEMS or size < _FEWEST_SPOKEN_DIGITS:
        return False
    digit_by_digit = run.items == size
    whole = size == _LOCAL or (size == _WITH_COUNTRY and run.digits[0] in "78")
    return asked or digit_by_digit or whole or _begins_like_phone(run)
