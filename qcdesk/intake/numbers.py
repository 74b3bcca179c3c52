"""Telephone numbers as names and tables give them: one spelling, and which of two is the client."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qcdesk.domain import phone
from qcdesk.domain.call import Direction

_LONGEST = 15
_SPOKEN_HIDDEN = frozenset(
    ("unknown", "anonymous", "private", "restricted", "withheld", "unavailable", "hidden")
    + ("неизвестно", "неизвестный", "скрытый", "скрыт", "аноним", "анонимный")
)
_DECIMAL = re.compile(r"\d+[.,]0+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sides:
    """Who is who of two numbers of a call.

    Attributes:
        login: the internal side when it is a name and not a number.
        numbers: both numbers, caller first, when the client could not be told from them.
    """

    direction: Direction | None = None
    extension: str | None = None
    login: str | None = None
    client_phone: str | None = None
    numbers: tuple[str, str] | None = None


def normal(number: str) -> str | None:
    """The number in one spelling, or None where it is hidden or no number at all.

    Russian numbers become `+7…`: ten digits, eleven with 7 or 8 before them, or twelve with the prefix
    9 by which an office exchange reaches the outside line. Other numbers keep their digits and plus.
    """
    text = number.strip()
    if text.casefold() in _SPOKEN_HIDDEN:
        return None
    if _DECIMAL.fullmatch(text):
        text = re.split(r"[.,]", text)[0]
    figures = phone.digits(text)
    plus = text.startswith("+")
    if figures.startswith("00") and len(figures) > 11:
        figures, plus = figures[2:], True
    if not figures or len(figures) > _LONGEST:
        return None
    if _is_russian(figures, plus):
        return "+7" + figures[-10:]
    return ("+" if plus else "") + figures


def _is_russian(figures: str, plus: bool) -> bool:
    if len(figures) == 10:
        return not plus
    if len(figures) == 11:
        return figures[0] == "7" or (figures[0] == "8" and not plus)
    return len(figures) == 12 and figures[:2] in ("97", "98") and not plus


def looks_like_phone(text: str) -> bool:
    """Whether the text is an outside number and nothing else."""
    return not _LETTER.search(text) and 10 <= len(phone.digits(text)) <= _LONGEST


def sides(caller: str, called: str, direction: Direction | None, own: frozenset[str] = frozenset()) -> Sides:
    """Tells the client from the colleague by which number is an internal one.

    Args:
        caller: the number (or login) that called.
        called: the number (or login) that was called.
        direction: what is known otherwise; it decides between two outside numbers.
        own: `phone.key` of the department's own numbers.
    """
    ours = (_is_own(caller, own), _is_own(called, own))
    if ours == (True, True):
        inside = direction or Direction.INTERNAL
        return Sides(inside, _extension(caller), _login(caller), None, (caller, called))
    if ours[0] or (ours == (False, False) and direction is Direction.OUT):
        return _with_client(direction or Direction.OUT, caller, called)
    if ours[1] or direction is Direction.IN:
        return _with_client(direction or Direction.IN, called, caller)
    return Sides(direction, numbers=(caller, called))


def _with_client(direction: Direction, colleague: str, client: str) -> Sides:
    return Sides(direction, _extension(colleague), _login(colleague), normal(client))


def _is_own(number: str, own: frozenset[str]) -> bool:
    if number.casefold() in _SPOKEN_HIDDEN:
        return False
    return bool(_LETTER.search(number)) or phone.is_extension(number) or phone.key(number) in own


def _extension(number: str) -> str | None:
    return number if number.isdigit() and phone.is_extension(number) else None


def _login(number: str) -> str | None:
    return number if _LETTER.search(number) and number.casefold() not in _SPOKEN_HIDDEN else None
