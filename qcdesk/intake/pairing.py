"""Pairs that belong together for certain, told from those that a person must decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

Pair = tuple[int, int]
"""Number of a row, number of a recording."""


def components(pairs: set[Pair]) -> list[set[Pair]]:
    """The pairs in groups that share no row and no recording, in the order of their first rows."""
    by_row: dict[int, set[Pair]] = defaultdict(set)
    by_recording: dict[int, set[Pair]] = defaultdict(set)
    for pair in pairs:
        by_row[pair[0]].add(pair)
        by_recording[pair[1]].add(pair)
    seen: set[Pair] = set()
    groups: list[set[Pair]] = []
    for start in sorted(pairs):
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            row, recording = waiting.pop()
            fresh = (by_row[row] | by_recording[recording]) - group
            group |= fresh
            waiting.extend(fresh)
        seen |= group
        groups.append(group)
    return groups


def resolve(group: set[Pair], tie_breakers: Sequence[Callable[[Pair], bool]]) -> tuple[set[Pair], set[Pair]]:
    """The pairs that are certain, and those that stay in doubt, of one connected group.

    Args:
        group: one group of `components`.
        tie_breakers: the first takes part of a group apart; the second only all of it or nothing,
            because a clock that is wrong by one step would pair every call with the next.
    """
    if len(group) == 1:
        return group, set()
    partly, wholly = tie_breakers
    decided = _alone({pair for pair in group if partly(pair)})
    rows, recordings = {row for row, _r in decided}, {recording for _row, recording in decided}
    rest = {pair for pair in group if pair[0] not in rows and pair[1] not in recordings}
    close = _alone({pair for pair in rest if wholly(pair)})
    if _ends(close) == _ends(rest):
        return decided | close, set()
    return decided, rest


def _alone(pairs: set[Pair]) -> set[Pair]:
    """Pairs whose row and recording stand in no other pair."""
    rows = Counter(row for row, _recording in pairs)
    recordings = Counter(recording for _row, recording in pairs)
    return {pair for pair in pairs if rows[pair[0]] == 1 and recordings[pair[1]] == 1}


def _ends(pairs: set[Pair]) -> tuple[set[int], set[int]]:
    return {row for row, _recording in pairs}, {recording for _row, recording in pairs}
