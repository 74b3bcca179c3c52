"""Which seconds of a call were played: what was skipped over was not heard."""

from __future__ import annotations

_STEP_S = 2.5
"""A move of the playing head up to this long between two looks is playing, a longer one a jump."""


class Listening:
    """Seconds of one call that were played, counted once however often they were."""

    def __init__(self) -> None:
        self._heard: set[int] = set()
        self._at: float | None = None

    def move(self, seconds: float, *, playing: bool) -> None:
        """The head is here now."""
        if playing and self._at is not None and 0 < seconds - self._at <= _STEP_S:
            self._heard.update(range(int(self._at), int(seconds) + 1))
        self._at = seconds if playing else None

    def share(self, length: float) -> float:
        """Which part of a call so long was played, 0…1."""
        return min(1.0, len(self._heard) / length) if length > 0 else 0.0
