"""Runs units of work in a spawned child process that can be ended at any moment and may crash.

The shape is that of `concurrent.futures.Executor`, so that a caller never knows where work runs. A unit is
a generator function of a module, called with plain values: what it yields are its events, what it returns
is the result.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from qcdesk import i18n
from qcdesk.engines import child
from qcdesk.errors import Cancelled, EngineCrashed, EngineError, from_plain
from qcdesk.i18n import _

OnEvent = Callable[["Future[Any]", dict[str, Any]], None]
_LAST_BYTES = 4000


@dataclass(frozen=True, slots=True)
class _Job:
    future: Future[Any]
    call: str
    args: tuple[Any, ...]


class ChildExecutor(Executor):
    """Units of work, one after another, in one child process that lives until `shutdown`.

    A child that dies fails only its own unit with `EngineCrashed`; the next unit gets a new child.

    Args:
        on_event: called from a thread of its own with the unit's future and each event.
    """

    def __init__(self, on_event: OnEvent | None = None) -> None:
        self._on_event = on_event
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="qcdesk-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name) / "child.log"
        self._thread = threading.Thread(target=self._serve, name="qcdesk-child", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queues a unit.

        Args:
            fn: a generator function at the top of its module.
            args: plain values (str, bytes, int, float, bool, None, lists and dicts of them).

        Raises:
            TypeError: keyword arguments were given.
            RuntimeError: after `shutdown`.
        """
        if kwargs:
            raise TypeError("a unit of work takes positional arguments only")
        if self._ending.is_set():
            raise RuntimeError("submit after shutdown")
        future: Future[Any] = Future()
        self._jobs.put(_Job(future, f"{fn.__module__}:{fn.__qualname__}", args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the child: after the queued units, or with `cancel_futures` at once, whatever it does."""
        if cancel_futures:
            self._ending.set()
            self._kill()
        self._jobs.put(None)
        if wait or cancel_futures:
            self._thread.join()
            self._ending.set()
            self._folder.cleanup()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._ending.is_set():
                job.future.set_exception(Cancelled(_("Stopped")))
            elif job.future.set_running_or_notify_cancel():
                self._run(job)
        self._close()

    def _run(self, job: _Job) -> None:
        try:
            answer = self._converse(job)
        except (EOFError, OSError):
            job.future.set_exception(self._cause_of_death())
        except Exception as error:  # noqa: BLE001  whatever it is, the caller waits for this future
            self._close()
            job.future.set_exception(error)
        else:
            _settle(job.future, answer)

    def _converse(self, job: _Job) -> dict[str, Any]:
        connection = self._child()
        connection.send({"call": job.call, "args": list(job.args)})
        answer: dict[str, Any] = connection.recv()
        while "event" in answer:
            if self._on_event:
                self._on_event(job.future, answer["event"])
            answer = connection.recv()
        return answer

    def _child(self) -> Connection:
        with self._lock:
            if self._connection is not None:
                return self._connection
            if self._ending.is_set():
                raise EOFError
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._log.unlink(missing_ok=True)
            process = context.Process(
                target=child.main,
                args=(theirs, str(self._log), i18n.language()),
                name="qcdesk-engine",
                daemon=True,
            )
            process.start()
            theirs.close()
            self._process, self._connection = process, ours
            return ours

    def _cause_of_death(self) -> Exception:
        code = self._close()
        if self._ending.is_set():
            return Cancelled(_("Stopped"))
        last = (
            self._log.read_bytes()[-_LAST_BYTES:].decode("utf-8", "replace").strip()
            if self._log.exists()
            else ""
        )
        what = _("The recognition process died (exit code {code})").format(code=code)
        return EngineCrashed(
            what,
            _("Try the call again; if it repeats, choose another engine"),
            exit_code=code,
            last_lines=last,
        )

    def _close(self) -> int:
        """Lets the child end by itself (its pipe is closed) and returns its exit code."""
        with self._lock:
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if process is None or connection is None:
            return 0
        connection.close()
        process.join(timeout=5)
        if process.is_alive():
            _kill_tree(process)
            process.join()
        code = process.exitcode or 0
        process.close()
        return code

    def _kill(self) -> None:
        with self._lock:
            if self._process is not None and self._process.is_alive():
                _kill_tree(self._process)


def _settle(future: Future[Any], answer: dict[str, Any]) -> None:
    if "result" in answer:
        future.set_result(answer["result"])
    elif "error" in answer:
        future.set_exception(from_plain(answer["error"]))
    else:
        what = _("Recognition failed: {why}").format(why=answer["failure"])
        future.set_exception(EngineError(what, _("Run with --debug and send the output to the developers")))


def _kill_tree(process: BaseProcess) -> None:
    """Ends the process and all it started."""
    if process.pid is None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # Too early: the child has not yet made its own group.
        process.kill()
