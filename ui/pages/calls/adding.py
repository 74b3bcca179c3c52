"""The bar above the list: recordings are added and transcribed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qcdesk.domain.events import Event, ItemDone, ItemFailed
from qcdesk.domain.listing import View
from qcdesk.errors import ModelMissing, QcdeskError
from qcdesk.services.intake import Intake
from qcdesk.services.transcription import Transcribed
from ui.jobs import Job
from ui.notify import Notice, Tone, notice_of
from ui.ops import calls as ops
from ui.ops.context import Context
from ui.texts import _
from ui.widgets.basics import button, label, row


class Adding(QWidget):
    """Adds and transcribes.

    Signals:
        changed: calls were added or changed.

    Args:
        refresh: called when a job has ended.
        selected: numbers of the chosen calls.
    """

    changed = Signal()

    def __init__(
        self, context: Context, refresh: Callable[[], object], selected: Callable[[], Sequence[int]]
    ) -> None:
        super().__init__()
        self._context = context
        self._refresh = refresh
        self._selected = selected
        self._transcribing: Job[Transcribed] | None = None
        self._transcribe = button(_("Transcribe"), self.transcribe_waiting, "transcribe")
        self.setLayout(
            row(
                label(_("Calls"), "title"),
                1,
                self._transcribe,
                button(_("Add a folder"), self.choose_folder, "folder"),
                button(_("Add recordings"), self.choose_files, role="main"),
            )
        )

    @property
    def transcribing(self) -> bool:
        """Whether recognition is under way."""
        return self._transcribing is not None

    def show_waiting(self, counts: Mapping[View, int]) -> None:
        """Shows how many calls wait for recognition."""
        waiting = counts.get(View.NO_TRANSCRIPT, 0) + counts.get(View.FAILED, 0)
        shown = _("Transcribe {n}").format(n=waiting) if waiting else _("Transcribe")
        self._transcribe.setText(f" {shown}")
        self._transcribe.setEnabled(bool(waiting) and not self.transcribing)

    def choose_files(self) -> None:
        """Lets the user choose recordings."""
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Add recordings"), self._folder())
        self.add([Path(name) for name in chosen])

    def choose_folder(self) -> None:
        """Lets the user choose a folder of recordings."""
        chosen = QFileDialog.getExistingDirectory(self, _("Add a folder"), self._folder())
        if chosen:
            self.add([Path(chosen)])

    def add(self, paths: Sequence[Path]) -> None:
        """Takes recordings into the archive."""
        if paths:
            self._context.preferences.keep("calls/folder", str(paths[0].parent))
            self._follow(ops.add_calls(self._context, paths).success(self._added).start())

    def add_samples(self) -> None:
        """Takes the sample calls into the archive."""
        self._follow(ops.add_samples(self._context).success(self._added).start())

    def transcribe_waiting(self) -> None:
        """Transcribes all calls that wait."""
        self.transcribe(())

    def transcribe(self, ids: Sequence[int]) -> None:
        """Transcribes these calls; one batch at a time."""
        if self.transcribing:
            self._context.notify.note(_("Recognition is under way"), _("Stop it below, or wait for its end"))
            return
        operation = ops.transcribe(self._context, ids).success(self._transcribed).failure(self._failed)
        self._transcribing = operation.start()
        self._transcribing.ended.connect(self._transcription_ended)
        self._follow(self._transcribing)

    def _folder(self) -> str:
        return self._context.preferences.text("calls/folder", str(Path.home()))

    def _follow(self, job: Job[object] | Job[Intake] | Job[Transcribed] | Job[None]) -> None:
        job.told.connect(self._tell)
        job.ended.connect(self._refresh)

    def _tell(self, event: Event) -> None:
        if isinstance(event, ItemDone | ItemFailed):
            self.changed.emit()

    def _transcription_ended(self) -> None:
        self._transcribing = None

    def _added(self, taken: Intake) -> None:
        n = len(taken.added)
        said = _("Calls added: {n}").format(n=n)
        if taken.duplicates:
            said += ", " + _("there already: {n}").format(n=len(taken.duplicates))
        if taken.failed:
            self._say_failed(said, [f"{path}: {why}" for path, why in taken.failed])
        elif n:
            self._context.notify.done(said, (_("Transcribe"), self.transcribe_waiting))
        else:
            self._context.notify.note(said)

    def _transcribed(self, done: Transcribed) -> None:
        n = len(done.done)
        said = _("Calls transcribed: {n}").format(n=n)
        if done.failed:
            self._say_failed(said, [f"{call.path}: {error}" for call, error in done.failed])
        else:
            self._context.notify.done(said)

    def _say_failed(self, said: str, reasons: Sequence[str]) -> None:
        what = f"{said}, " + _("failed: {n}").format(n=len(reasons))
        notice = Notice(Tone.ERROR, what, reasons=tuple(reasons))
        if len(reasons) == 1:
            notice = Notice(Tone.ERROR, what, reasons[0])
        self._context.notify.said.emit(notice)

    def _failed(self, error: QcdeskError) -> None:
        if not isinstance(error, ModelMissing):
            self._context.notify.error(error)
            return
        told = notice_of(error)
        act = (_("Install the model"), self._install)
        what, remedy = told.what, _("It is needed once, for all calls")
        self._context.notify.said.emit(Notice(Tone.ERROR, what, remedy, told.details, act))

    def _install(self) -> None:
        self._follow(ops.install_weights(self._context).success(lambda _n: self.transcribe_waiting()).start())
