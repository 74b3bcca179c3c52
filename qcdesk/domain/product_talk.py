"""What of the product cards was voiced in a call: each find rests on a quote, and is a hint, never a mark."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.evidence import Quote
from qcdesk.domain.product import CardRow, Part, Reason


@dataclass(frozen=True, slots=True)
class VoicedPart:
    """A link of a chain as it was said.

    Attributes:
        likelihood: that the quote means it, 0…1.
        own_words: the sales manager said a benefit or a feeling of his own, not the one of the card.
    """

    part: Part
    quote: Quote
    likelihood: float
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class VoicedRow:
    """A row of the table that was voiced at least in part.

    Attributes:
        parts: all links that were said, in order of time.
        chain: the longest run property → use → gain → emotion among them, each soon after the one before.
    """

    row: CardRow
    parts: tuple[VoicedPart, ...]
    chain: tuple[VoicedPart, ...]

    @property
    def is_full(self) -> bool:
        """Whether all four links were said, one after another."""
        return len({link.part for link in self.chain}) == len(Part)

    @property
    def unsaid(self) -> tuple[Part, ...]:
        """The links that the chain lacks."""
        said = {link.part for link in self.chain}
        return tuple(part for part in Part if part not in said)


@dataclass(frozen=True, slots=True)
class VoicedReason:
    """A reason that was voiced."""

    reason: Reason
    quote: Quote
    likelihood: float


@dataclass(frozen=True, slots=True)
class FeatureOnly:
    """A property that was named without what it gives the client; `row` tells what that would have been."""

    quote: Quote
    row: CardRow | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """What would have fitted something the client said, and was not voiced.

    Attributes:
        client: the client's words.
        reason: a reason to buy; where it is None, `row` is the row of the table whose gain fits.
    """

    client: Quote
    likelihood: float
    reason: Reason | None = None
    row: CardRow | None = None

    @property
    def text(self) -> str:
        """What could have been said."""
        if self.reason is not None:
            return self.reason.text
        return (self.row.gain or self.row.use or self.row.feature) if self.row else ""


@dataclass(frozen=True, slots=True)
class ProductTalk:
    """All of it for one call; `looked_for` are the numbers of rows and of reasons that could be voiced."""

    call: int
    looked_for: tuple[int, int]
    rows: tuple[VoicedRow, ...] = ()
    reasons: tuple[VoicedReason, ...] = ()
    feature_only: tuple[FeatureOnly, ...] = ()
    fitting: tuple[Fitting, ...] = ()

    @property
    def full_chains(self) -> tuple[VoicedRow, ...]:
        """The rows with all four links."""
        return tuple(row for row in self.rows if row.is_full)
