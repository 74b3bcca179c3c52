"""The value that is found: a quantity with its span and its normal form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["date", "time", "sum", "phone", "email", "percent", "duration", "number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something said in numbers, or a day, or a contact.

    Attributes:
        kind: what it is.
        value: its normal form, see `qcdesk.evidence.quantities`.
        text: the same in plain words, numbers as digits («25000 рублей»).
        start, end: half-open span of characters of the original text.
        guessed: the part of the day was not said, and the afternoon is only likelier («к двум»: 14:00).
    """

    kind: Kind
    value: str
    text: str
    start: int
    end: int
    guessed: bool = False


class Found(NamedTuple):
    """A quantity among atoms: kind, normal form, plain words, the atom after its last, and `guessed`."""

    kind: Kind
    value: str
    text: str
    stop: int
    guessed: bool = False
