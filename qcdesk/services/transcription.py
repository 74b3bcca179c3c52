"""Transcribes calls of the archive, one after another, in a child process; what is done stays done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from qcdesk import __version__
from qcdesk.domain.call import Call, CallState
from qcdesk.domain.events import Event, ItemDone, ItemFailed, Waiting
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Transcript
from qcdesk.engines.base import EngineOptions
from qcdesk.errors import Cancelled, EngineCrashed, QcdeskError
from qcdesk.evidence.matcher import Matcher
from qcdesk.services import units
from qcdesk.services.assembly import transcript_of
from qcdesk.services.author import author
from qcdesk.services.excluding import LeastTalk, no_bound, settle_exclusion
from qcdesk.services.hotwords import hotwords
from qcdesk.services.pace import Pace
from qcdesk.services.space import FreeBytes, check_space, free_bytes
from qcdesk.services.unfinished import Unfinished
from qcdesk.storage import Database

Posted = tuple["Future[Any]", dict[str, Any]]
MakeExecutor = Callable[[Callable[["Future[Any]", dict[str, Any]], None]], Executor]

_TICK_S = 0.1
HANDED_OVER = 2
"""Calls handed over at a time: one in work, one whose sound is prepared meanwhile."""
MOST_CRASHES = 2
"""A call over which the engine died so often is set aside."""


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """Which engine and model, and where weights are: all that a unit of work needs besides the recording.

    Attributes:
        beam_size: beams of the search.
        hotwords: tell the recogniser the names that may be said.
    """

    engine: str
    model: str
    models: str
    options: EngineOptions
    beam_size: int = 5
    hotwords: bool = False

    def plain(self) -> dict[str, Any]:
        """As plain values, to cross into a child process."""
        own = {"engine": self.engine, "model": self.model, "models": self.models, "beam_size": self.beam_size}
        return own | asdict(self.options)


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a batch of recognition works with.

    Attributes:
        home: folder of the department's data.
        names_of: names that may be said in a call.
        least_talk: seconds of speech below which a call is counted, not scored.
    """

    database: Database
    home: Path
    unfinished: Unfinished
    names_of: Callable[[Call], Names]
    make_executor: MakeExecutor
    least_talk: LeastTalk = no_bound
    free: FreeBytes = free_bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """A call that was recognised and stored.

    Attributes:
        windows: of its speech; `careful` of them were listened to once more because their text was doubted
            or missing, and `kept` were left by an earlier run that was stopped.
    """

    call: Call
    transcript: Transcript
    windows: int
    careful: int
    kept: int


@dataclass(slots=True)
class Transcribed:
    """What a batch gave: finished calls, failures by call, calls left alone.

    Attributes:
        set_aside: calls over which the engine died twice before; name one to try it again.
    """

    done: list[Finished] = field(default_factory=list)
    failed: list[tuple[Call, QcdeskError]] = field(default_factory=list)
    set_aside: list[Call] = field(default_factory=list)


def transcribe(
    place: Workplace, calls: Sequence[Call], options: RecognitionOptions, *, retry_crashed: bool = True
) -> Generator[Event, None, Transcribed]:
    """Transcribes calls; each is stored as soon as it is recognised, in one transaction with its state.

    Closing the generator ends the child process at once. Finished calls stay; windows of the call in work
    are kept and not recognised again the next time.

    Args:
        calls: one of them named twice is transcribed once.
        retry_crashed: try calls again over which the engine died twice before.

    Yields:
        progress in seconds of speech with the seconds left, and each call's end.

    Raises:
        DiskFull: before a call for which there is no room; what was done is stored.
    """
    batch = _Batch(place, options)
    finished = False
    try:
        batch.take(list({call.id: call for call in calls}.values()), retry_crashed=retry_crashed)
        while batch.busy:
            yield from batch.step()
        finished = True
        return batch.out
    finally:
        batch.close(finished=finished)


