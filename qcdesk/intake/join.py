"""Which row of a CRM's table belongs to which recording; in doubt nothing is assigned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path, PurePosixPath

from qcdesk.domain import phone
from qcdesk.domain.call import CallFacts, Direction
from qcdesk.intake.facts import NameFacts
from qcdesk.intake.join_keys import file_keys, id_keys, link_keys, row_id_keys
from qcdesk.intake.pairing import Pair, components, resolve
from qcdesk.intake.suffixes import name_key
from qcdesk.intake.table import Table, TableRow

MAX_START_GAP = timedelta(seconds=120)
SAME_START_GAP = timedelta(seconds=5)
MAX_DURATION_GAP_S = 5.0


class JoinedBy(StrEnum):
    """What led from a row to its recording."""

    FILE = "file"
    EXTERNAL_ID = "external_id"
    PHONE_AND_TIME = "phone_and_time"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording to be joined.

    Attributes:
        path: the recording.
        name: what its name says, perhaps with an approximate time of the file (which joins nothing).
        duration_s: length in seconds, when it is already known.
    """

    path: Path
    name: NameFacts = field(default_factory=NameFacts)
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    row: TableRow
    recording: Recording
    by: JoinedBy


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Rows and recordings of which one fits several of the other; a person has to decide."""

    rows: tuple[TableRow, ...]
    recordings: tuple[Recording, ...]
    by: JoinedBy


@dataclass(frozen=True, slots=True)
class JoinResult:
    """Each row and each recording stands in exactly one of the tuples, in its original order."""

    matches: tuple[Match, ...]
    ambiguities: tuple[Ambiguity, ...]
    unmatched_rows: tuple[TableRow, ...]
    unmatched_recordings: tuple[Recording, ...]


@dataclass(slots=True)
class _Joining:
    rows: dict[int, TableRow]
    recordings: dict[int, Recording]
    matches: list[tuple[int, Match]] = field(default_factory=list)
    ambiguities: list[Ambiguity] = field(default_factory=list)


def join(table: Table, recordings: Sequence[Recording]) -> JoinResult:
    """Joins rows and recordings.

    By file name (with or without folders and ending) first; then by an id that the name holds; then by
    the last ten digits of the number and a start within 120 seconds. Of several that fit, durations
    within 5 seconds decide where all are known, or starts within 5 seconds where they pair off everything;
    otherwise all of them are an ambiguity.

    Args:
        table: rows of a CRM.
        recordings: what was found on disk.
    """
    joining = _Joining(dict(enumerate(table.rows)), dict(enumerate(recordings)))
    _stage(joining, JoinedBy.FILE, _pairs_by_file(joining))
    _stage(joining, JoinedBy.EXTERNAL_ID, _pairs_by_id(joining))
    _stage(joining, JoinedBy.PHONE_AND_TIME, _pairs_by_phone(joining))
    return JoinResult(
        tuple(match for _at, match in sorted(joining.matches, key=lambda numbered: numbered[0])),
        tuple(joining.ambiguities),
        tuple(joining.rows.values()),
        tuple(joining.recordings.values()),
    )


def merge(from_table: CallFacts, from_name: CallFacts) -> CallFacts:
    """What both say together: the table is believed first, the name fills the gaps.

    An exact time of the name is better than a table's bare day.
    """
    filled = {
        each.name: getattr(from_name, each.name)
        for each in fields(CallFacts)
        if each.name not in ("started_at", "started_at_approximate")
        and _unsaid(getattr(from_table, each.name))
    }
    timed = min(
        (from_table, from_name), key=lambda facts: (facts.started_at is None, facts.started_at_approximate)
    )
    return replace(
        from_table, **filled, started_at=timed.started_at, started_at_approximate=timed.started_at_approximate
    )


def _unsaid(value: object) -> bool:
    return value is None or value is Direction.UNKNOWN


def _stage(joining: _Joining, by: JoinedBy, pairs: set[Pair]) -> None:
    for group in components(pairs):
        decided, doubtful = resolve(group, _tie_breakers(joining))
        for row, recording in sorted(decided):
            match = Match(joining.rows.pop(row), joining.recordings.pop(recording), by)
            joining.matches.append((row, match))
        if doubtful:
            rows = [joining.rows.pop(at) for at in sorted({row for row, _recording in doubtful})]
            found = [joining.recordings.pop(at) for at in sorted({recording for _row, recording in doubtful})]
            joining.ambiguities.append(Ambiguity(tuple(rows), tuple(found), by))


def _tie_breakers(joining: _Joining) -> tuple[Callable[[Pair], bool], Callable[[Pair], bool]]:
    def same_duration(pair: Pair) -> bool:
        said, real = joining.rows[pair[0]].facts.duration_s, joining.recordings[pair[1]].duration_s
        return said is not None and real is not None and abs(said - real) <= MAX_DURATION_GAP_S

    def same_start(pair: Pair) -> bool:
        gap = _start_gap(joining.rows[pair[0]], joining.recordings[pair[1]])
        return gap is not None and gap <= SAME_START_GAP

    return same_duration, same_start


def _pairs_by_file(joining: _Joining) -> set[Pair]:
    """Exact names are stronger than names without their ending, and folders tell equal names apart."""
    exact = _pairs(
        {at: file_keys(row.file)[:1] for at, row in joining.rows.items() if row.file},
        {at: [name_key(recording.path.name)] for at, recording in joining.recordings.items()},
    )
    rows, taken = {row for row, _r in exact}, {recording for _row, recording in exact}
    loose = _pairs(
        {at: file_keys(row.file)[1:] for at, row in joining.rows.items() if row.file and at not in rows},
        {at: file_keys(r.path.name)[1:] for at, r in joining.recordings.items() if at not in taken},
    )
    return _same_folders(joining, exact) | _same_folders(joining, loose)


def _same_folders(joining: _Joining, pairs: set[Pair]) -> set[Pair]:
    """Keeps, for a row that names folders, the recordings in those folders, if there are any."""
    fitting = {pair for pair in pairs if _in_named_folders(joining, pair)}
    rows, recordings = {row for row, _r in fitting}, {recording for _row, recording in fitting}
    return fitting | {pair for pair in pairs if pair[0] not in rows and pair[1] not in recordings}


def _in_named_folders(joining: _Joining, pair: Pair) -> bool:
    named = PurePosixPath(name_key(joining.rows[pair[0]].file or "").replace("\\", "/")).parts[:-1]
    real = tuple(name_key(part) for part in joining.recordings[pair[1]].path.parts[:-1])
    return bool(named) and real[-len(named) :] == named


def _pairs_by_id(joining: _Joining) -> set[Pair]:
    by_id = _pairs(
        {at: row_id_keys(row) for at, row in joining.rows.items()},
        {at: id_keys(r.path.name, r.name) for at, r in joining.recordings.items()},
    )
    by_link = _pairs(
        {at: link_keys(row) for at, row in joining.rows.items()},
        {at: file_keys(r.path.name) for at, r in joining.recordings.items()},
    )
    return by_id | _apart(by_link, by_id)


def _apart(pairs: set[Pair], decided: set[Pair]) -> set[Pair]:
    rows, recordings = {row for row, _r in decided}, {recording for _row, recording in decided}
    return {pair for pair in pairs if pair[0] not in rows and pair[1] not in recordings}


def _pairs_by_phone(joining: _Joining) -> set[Pair]:
    pairs = _pairs(
        {at: _numbers(row.facts, row.numbers) for at, row in joining.rows.items()},
        {at: _numbers(r.name.facts, r.name.numbers) for at, r in joining.recordings.items()},
    )
    return {
        (row, recording)
        for row, recording in pairs
        if (gap := _start_gap(joining.rows[row], joining.recordings[recording])) is not None
        and gap <= MAX_START_GAP
    }


def _numbers(facts: CallFacts, numbers: tuple[str, str] | None) -> list[str]:
    said = [facts.client_phone] if facts.client_phone else list(numbers or ())
    return [phone.key(number) for number in said if phone.digits(number) and not phone.is_extension(number)]


def _start_gap(row: TableRow, recording: Recording) -> timedelta | None:
    said, named = row.facts, recording.name.facts
    if not said.started_at or not named.started_at:
        return None
    if said.started_at_approximate or named.started_at_approximate:
        return None
    return abs(said.started_at - named.started_at)


def _pairs(rows: dict[int, list[str]], recordings: dict[int, list[str]]) -> set[Pair]:
    """Pairs of rows and recordings that share a key."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for at, keys in recordings.items():
        for key in set(keys):
            holders[key].append(at)
    return {(row, at) for row, keys in rows.items() for at in _of(holders, keys)}


def _of(holders: dict[Hashable, list[int]], keys: Iterable[str]) -> set[int]:
    return {at for key in keys for at in holders.get(key, ())}
