"""Telephone numbers: compared by their last ten digits, shown masked."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\D")
SHORTEST = 7
"""Digits of the shortest number that tells one client from another."""

_LONGEST_EXTENSION = 6
_SHOWN = 4
_WITH_COUNTRY = 11


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
    """The number with all but its last four digits hidden; empty for none.

    A Russian number is shown as `+7 *** ***-40-17`, any other without its country: `*** ***-40-17`.
    """
    said = digits(number or "")
    if len(said) < _SHOWN:
        return "***" if number else ""
    country = "+7 " if _is_russian(number or "", said) else ""
    return f"{country}*** ***-{said[-4:-2]}-{said[-2:]}"


def _is_russian(number: str, said: str) -> bool:
    if number.strip().startswith("+"):
        return len(said) == _WITH_COUNTRY and said[0] == "7"
    return len(said) == _WITH_COUNTRY - 1 or (len(said) == _WITH_COUNTRY and said[0] in "78")
