"""Looks into the watched folder while the window is open, and has what became whole there added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from qcdesk.services.intake import Intake
from qcdesk.services.watching import LOOKS_APART_S, Watch
from ui.notify import Notice, Tone
from ui.ops import calls as ops
from ui.ops.context import Context
from ui.texts import _, ngettext


class FolderWatcher(QObject):
    """Follows the setting: another folder is watched from the next look on, an empty one is none.

    Signals:
        added: recordings were taken in.
    """

    added = Signal()

    def __init__(self, context: Context, every_s: float = LOOKS_APART_S) -> None:
        super().__init__()
        self._context = context
        self._watch: Watch | None = None
        self._busy = False
        self._missed: Path | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(round(every_s * 1000))
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()

    def _look(self) -> None:
        named = self._context.desk.settings.watched_folder
        if not named:
            self._watch = None
            return
        folder = Path(named).expanduser()
        if self._watch is None or self._watch.folder != folder:
            self._watch = Watch(folder)
        if not self._busy:
            self._busy = True
            watch = self._watch
            looks = self._context.jobs.quick
            looks(lambda: (watch.is_there, watch.look()), self._seen, lambda _error: self._free())

    def _seen(self, seen: tuple[bool, list[Path]]) -> None:
        there, found = seen
        folder = self._watch.folder if self._watch is not None else None
        if there:
            self._missed = None
        elif folder is not None and folder != self._missed:  # said once, not at every look
            self._missed = folder
            told = _("The watched folder cannot be opened: {folder}").format(folder=folder)
            remedy = _("What is there will be added when it can be; another folder is chosen in Settings")
            self._context.notify.said.emit(Notice(Tone.ERROR, told, remedy))
        self._add(found)

    def _add(self, found: list[Path]) -> None:
        if not found:
            self._free()
            return
        work = ops.add_calls(self._context, found).success(self._told)
        work.start().ended.connect(self._free)

    def _told(self, done: Intake) -> None:
        if done.added:
            said = ngettext(
                "{n} recording from the watched folder was added",
                "{n} recordings from the watched folder were added",
                len(done.added),
            )
            self._context.notify.done(said.format(n=len(done.added)))
            self.added.emit()

    def _free(self) -> None:
        self._busy = False
