"""What a report looks like on paper, before any file is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from qcdesk.domain.period import Period
from qcdesk.errors import QcdeskError
from qcdesk.services.reporting import Audience
from ui.jobs import Job
from ui.ops import reports as ops
from ui.ops.context import Context
from ui.texts import _
from ui.widgets.empty_state import EmptyState
from ui.widgets.paper import PaperView


class ReportPreview(QWidget):
    """The pages of one report, or the button that makes them.

    Attributes:
        asked: whether the user looks at a preview, so that another choice shows another one.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.asked = False
        self._job: Job[Any] | None = None
        self.paper, self.empty = PaperView(self), EmptyState()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.paper)

    @property
    def is_shown(self) -> bool:
        """Whether pages are in sight."""
        return self._stack.currentWidget() is self.paper

    def make(self, audience: Audience, period: Period, folder: Path, name: str) -> None:
        """Makes the preview; one that is being made for an earlier choice is given up."""
        self._give_up()
        self.asked = True
        self._say(_("The preview is being prepared…"), "")
        work = ops.preview(self._context, audience, period, folder, name)
        work.failure(lambda error: self._failed(job, error))
        work.success(lambda pdf: self._made(job, pdf))
        job = self._job = work.start()

    def close_it(self, why: str = "") -> None:
        """Shows no pages, but what to do or why there are none."""
        self._give_up()
        self.asked = False
        self._say(_("Preview"), why or _("Choose what to write and press “Preview”: no file is written yet."))

    def _made(self, job: Job[Any], pdf: bytes) -> None:
        if job is self._job:
            self._job = None
            self.paper.show_pdf(pdf)
            self._stack.setCurrentWidget(self.paper)

    def _failed(self, job: Job[Any], error: QcdeskError) -> None:
        if job is self._job:
            self._job = None
            self.close_it(f"{error.what}. {error.remedy}".strip())

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _say(self, title: str, text: str) -> None:
        self.empty.say(title, text)
        self._stack.setCurrentWidget(self.empty)
