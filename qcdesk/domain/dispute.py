"""An objection of a sales manager to one answer of a review, and what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; after an upheld objection a person corrects the review."""

    upheld: bool
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dispute:
    """One objection.

    Attributes:
        review_id: the review it is about; corrections of it do not change that.
        criterion: id of the criterion or flag.
        text: why the sales manager does not agree.
        author, at: who entered it and when.
        decision: None while nobody decided.
    """

    id: int
    call_id: int
    review_id: int
    criterion: str
    text: str
    author: str
    at: datetime
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision is None
