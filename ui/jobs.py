"""Work beside the window: the one file with threads. Results and events arrive in the window's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qcdesk.domain.events import Event
from qcdesk.errors import Cancelled, QcdeskError
from ui.texts import _

Result = TypeVar("Result")
_QUICK_THREADS = 4


class Job(QObject, Generic[Result]):
    """A long job of the core under way. Its signals are emitted in the window's thread.

    Signals:
        told: each event of the core; succeeded: its result; failed: a QcdeskError; ended: after either.

    Attributes:
        title: what is being done, in the user's words.
    """

    told = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._paused_at = 0.0
        self._rested = 0.0

    def cancel(self) -> None:
        """Asks the job to stop; it ends with `Cancelled` after its next event."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Has the job rest after its next event, until `resume`; nothing is lost or done twice."""
        if self._go.is_set():
            self._paused_at = time.monotonic()
            self._go.clear()

    def resume(self) -> None:
        """Lets a job go on that rests."""
        if not self._go.is_set():
            self._rested += time.monotonic() - self._paused_at
            self._go.set()

    @property
    def paused(self) -> bool:
        return not self._go.is_set()

    @property
    def rested_s(self) -> float:
        """Seconds it rested so far, without a pause that is not over."""
        return self._rested

    def may_go_on(self) -> bool:
        """Waits while the job is paused; False when it was cancelled."""
        self._go.wait()
        return not self.cancelled

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class Jobs(QObject):
    """All work beside the window: quick look-ups in a few threads, long jobs in a thread each."""

    started = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quick = ThreadPoolExecutor(_QUICK_THREADS, thread_name_prefix="qcdesk-quick")
        self._running: dict[Job[Any], threading.Thread] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    @property
    def running(self) -> list[Job[Any]]:
        """The long jobs that have not ended."""
        return list(self._running)

    def quick(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[QcdeskError], None],
    ) -> None:
        """Runs a short piece of work; one of the two functions is called with its outcome."""

        def in_thread() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  told to the user as what it is
                told = known(error)
                self._arrived.emit(lambda: failed(told))
            else:
                self._arrived.emit(lambda: done(result))

        if not self._closed:
            self._quick.submit(in_thread)

    def follow(self, make: Callable[[], Generator[Event, None, Result]], title: str) -> Job[Result]:
        """Starts a long job: a generator of the core, made and driven in a thread of its own."""
        job: Job[Result] = Job(title)
        thread = threading.Thread(target=self._drive, args=(job, make), name=f"qcdesk-job {title}")
        self._running[job] = thread
        self.started.emit(job)
        thread.start()
        return job

    def close(self) -> None:
        """Stops all jobs, waits for their threads, and delivers nothing more."""
        self._closed = True
        for job in self.running:
            job.cancel()
        for thread in list(self._running.values()):
            thread.join()
        self._running.clear()
        self._quick.shutdown(wait=True, cancel_futures=True)

    def _drive(self, job: Job[Result], make: Callable[[], Generator[Event, None, Result]]) -> None:
        try:
            result = self._run(job, make())
        except Exception as error:  # noqa: BLE001  told to the user as what it is
            told = known(error)
            self._arrived.emit(lambda: self._end(job, lambda: job.failed.emit(told)))
        else:
            self._arrived.emit(lambda: self._end(job, lambda: job.succeeded.emit(result)))

    def _run(self, job: Job[Result], work: Generator[Event, None, Result]) -> Result:
        try:
            while job.may_go_on():
                event = next(work)
                self._arrived.emit(lambda event=event: job.told.emit(event))
        except StopIteration as finished:
            result: Result = finished.value
            return result
        finally:
            with suppress(QcdeskError):
                work.close()
        raise Cancelled(_("Stopped"))

    def _end(self, job: Job[Any], tell: Callable[[], None]) -> None:
        self._running.pop(job, None)
        tell()
        job.ended.emit()

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


def known(error: Exception) -> QcdeskError:
    """The error as a user can be told it; its cause stays attached for the details."""
    if isinstance(error, QcdeskError):
        return error
    told = QcdeskError(
        _("Something unforeseen happened: {why}").format(why=f"{type(error).__name__}: {error}"),
        _("Nothing stored was lost. Copy the details and send them to the developers"),
    )
    told.__cause__ = error
    return told
