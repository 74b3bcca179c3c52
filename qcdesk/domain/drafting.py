"""Values of a checklist that is being made: the form of its file, what is wrong where, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qcdesk.domain.checklist import Checklist

Plain = dict[str, Any]
"""Keys and values of a checklist's file."""
Place = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists."""
Problem = tuple[Place, str]
"""Where, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    Attributes:
        checklist: None while something is wrong.
    """

    checklist: Checklist | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: of `what` (`weight`, `title` …; `added`, `removed`) of the part with that id.

    Attributes:
        id: of the criterion, gate, section or flag; the checklist's own for its settings.
        old, new: the values; None where there is none.
    """

    what: str
    id: str
    old: object
    new: object
