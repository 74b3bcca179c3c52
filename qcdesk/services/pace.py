"""How far a batch of recognition is and how long it will take, in seconds of speech."""

from __future__ import annotations

import time
from collections.abc import Sequence

from qcdesk.domain.call import Call
from qcdesk.domain.events import Progress

_USUAL_SHARE = 0.85
"""Speech in both channels by length of the recording, until the batch's own calls tell."""
_LEAST_DONE_S = 20.0
"""Seconds of speech after which a rate means something."""


class Pace:
    """Counts speech done and to do. Recognition costs by speech, not by length: silence is nearly free.

    Args:
        calls: of the batch.
    """

    def __init__(self, calls: Sequence[Call]) -> None:
        self._length = {call.id: call.audio.duration_s for call in calls}
        self._speech: dict[int, float] = {}
        self._done: dict[int, float] = {}
        self._began = time.monotonic()

    def tell(self, call_id: int, done_s: float, speech_s: float) -> None:
        """So many seconds of a call's speech are done."""
        self._speech[call_id] = speech_s
        self._done[call_id] = max(done_s, self._done.get(call_id, 0.0))

    def finish(self, call_id: int, speech_s: float | None = None) -> None:
        """A call is done with; `speech_s` of it where it went well, else what was done counts."""
        done = self._done.get(call_id, 0.0)
        self._done[call_id] = self._speech[call_id] = done if speech_s is None else max(done, speech_s)

    def progress(self, subject: str = "") -> Progress:
        """How far the batch is, and the seconds that are left once the rate is known."""
        total = sum(self._speech.get(i, self._expected(i)) for i in self._length)
        done = sum(self._done.values())
        left = None
        if done >= _LEAST_DONE_S:
            left = (total - done) * (time.monotonic() - self._began) / done
        return Progress(done, total, subject, left)

    def _expected(self, call_id: int) -> float:
        length = sum(self._length[i] for i in self._speech)
        share = sum(self._speech.values()) / length if length else _USUAL_SHARE
        return share * self._length[call_id]
