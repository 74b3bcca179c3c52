"""The line of running work: what is done, how far, how long still, and buttons to pause and stop it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from qcdesk.domain.events import Event, Progress, Waiting
from ui.jobs import Job
from ui.texts import _
from ui.theme import dress
from ui.widgets.basics import button, label, row
from ui.wording import left

_STEPS = 1000
_SURE_AFTER = 0.02


class WorkLine(QWidget):
    """One row a running job; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("work_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(8, 4, 8, 4)
        self.hide()

    def add(self, job: Job[Any]) -> None:
        """Shows a job until it ends."""
        shown = _JobRow(job)
        self._rows.addWidget(shown)
        job.ended.connect(lambda: self._remove(shown))
        self.show()

    def _remove(self, shown: QWidget) -> None:
        self._rows.removeWidget(shown)
        shown.deleteLater()
        self.setVisible(self._rows.count() > 0)


class _JobRow(QWidget):
    def __init__(self, job: Job[Any]) -> None:
        super().__init__()
        self._job = job
        self._began = time.monotonic()
        self._share = ""
        self._text = label(job.title)
        self._left = label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        self._bar.setAccessibleName(job.title)
        self._pause = button(_("Pause"), self._turn, "pause")
        self._pause.setToolTip(_("What is being worked on is finished first; the rest waits"))
        self._stop = button(_("Stop"), self._cancel, "stop")
        self._stop.setToolTip(_("Stop; what is done is kept, and the rest goes on the next time"))
        self.setLayout(row(self._text, self._bar, self._left, 1, self._pause, self._stop, spacing=3))
        job.told.connect(self._tell)

    def _tell(self, event: Event) -> None:
        if isinstance(event, Waiting):
            self._left.setText(_("{subject} is loading").format(subject=event.subject))
        elif isinstance(event, Progress) and event.total:
            share = min(1.0, event.done / event.total)
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(share * _STEPS))
            lasted = max(time.monotonic() - self._began, 0.001)
            worked = lasted - self._job.rested_s
            seconds = None if event.left_s is None else event.left_s * worked / lasted
            if seconds is None and share > _SURE_AFTER:
                seconds = worked * (1 - share) / share
            self._share = f"{share:.0%}"
            if not self._job.paused:
                self._left.setText(f"{self._share}  {left(seconds)}".strip())

    def _turn(self) -> None:
        if self._job.paused:
            self._job.resume()
        else:
            self._job.pause()
        paused = self._job.paused
        words = _("Go on") if paused else _("Pause")
        dress(self._pause, "play" if paused else "pause")
        self._pause.setText(f" {words}")
        self._pause.setAccessibleName(words)
        state = _("paused") if paused else ""
        self._left.setText(f"{self._share}  {state}".strip())

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._pause.setEnabled(False)
        self._left.setText(_("stopping…"))
        self._job.cancel()
