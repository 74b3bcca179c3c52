"""Criteria by people: where each of the weakest criteria is met and where it is missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qcdesk.reports.marks import Key, Mark
from qcdesk.scoring.statistics import FEWEST

MOST_CRITERIA = 10


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Mean earned share 0…1 of one criterion in `n` calls of one person; None where it never applied."""

    fraction: float | None
    n: int

    @property
    def few(self) -> bool:
        """Whether so few calls say little."""
        return self.n < FEWEST


@dataclass(frozen=True, slots=True)
class Heat:
    """The map.

    Attributes:
        titles, keys: of the criteria, the weakest first.
        rows: sales manager, and his cells in the order of the titles.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    keys: tuple[Key, ...] = ()


def heat_of(
    marks: Sequence[Mark],
    weakest: Sequence[tuple[Key, str]],
    people: Sequence[str],
    most: int = MOST_CRITERIA,
) -> Heat:
    """The map of the weakest criteria.

    Args:
        weakest: keys and titles of criteria, the weakest first.
        people: whom to show, in this order.
    """
    found: dict[tuple[str, Key], list[float]] = defaultdict(list)
    for mark in marks:
        found[mark.item.sales_manager, mark.key].append(mark.brought.fraction)
    keys = [key for key, _title in weakest[:most]]
    rows = tuple((name, tuple(_cell(found.get((name, key), [])) for key in keys)) for name in people)
    return Heat(tuple(title for _key, title in weakest[:most]), rows, tuple(keys))


def _cell(fractions: Sequence[float]) -> HeatCell:
    return HeatCell(sum(fractions) / len(fractions) if fractions else None, len(fractions))
