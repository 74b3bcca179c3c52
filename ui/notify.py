"""The one door to the user: what happened is said in place, can be copied, and never blocks the work."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from qcdesk.errors import Cancelled, EngineCrashed, QcdeskError


class Tone(StrEnum):
    """How a notice is meant; each has its own icon, so that colour is never alone."""

    DONE = "done"
    NOTE = "note"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said to the user.

    Attributes:
        what: one sentence; remedy: what can be done about it.
        reasons: one line for each of several things that failed, shown when asked for.
        details: more, for the developers; only copied.
        action: the text of a button and what it does.
    """

    tone: Tone
    what: str
    remedy: str = ""
    details: str = ""
    action: tuple[str, Callable[[], object]] | None = None
    reasons: tuple[str, ...] = ()

    @property
    def copied(self) -> str:
        """All of it as text."""
        return "\n".join(filter(None, (self.what, self.remedy, *self.reasons, self.details)))


class Notifier(QObject):
    """Takes notices from anywhere in the window; the window shows them."""

    said = Signal(object)

    def done(self, what: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Something the user asked for is done."""
        self.said.emit(Notice(Tone.DONE, what, action=action))

    def note(self, what: str, remedy: str = "") -> None:
        """Something worth knowing."""
        self.said.emit(Notice(Tone.NOTE, what, remedy))

    def offer(self, what: str, button: str, act: Callable[[], object]) -> None:
        """Something worth knowing, with a button."""
        self.said.emit(Notice(Tone.NOTE, what, action=(button, act)))

    def error(self, error: QcdeskError) -> None:
        """Something failed. Work that the user stopped himself is not an error."""
        if not isinstance(error, Cancelled):
            self.said.emit(notice_of(error))


def notice_of(error: QcdeskError) -> Notice:
    """The error as a notice, with what the developers need to know of it."""
    details = error.last_lines if isinstance(error, EngineCrashed) else ""
    if error.__cause__ is not None:
        details += "".join(traceback.format_exception(error.__cause__))
    return Notice(Tone.ERROR, error.what, error.remedy, details)
