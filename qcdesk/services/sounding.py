"""The sound of calls for eyes and ears: the outline for the waveform, and one side louder than the other."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qcdesk.domain.call import Call
from qcdesk.engines.host import ChildExecutor
from qcdesk.services import units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PER_SECOND = 50


@dataclass(frozen=True, slots=True)
class Outline:
    """Lowest and highest sample of each 1/`per_second` s, int8 of shape (stretches, channels, 2)."""

    per_second: int
    peaks: NDArray[np.int8]


@dataclass(slots=True)
class Sounding:
    """Outlines of calls, from the cache or made, and recordings with their sides balanced anew.

    One child is kept for all, so that only the first call waits for its start; `close` ends it.

    Args:
        outlines: folder of the cache, by content hash; made at the first use.
        balanced: folder of what is listened to now; what customers said does not stay there.
    """

    outlines: Path
    balanced: Path
    make_executor: Callable[[], Executor] = ChildExecutor
    _executor: Executor | None = None
    _lock: Lock = field(default_factory=Lock)

    def cached(self, call: Call) -> Outline | None:
        """The outline, if it was made before."""
        import numpy as np  # with the first call that is looked at: a window starts without it

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
        import numpy as np

        found = self.cached(call)
        if found is None:
            self.outlines.mkdir(parents=True, exist_ok=True)
            work = self._child().submit(units.outline, call.path, str(self._file(call)), PER_SECOND)
            work.result()
            found = self.cached(call)
        return found or Outline(PER_SECOND, np.zeros((0, call.audio.channels, 2), np.int8))

    def balance(self, call: Call, gains: Sequence[float]) -> Path:
        """A new file in which each channel is multiplied by its gain; those made before are let go.

        Args:
            gains: one a channel; 1 as recorded.

        Raises:
            AudioError: the recording is gone or cannot be decoded.
            EngineCrashed: the child died over it.
        """
        self.forget()
        self.balanced.mkdir(parents=True, exist_ok=True)
        to = self.balanced / f"{secrets.token_hex(8)}.wav"
        self._child().submit(units.balance, call.path, str(to), list(gains)).result()
        return to

    def forget(self) -> None:
        """Deletes what was balanced; a file that still plays waits for the next time."""
        for old in self.balanced.glob("*.wav"):
            with suppress(OSError):
                old.unlink()

    def close(self) -> None:
        """Ends the child at once and leaves no customer's voice behind."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
        self.forget()

    def _child(self) -> Executor:
        with self._lock:  # an outline and a balance are asked for by two threads
            if self._executor is None:
                self._executor = self.make_executor()
            return self._executor

    def _file(self, call: Call) -> Path:
        return self.outlines / f"{call.sha256[:32]}-{PER_SECOND}.npy"
