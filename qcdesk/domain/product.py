"""What is known of the product: rows of the table property–use–gain–emotion (СПВЭ), and reasons to buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REASONS_WANTED = 100
COMPANY = ""
"""The owner of cards that are the company's approved ones; any other owner is a trainee with his drafts."""


class Part(StrEnum):
    """The four links of a chain, in the order in which they are said."""

    FEATURE = "feature"
    USE = "use"
    GAIN = "gain"
    EMOTION = "emotion"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of the table of one product.

    Attributes:
        code: short name of the row, unique for one owner (`A3`).
        product: what it speaks of; empty where the company sells one thing.
        feature: what it is, a fact; use: what that does; gain: money, time or risk; emotion: what one feels.
        need: what a client who needs it says; objection: the objection it answers.
        checked_by, checked_on: who found the facts correct, and when.
        owner: `COMPANY`, or the trainee whose draft it is.
    """

    code: str
    feature: str
    use: str = ""
    gain: str = ""
    emotion: str = ""
    product: str = ""
    need: str = ""
    objection: str = ""
    checked_by: str = ""
    checked_on: date | None = None
    owner: str = COMPANY

    def part(self, part: Part) -> str:
        """The text of one link; empty where there is none."""
        return {
            Part.FEATURE: self.feature,
            Part.USE: self.use,
            Part.GAIN: self.gain,
            Part.EMOTION: self.emotion,
        }[part]

    @property
    def missing(self) -> tuple[Part, ...]:
        """The links that are not filled in."""
        return tuple(part for part in Part if not self.part(part).strip())


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to buy, in one phrase.

    Attributes:
        number: its place in the list, from 1, unique for one owner.
        segment: for whom; stage: when in the talk; objection: what it answers.
        row: code of the row of the table it comes from.
    """

    number: int
    text: str
    product: str = ""
    segment: str = ""
    stage: str = ""
    objection: str = ""
    row: str = ""
    owner: str = COMPANY


@dataclass(frozen=True, slots=True)
class Cards:
    """All rows and reasons of one owner."""

    rows: tuple[CardRow, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def complete_rows(self) -> int:
        """Rows with all four links."""
        return sum(not row.missing for row in self.rows)

    def of_product(self, product: str) -> Cards:
        """Those of one product, and those that name none; all where no product is given."""
        if not product:
            return self
        wanted = ("", product.casefold())
        return Cards(
            tuple(row for row in self.rows if row.product.casefold() in wanted),
            tuple(reason for reason in self.reasons if reason.product.casefold() in wanted),
        )
