"""The outline of a call's sound for the waveform: made once in a child process, kept by content hash."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qcdesk.domain.call import Call
from qcdesk.engines.host import ChildExecutor
from qcdesk.services import units

PER_SECOND = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """Lowest and highest sample of each 1/`per_second` s, int8 of shape (stretches, channels, 2)."""

    per_second: int
    peaks: NDArray[np.int8]


@dataclass(slots=True)
class Outlines:
    """Outlines of calls, from the cache or made.

    One child is kept for all, so that only the first call waits for its start; `close` ends it.

    Args:
        folder: of the cache; made at the first use.
    """

    folder: Path
    make_executor: Callable[[], Executor] = ChildExecutor
    _executor: Executor | None = None

    def cached(self, call: Call) -> Outline | None:
        """The outline, if it was made before."""
        try:
            return Outline(PER_SECOND, np.load(self._file(call), allow_pickle=False))
        except (OSError, ValueError, EOFError):
            return None

    def outline(self, call: Call) -> Outline:
        """The outline; made where it is not kept yet.

        Raises:
            AudioError: the recording is gone or cannot be decoded.
            EngineCrashed: the child died over it.
        """
        found = self.cached(call)
        if found is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._executor is None:
                self._executor = self.make_executor()
            self._executor.submit(units.outline, call.path, str(self._file(call)), PER_SECOND).result()
            found = self.cached(call)
        return found or Outline(PER_SECOND, np.zeros((0, call.audio.channels, 2), np.int8))

    def close(self) -> None:
        """Ends the child at once."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _file(self, call: Call) -> Path:
        return self.folder / f"{call.sha256[:32]}-{PER_SECOND}.npy"
