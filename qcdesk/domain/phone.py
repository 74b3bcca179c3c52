"""Telephone numbers: compared by their last ten digits, shown masked."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\D")
_SPOKEN = re.compile(r"(?<!\d)(?:\+?7|8)[\s\-()]*(?:\d[\s\-()]*){9}\d(?!\d)")
_LONGEST_EXTENSION = 6


def digits(number: str) -> str:
    """Only the digits of a number."""
    return _DIGITS.sub("", number)


def key(number: str) -> str:
    """The last ten digits: `8…`, `7…` and `+7…` of one client are the same client."""
    return digits(number)[-10:]


def is_extension(number: str) -> bool:
    """Whether the number is an internal one (at most six digits)."""
    return 0 < len(digits(number)) <= _LONGEST_EXTENSION


def mask(number: str | None) -> str:
    """The number with all but its last four digits hidden: `+7 *** ***-40-17`; empty for none."""
    tail = digits(number or "")[-4:]
    if len(tail) < 4:
        return "***" if number else ""
    return f"+7 *** ***-{tail[:2]}-{tail[2:]}"


def mask_all(text: str) -> str:
    """The text with every telephone number in it masked."""
    return _SPOKEN.sub(lambda found: mask(found.group()), text)
