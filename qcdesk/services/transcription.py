"""Transcribes calls of the archive, one after another, in a child process; what is done stays done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from qcdesk.domain.call import Call, CallState
from qcdesk.domain.events import Event, ItemDone, ItemFailed, Progress, Waiting
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Transcript
from qcdesk.engines.base import EngineOptions
from qcdesk.errors import Cancelled, EngineCrashed, QcdeskError
from qcdesk.evidence.matcher import Matcher
from qcdesk.services import units
from qcdesk.services.assembly import transcript_of
from qcdesk.services.author import author
from qcdesk.services.excluding import LeastTalk, no_bound, settle_exclusion
from qcdesk.storage import Database

Posted = tuple["Future[Any]", dict[str, Any]]
MakeExecutor = Callable[[Callable[["Future[Any]", dict[str, Any]], None]], Executor]

_TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """Which engine and model, and where weights are: all that a unit of work needs besides the recording."""

    engine: str
    model: str
    models: str
    options: EngineOptions

    def plain(self) -> dict[str, Any]:
        """As plain values, to cross into a child process."""
        return {"engine": self.engine, "model": self.model, "models": self.models, **asdict(self.options)}


@dataclass(slots=True)
class Transcribed:
    """What a batch gave: finished calls with their transcripts, and failures by call."""

    done: list[tuple[Call, Transcript]] = field(default_factory=list)
    failed: list[tuple[Call, QcdeskError]] = field(default_factory=list)


def transcribe(
    database: Database,
    calls: Sequence[Call],
    options: RecognitionOptions,
    names_of: Callable[[Call], Names],
    make_executor: MakeExecutor,
    least_talk: LeastTalk = no_bound,
) -> Generator[Event, None, Transcribed]:
    """Transcribes calls; each is stored as soon as it is recognised, in one transaction with its state.

    Closing the generator ends the child process at once; finished calls stay, the others are tried anew.

    Args:
        calls: one of them named twice is transcribed once.
        names_of: names that may be said in a call.
        least_talk: seconds of speech below which a call is counted, not scored.

    Yields:
        progress in seconds of recording, and each call's end.
    """
    posted: SimpleQueue[Posted] = SimpleQueue()
    executor = make_executor(lambda future, event: posted.put((future, event)))
    out = Transcribed()
    finished = False
    try:
        once = {call.id: call for call in calls}.values()
        running = {
            executor.submit(units.recognise, call.path, options.plain() | {"sha256": call.sha256}): call
            for call in once
        }
        total, done_s = sum(c.audio.duration_s for c in once), 0.0
        while running:
            done, _pending = wait(running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
            yield from _drain(posted, running, done_s, total)
            for future in sorted(done, key=lambda f: running[f].id):
                call = running.pop(future)
                done_s += call.audio.duration_s
                yield _settle(database, call, future, _Keeping(options, names_of, least_talk), out)
                yield Progress(done_s, total)
        finished = True
        return out
    finally:
        executor.shutdown(wait=finished, cancel_futures=not finished)


def _drain(
    posted: SimpleQueue[Posted], running: dict[Future[Any], Call], done_s: float, total: float
) -> Generator[Event, None, None]:
    while True:
        try:
            future, event = posted.get_nowait()
        except Empty:
            return
        call = running.get(future)
        if call is None:
            continue
        if "waiting" in event:
            yield Waiting(str(event["waiting"]))
        elif event["total"]:
            share = event["done"] / event["total"]
            yield Progress(done_s + share * call.audio.duration_s, total, call.path)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """What is needed to keep what was recognised."""

    options: RecognitionOptions
    names_of: Callable[[Call], Names]
    least_talk: LeastTalk


def _settle(
    database: Database, call: Call, future: Future[Any], keeping: _Keeping, out: Transcribed
) -> Event:
    try:
        heard = future.result()
    except Cancelled:
        raise
    except QcdeskError as error:
        with database.transaction() as tx:
            # A call that was recognised before keeps its transcript and its state.
            if tx.transcripts.current_id(call.id) is None:
                tx.calls.set_state(call.id, CallState.FAILED, str(error))
        out.failed.append((call, error))
        last_words = f"\n{error.last_lines}" if isinstance(error, EngineCrashed) and error.last_lines else ""
        return ItemFailed(call.path, f"{error}{last_words}")
    done = _store(database, call.id, heard, keeping)
    out.done.append(done)
    return ItemDone(call.path, done)


def _store(
    database: Database, call_id: int, heard: dict[str, Any], keeping: _Keeping
) -> tuple[Call, Transcript]:
    """Keeps a transcript; what people said of the call while it was recognised counts."""
    with database.read() as tx:
        matcher = Matcher(keeping.names_of(tx.calls.by_id(call_id)))
    options = keeping.options
    with database.transaction() as tx:
        call = tx.calls.by_id(call_id)
        language, direction = options.options.language, call.facts.direction
        transcript = transcript_of(heard, language, call.manager_side, matcher, direction)
        again = tx.transcripts.current_id(call_id) is not None
        number = tx.transcripts.store(call_id, transcript, options.plain() | {"models": ""})
        told: dict[str, Any] = {"call": call_id, "transcript": number, "again": again}
        told |= {"engine": transcript.engine, "model": transcript.model}
        tx.audit.append(author(), "call.transcribed", told)
        return settle_exclusion(tx, call_id, keeping.least_talk), transcript
