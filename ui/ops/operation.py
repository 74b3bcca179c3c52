"""An action of the user under way: what to do with its result, and what when it fails."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from qcdesk.domain.events import Event
from qcdesk.errors import QcdeskError
from ui.jobs import Job
from ui.ops.context import Context

Result = TypeVar("Result")


class Operation(Generic[Result]):
    """A short action. It runs beside the window; a failure is said to the user unless someone takes it."""

    def __init__(self, context: Context, work: Callable[[], Result]) -> None:
        self._context = context
        self._work = work
        self._success: Callable[[Result], object] = lambda _result: None
        self._failure: Callable[[QcdeskError], object] = context.notify.error

    def success(self, then: Callable[[Result], object]) -> Operation[Result]:
        """What to do with the result, in the window's thread."""
        self._success = then
        return self

    def failure(self, then: Callable[[QcdeskError], object]) -> Operation[Result]:
        """What to do with an error instead of saying it."""
        self._failure = then
        return self

    def start(self) -> None:
        """Runs it beside the window."""
        self._context.jobs.quick(
            self._work, lambda result: void(self._success(result)), lambda error: void(self._failure(error))
        )

    def at_once(self) -> None:
        """Runs it here and now: only for what takes milliseconds and must be stored before the next key."""
        try:
            result = self._work()
        except QcdeskError as error:
            self._failure(error)
        else:
            self._success(result)


class LongOperation(Generic[Result]):
    """A long action, shown with its progress in the window's line of work."""

    def __init__(
        self, context: Context, title: str, make: Callable[[], Generator[Event, None, Result]]
    ) -> None:
        self._context = context
        self._title = title
        self._make = make
        self._success: Callable[[Result], object] = lambda _result: None
        self._failure: Callable[[QcdeskError], object] = context.notify.error

    def success(self, then: Callable[[Result], object]) -> LongOperation[Result]:
        """What to do with the result."""
        self._success = then
        return self

    def failure(self, then: Callable[[QcdeskError], object]) -> LongOperation[Result]:
        """What to do with an error instead of saying it."""
        self._failure = then
        return self

    def start(self) -> Job[Result]:
        """Starts it; its signals tell how far it is."""
        job = self._context.jobs.follow(self._make, self._title)
        job.succeeded.connect(lambda result: void(self._success(result)))
        job.failed.connect(lambda error: void(self._failure(error)))
        return job


def void(_value: object) -> None:
    """Nothing: what a caller of ours returns does not matter."""
