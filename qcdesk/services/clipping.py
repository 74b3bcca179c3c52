"""Cuts the clips of reports in a child process; where a recording is lost, its quote stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qcdesk.domain.call import Call
from qcdesk.errors import AudioError
from qcdesk.reports.clips import Clip, Clips, Cut, Key, Wanted, chosen, cut_of
from qcdesk.reports.privacy import Privacy
from qcdesk.services import units
from qcdesk.storage import Database

MakeExecutor = Callable[[], Executor]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The clips of one file on their way: where each is cut, and the work that cuts them, by call."""

    cuts: Mapping[Key, Cut]
    fitting: frozenset[Key]
    work: tuple[tuple[tuple[Key, ...], Future[Any]], ...]


class Cutter:
    """Cuts clips in a child process that is started when the first one is needed.

    Args:
        make_executor: makes what runs units of work.
    """

    def __init__(self, database: Database, make_executor: MakeExecutor) -> None:
        self._database = database
        self._make_executor = make_executor
        self._executor: Executor | None = None

    def order(self, wishes: Sequence[Wanted], privacy: Privacy) -> Ordered:
        """Begins to cut the clips of one file; the strongest wishes come first, for time is limited."""
        calls: dict[int, Call] = {}
        cuts: dict[Key, Cut] = {}
        with self._database.read() as tx:
            for wish in wishes:
                transcript = tx.transcripts.current(wish.call)
                if transcript is None:
                    continue
                calls.setdefault(wish.call, tx.calls.by_id(wish.call))
                cuts[wish.key] = cut_of(wish, transcript.turns, transcript.audio_s, privacy)
        there = {k: cut for k, cut in cuts.items() if Path(calls[k[0]].path).is_file()}
        fitting = chosen(there.items())
        by_call: dict[int, list[Key]] = defaultdict(list)
        for key in cuts:
            if key in fitting:
                by_call[key[0]].append(key)
        work = tuple(
            (tuple(keys), self._submit(calls[call], [cuts[key] for key in keys]))
            for call, keys in by_call.items()
        )
        return Ordered(cuts, fitting | (cuts.keys() - there.keys()), work)

    def take(self, ordered: Ordered) -> Clips:
        """The finished clips; without sound where the recording is gone, was changed, or is damaged."""
        sounds: dict[Key, bytes] = {}
        for keys, future in ordered.work:
            try:
                sounds.update(zip(keys, future.result(), strict=True))
            except AudioError:
                continue
        return {
            key: Clip(
                cut.start, cut.end, cut.lines, sounds.get(key, b""), left_out=key not in ordered.fitting
            )
            for key, cut in ordered.cuts.items()
        }

    def close(self, *, finished: bool) -> None:
        """Ends the child, at once where work is left."""
        if self._executor is not None:
            self._executor.shutdown(wait=finished, cancel_futures=not finished)

    def _submit(self, call: Call, cuts: Sequence[Cut]) -> Future[Any]:
        if self._executor is None:
            self._executor = self._make_executor()
        pieces = [[cut.start, cut.end, [list(span) for span in cut.bleeps]] for cut in cuts]
        return self._executor.submit(units.cut_clips, call.path, call.sha256, pieces)
