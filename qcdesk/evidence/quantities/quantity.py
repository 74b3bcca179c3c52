"""The value that is found: a quantity with its span and its normal form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "number", "ordinal", "percent", "money", "date", "weekday", "day", "time", "duration", "deadline",
    "phone", "email", "card", "code", "passport",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something said in numbers, or a day, or a contact.

    Attributes:
        kind: what it is.
        start, end: half-open span of characters of the original text.
        value: its normal form, see `qcdesk.evidence.quantities`.
        approximate: it was said to be so («около», «примерно», «тысяч пять»).
    """

    kind: Kind
    start: int
    end: int
    value: str
    approximate: bool = False


class Found(NamedTuple):
    """A quantity among atoms: kind, normal form, its first atom and the one after its last."""

    kind: Kind
    value: str
    first: int
    stop: int
    approximate: bool = False
