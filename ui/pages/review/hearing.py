"""What a call needs to be heard: its outline, its sides as loud as wanted, and how much of it was played."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.services.sounding import Outline
from ui.models.listening import Listening
from ui.ops import review as ops
from ui.ops.context import Context
from ui.pages.review.sound import Sound


class Hearing:
    """Fetches for the sound of the page what takes time, for one call after the other."""

    def __init__(self, context: Context, sound: Sound) -> None:
        self._context, self._sound = context, sound
        self._call: Call | None = None
        self._heard: dict[int, Listening] = {}
        sound.balanced.connect(self._balance)
        sound.moved.connect(self._listen)

    def show_call(self, call: Call) -> None:
        """Takes the call that the sound shows."""
        if self._call is None or self._call.id != call.id:
            self._context.sounding.forget()
        self._call = call
        found = self._context.sounding.cached(call)
        if found is not None:
            self._sound.show_outline(found)
            return
        operation = ops.outline(self._context, call)
        operation.success(partial(self._outlined, call.id))
        operation.failure(lambda error: self._sound.say_trouble(str(error))).start()

    def share(self, call: Call) -> float:
        """How much of a call was played, 0…1."""
        return self._heard[call.id].share(call.audio.duration_s) if call.id in self._heard else 0.0

    def _outlined(self, call_id: int, outline: Outline) -> None:
        if self._shows(call_id):
            self._sound.show_outline(outline)

    def _balance(self, gains: Sequence[float]) -> None:
        if self._call is None:
            return
        if all(gain == 1 for gain in gains):
            self._sound.player.hear(Path(self._call.path))
            return
        operation = ops.balance(self._context, self._call, gains)
        operation.success(partial(self._balanced, self._call.id, gains))
        operation.failure(lambda error: self._sound.say_trouble(str(error))).start()

    def _balanced(self, call_id: int, gains: Sequence[float], path: Path) -> None:
        if self._shows(call_id) and gains == self._sound.sides.gains:
            self._sound.player.hear(path)

    def _listen(self, seconds: float) -> None:
        if self._call is not None:
            heard = self._heard.setdefault(self._call.id, Listening())
            heard.move(seconds, playing=self._sound.player.playing)

    def _shows(self, call_id: int) -> bool:
        return self._call is not None and self._call.id == call_id