class _Batch:
    """Calls on their way through the executor."""

    def __init__(self, place: Workplace, options: RecognitionOptions) -> None:
        self._place, self._options = place, options
        self._posted: SimpleQueue[Posted] = SimpleQueue()
        self._executor = place.make_executor(lambda future, event: self._posted.put((future, event)))
        self._waiting: list[Call] = []
        self._running: dict[Future[Any], Call] = {}
        self._asked: dict[int, tuple[dict[str, Any], str]] = {}
        self._pace = Pace(())
        self.out = Transcribed()

    def take(self, calls: list[Call], *, retry_crashed: bool) -> None:
        """Calls to work on, in this order."""
        for call in calls:
            crashes = self._place.unfinished.crashes(call.id, self._request(call)[1])
            if crashes >= MOST_CRASHES and not retry_crashed:
                self.out.set_aside.append(call)
            else:
                if crashes >= MOST_CRASHES:
                    self._place.unfinished.forget(call.id)
                self._waiting.append(call)
        self._pace = Pace(self._waiting)

    @property
    def busy(self) -> bool:
        return bool(self._waiting or self._running)

    def step(self) -> Generator[Event, None, None]:
        """Hands calls over, keeps what has come, and settles what is finished."""
        while self._waiting and len(self._running) < HANDED_OVER:
            check_space(self._waiting[0], self._place.home, HANDED_OVER, self._place.free)
            self._submit(self._waiting.pop(0))
        done, _pending = wait(self._running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
        yield from self._drain()
        for future in sorted(done, key=lambda f: self._running[f].id):
            event = self._settle(self._running.pop(future), future)
            if event is not None:
                yield event
            yield self._pace.progress()

    def close(self, *, finished: bool) -> None:
        """Ends the executor, at once where work is left; windows that have come are kept first."""
        for _event in self._drain():
            pass
        self._executor.shutdown(wait=finished, cancel_futures=not finished)
        if finished:
            self._sweep()

    def _sweep(self) -> None:
        """Drops what a kill left of calls that had just been stored."""
        busy = {call.id for call in self.out.set_aside} | {call.id for call, _error in self.out.failed}
        with self._place.database.read() as tx:
            for id in self._place.unfinished.calls():
                if id not in busy and tx.transcripts.current_id(id) is not None:
                    self._place.unfinished.forget(id)

    def _submit(self, call: Call) -> None:
        request, basis = self._request(call)
        kept = self._place.unfinished.kept(call.id, basis)
        # After a crash nothing runs beside the call: the next one's sound may have been the cause.
        alone = self._place.unfinished.crashes(call.id, basis) > 0 or not self._waiting
        following = "" if alone else self._waiting[0].path
        whole = request | {"models": self._options.models, "kept": kept, "next": following}
        self._running[self._executor.submit(units.recognise, call.path, whole)] = call

    def _request(self, call: Call) -> tuple[dict[str, Any], str]:
        """What the recognition of a call is given, and the digest of it: the same gives the same text."""
        if call.id not in self._asked:
            names = hotwords(self._place.names_of(call)) if self._options.hotwords else ""
            request = self._options.plain() | {"models": "", "sha256": call.sha256, "hotwords": names}
            basis = sha256(repr((__version__, sorted(request.items()))).encode()).hexdigest()
            self._asked[call.id] = request, basis
        return self._asked[call.id]

    def _drain(self) -> Generator[Event, None, None]:
        while True:
            try:
                future, event = self._posted.get_nowait()
            except Empty:
                return
            call = self._running.get(future)
            if call is None:
                continue
            if "waiting" in event:
                yield Waiting(str(event["waiting"]))
            elif "key" in event:
                self._place.unfinished.keep(call.id, self._request(call)[1], event["key"], event["result"])
            elif event["total"]:
                self._pace.tell(call.id, event["done"], event["total"])
                yield self._pace.progress(call.path)

    def _settle(self, call: Call, future: Future[Any]) -> Event | None:
        try:
            heard = future.result()
        except Cancelled:
            raise
        except QcdeskError as error:
            return self._after(call, error)
        done = self._store(call, heard)
        self._place.unfinished.forget(call.id)
        self._pace.finish(call.id, heard["speech_s"])
        self.out.done.append(done)
        return ItemDone(call.path, done)

    def _after(self, call: Call, error: QcdeskError) -> Event | None:
        """A crash is tried once more: other calls may have brought it about. Anything else is a failure."""
        if isinstance(error, EngineCrashed):
            basis = self._request(call)[1]
            self._place.unfinished.crashed(call.id, basis)
            if self._place.unfinished.crashes(call.id, basis) < MOST_CRASHES:
                self._waiting.insert(0, call)
                return None
        self._pace.finish(call.id)
        with self._place.database.transaction() as tx:
            # A call that was recognised before keeps its transcript and its state.
            if tx.transcripts.current_id(call.id) is None:
                tx.calls.set_state(call.id, CallState.FAILED, str(error))
        self.out.failed.append((call, error))
        last_words = f"\n{error.last_lines}" if isinstance(error, EngineCrashed) and error.last_lines else ""
        return ItemFailed(call.path, f"{error}{last_words}")

    def _store(self, asked: Call, heard: dict[str, Any]) -> Finished:
        """Keeps a transcript; what people said of the call while it was recognised counts."""
        place, request = self._place, self._request(asked)[0]
        with place.database.read() as tx:
            matcher = Matcher(place.names_of(tx.calls.by_id(asked.id)))
        with place.database.transaction() as tx:
            call = tx.calls.by_id(asked.id)
            language, direction = self._options.options.language, call.facts.direction
            transcript = transcript_of(heard, language, call.manager_side, matcher, direction)
            again = tx.transcripts.current_id(call.id) is not None
            made_from = request | {"windows": heard["windows"], "careful": heard["doubts"]}
            number = tx.transcripts.store(call.id, transcript, made_from)
            told: dict[str, Any] = {"call": call.id, "transcript": number, "again": again}
            told |= {"engine": transcript.engine, "model": transcript.model}
            tx.audit.append(author(), "call.transcribed", told)
            settled = settle_exclusion(tx, call.id, place.least_talk)
        return Finished(settled, transcript, heard["windows"], heard["careful"], heard["kept"])
