"""Which column of a table holds what: headings are recognised in Russian and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qcdesk.intake.words import fold

_MILLISECOND_MARKS = (frozenset(("externalid", "filesize")), frozenset(("externalid", "abonentuserid")))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table.

    Attributes:
        places: for each kind, 0-based columns in the order in which they are read.
        unknown: headings nobody reads, as written.
        milliseconds: the table is known to count durations in milliseconds (Beeline does).
    """

    places: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    width: int
    milliseconds: bool

    @property
    def identify_a_call(self) -> bool:
        """Whether a recording can be found by these columns: by file or id, or by number and time."""
        has = self.places.keys()
        named = bool(has & {"file", "link", "external_id"})
        number = bool(has & {"client_phone", "from_number", "to_number"})
        return named or (number and bool(has & {"started_at", "date"}))

    def cells(self, kind: str, row: Sequence[str]) -> list[str]:
        """The non-empty cells of a kind, best column first."""
        texts = (row[at].strip() for at in self.places.get(kind, ()) if at < len(row))
        return [text for text in texts if text]

    def cell(self, kind: str, row: Sequence[str]) -> str:
        """The best non-empty cell of a kind, or an empty string."""
        return next(iter(self.cells(kind, row)), "")


@cache
def _aliases() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Folded heading → every (kind, rank) that it is: an id of all legs also names the recording of one."""
    from ruamel.yaml import YAML

    drawn = YAML(typ="safe", pure=True).load(Path(__file__).with_name("columns.yaml"))
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, names in drawn.items():
        for rank, alias in enumerate(names):
            found[fold(alias)] = (*found.get(fold(alias), ()), (kind, rank))
    return found


def recognise(header: Sequence[str]) -> Columns:
    """Finds the columns by their headings.

    Args:
        header: one cell a column, as written.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    unknown: list[str] = []
    for at, heading in enumerate(header):
        known = _aliases().get(fold(heading), ())
        for kind, rank in known:
            found.setdefault(kind, []).append((rank, at))
        if not known and heading.strip():
            unknown.append(heading.strip())
    places = {kind: tuple(at for _rank, at in sorted(ranked)) for kind, ranked in found.items()}
    folded = frozenset(fold(heading) for heading in header)
    return Columns(places, tuple(unknown), len(header), any(marks <= folded for marks in _MILLISECOND_MARKS))


def known_headings(header: Sequence[str]) -> int:
    """How many of the headings are known; it tells the right encoding and delimiter from wrong ones."""
    return sum(fold(heading) in _aliases() for heading in header)
