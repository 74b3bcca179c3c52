"""Goes through the main path once, as `--smoke` asks: opens a sample call, plays, scores, exports, ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from qcdesk.domain.call import CallState
from qcdesk.domain.checklist import AnswerKind, Criterion
from qcdesk.domain.events import Event
from qcdesk.domain.period import Period
from qcdesk.services.reporting import Audience, Wish
from ui.main_window import MainWindow
from ui.ops import calls as ops
from ui.ops.context import Context
from ui.ops.operation import LongOperation
from ui.pages.review.page import ReviewPage
from ui.texts import _

_TICK_MS = 30
_PATIENCE_S = 120.0
_PERIOD = Period.parse("2026-10")
"""In which the sample calls were made."""

Steps = Generator[Callable[[], bool], None, None]
"""Each step yields what it waits for."""


class Smoke(QObject):
    """Runs while the window's loop runs, and ends it; `code` is 0 when everything was done.

    Every step is told on standard output, a failure on standard error.
    """

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self.code = 1
        self._window, self._context = window, context
        self._steps = self._path()
        self._waits: Callable[[], bool] = lambda: True
        self._until = time.monotonic() + _PATIENCE_S
        context.notify.said.connect(lambda notice: self._tell(notice.what))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        if time.monotonic() > self._until:
            self._end("this took too long")
        elif self._waits():
            try:
                self._waits = next(self._steps)
            except StopIteration:
                self.code = 0
                self._end("")
            except Exception as error:  # noqa: BLE001  whatever it is, the trial failed
                self._end(f"{type(error).__name__}: {error}")

    def _path(self) -> Steps:
        context, desk = self._context, self._context.desk
        added: list[object] = []
        ops.add_samples(context).success(added.append).start()
        yield lambda: bool(added)
        call = next(c for c in desk.calls() if c.state in (CallState.TRANSCRIBED, CallState.DRAFT))
        self._tell(f"opens call {call.id}")
        page = self._window.show_page("review", (call.id, [call.id]))
        assert isinstance(page, ReviewPage)  # noqa: S101  that is its page
        page.sound.set_muted(True)
        yield lambda: page.state is not None and page.state.opened.call.id == call.id
        self._tell("plays a second")
        page.sound.player.play()
        yield lambda: page.sound.player.position >= 1.0 or bool(page.sound.player.trouble)
        page.sound.player.pause()
        self._tell(page.sound.player.trouble or "scores")
        while page.state is not None and page.state.first_open():
            _answer(page)
            yield lambda: True
        page.finish()
        yield lambda: desk.call(call.id).state is CallState.REVIEWED
        written: list[list[Path]] = []
        LongOperation(context, _("Exporting"), self._export).success(written.append).start()
        yield lambda: bool(written)
        for path in written[0]:
            self._tell(f"wrote {path.name}, {path.stat().st_size} bytes")
        if not written[0]:
            raise RuntimeError("nothing was exported")

    def _export(self) -> Generator[Event, None, list[Path]]:
        desk, written = self._context.desk, list[Path]()
        to, options = desk.home.folder / "smoke", desk.report_options()
        for audience in (Audience.MANAGERS, Audience.OWNER):
            wish = Wish(audience, _PERIOD, to / str(audience), options)
            written += yield from desk.write_reports(wish)
        return written

    def _tell(self, text: str) -> None:
        sys.stdout.write(f"smoke: {text}\n")
        sys.stdout.flush()

    def _end(self, failure: str) -> None:
        self._timer.stop()
        if failure:
            sys.stderr.write(f"smoke: {failure}\n")
        app = QApplication.instance()
        if app is not None:
            app.exit(self.code)


def _answer(page: ReviewPage) -> None:
    """Answers what waits first: by the hint, else yes or 3; what needs proof was not said, or is quoted."""
    state = page.state
    assert state is not None  # noqa: S101  asked before
    state.current = state.first_open()
    part = state.part(state.current)
    if state.current in state.running.unproved:
        if state.unsaid() is not None:
            page.marking.unsaid()
        else:
            page.marking.quote(1.0)
    elif state.accepted() is not None:
        page.marking.accept()
    else:
        number = isinstance(part, Criterion) and part.kind in (AnswerKind.SCALE, AnswerKind.COUNT)
        page.marking.digit(3 if number else 1)
