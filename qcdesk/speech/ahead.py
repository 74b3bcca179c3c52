"""Decodes the next call and finds its voice in a thread while the engine works on the present one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from qcdesk.audio.decode import decoded
from qcdesk.speech.prepare import Prepared, prepare


class Ahead:
    """At most one call prepared ahead of its turn. Not for use by several threads at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="qcdesk-ahead")
        self._path: Path | None = None
        self._open = ExitStack()
        self._call: Future[Prepared] | None = None

    def begin(self, path: Path) -> None:
        """Begins to prepare a call; what was prepared before and not taken is dropped."""
        self._drop()
        self._path, self._open = path, ExitStack()
        self._call = self._pool.submit(_prepared, path, self._open)

    @contextmanager
    def take(self, path: Path) -> Iterator[Prepared]:
        """The prepared call: the one begun ahead where it is this one, else prepared now.

        Raises:
            AudioError: the recording cannot be read.
        """
        if path != self._path or self._call is None:
            self.begin(path)
        call, held = self._call, self._open
        self._path, self._call, self._open = None, None, ExitStack()
        assert call is not None  # noqa: S101 - begun above
        with held:
            yield call.result()

    def _drop(self) -> None:
        if self._call is not None:
            self._call.exception()
            self._open.close()
        self._call = None


def _prepared(path: Path, held: ExitStack) -> Prepared:
    return prepare(held.enter_context(decoded(path)))
