"""What the window does, timed in a process of its own: `python -m tests.bench.ui_measures NAME FOLDER`."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from qcdesk.desk import Desk
from tests.bench.ui_archive import PEOPLE, an_hour, desk_over, reviewed, write_calls

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.ops.context import Context
    from ui.pages.calls.page import CallsPage

LIST_CALLS, OPENED, ADDED, TRANSCRIBED = 100_000, 200, 1000, 20
_BEAT_MS, _PATIENCE_S = 2, 900.0


def measure_list(folder: str) -> None:
    """Times of the page of calls."""
    from ui.pages.calls.page import CallsPage

    with window_over(folder) as (window, _context):
        page = window.show_page("calls")
        assert isinstance(page, CallsPage)
        print(", ".join(LongList(page).times()))


class LongList:
    """The page over a long list, with what a person does to it."""

    def __init__(self, page: CallsPage) -> None:
        from qcdesk.domain.listing import View

        self._page = page
        self._before: object = None
        self._turn = 0
        wait(self._shown)
        page.views.choose(View.ALL)
        wait(lambda: len(page.model.ids) == LIST_CALLS and self._shown())

    def times(self) -> Iterator[str]:
        """Each thing three times; the median in milliseconds."""
        yield self._timed("open", self._page.refresh)
        yield self._timed("sort", self._sort)
        yield self._timed("filter by a text", self._search)
        self._page.narrowing.clear()
        yield self._timed("by a person", self._of_person)
        self._page.narrowing.clear()
        self._page.refresh()
        wait(lambda: len(self._page.model.ids) == LIST_CALLS and self._shown())
        yield self._timed("scroll", self._scroll, listed=False)

    def _timed(self, name: str, act: Callable[[], object], *, listed: bool = True) -> str:
        times = []
        for self._turn in range(3):
            self._before = self._page.model.ids
            began = time.perf_counter()
            act()
            wait(self._listed if listed else self._shown)
            times.append(time.perf_counter() - began)
            pump(0.3)
        return f"{name} {1000 * statistics.median(times):.0f} ms"

    def _shown(self) -> bool:
        return self._page.model.line_at(self._page.table.rowAt(5)) is not None

    def _listed(self) -> bool:
        return self._page.model.ids is not self._before and self._shown()

    def _sort(self) -> None:
        from PySide6.QtCore import Qt

        orders = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)
        self._page.model.sort(1, orders[self._turn])

    def _search(self) -> None:
        self._page.narrowing.search.setText(("0007", "1234", "77")[self._turn])
        self._page.narrowing.changed.emit()  # the pause after the last key is not measured

    def _of_person(self) -> None:
        self._page.narrowing.choose_person(PEOPLE[self._turn])

    def _scroll(self) -> None:
        bar = self._page.table.verticalScrollBar()
        bar.setValue(int(bar.maximum() * (0.3, 0.9, 0.5)[self._turn]))


def measure_call(folder: str) -> None:
    """Opening the long call and another one in turn."""
    from ui.pages.review.page import ReviewPage

    with window_over(folder) as (window, context):
        ids = [call.id for call in context.desk.calls()]
        page = window.show_page("review", (ids[1], ids))
        assert isinstance(page, ReviewPage)
        wait(lambda: open_now(page, ids[1]))
        times = []
        for id in (ids[0], ids[1], ids[0], ids[1], ids[0]):
            began = time.perf_counter()
            page.open(id)
            wait(lambda one=id: open_now(page, one))
            times.append(time.perf_counter() - began)
        print(f"first time {times[0]:.2f} s, again {1000 * times[2]:.0f} and {1000 * times[4]:.0f} ms")


def measure_stall(folder: str) -> None:
    """The longest time between two beats of the loop under each kind of work."""
    from PySide6.QtCore import QTimer

    from qcdesk.domain.period import Period
    from qcdesk.services.reporting import Audience
    from ui.ops import calls, reports
    from ui.pages.calls.page import CallsPage

    files = Path(folder) / "files"
    files.mkdir()
    write_calls(files, ADDED)
    with window_over(folder) as (window, context):
        page = window.show_page("calls")
        assert isinstance(page, CallsPage)
        beats: list[float] = []
        beat = QTimer()
        beat.setTimerType(beat.timerType().PreciseTimer)
        beat.timeout.connect(lambda: beats.append(time.perf_counter()))
        beat.start(_BEAT_MS)
        said = []

        def under(name: str, begin: Callable[[list[object]], None]) -> None:
            ended: list[object] = []
            pump(0.5)
            beats.clear()
            began = time.perf_counter()
            begin(ended)
            wait(lambda: bool(ended))
            gaps = [b - a for a, b in pairwise(beats)]
            took = time.perf_counter() - began
            said.append(f"{name} {1000 * max(gaps):.0f} ms (in {took:.0f} s, {len(beats)} beats)")

        def add(ended: list[object]) -> None:
            page.adding.add([files])
            context.jobs.running[-1].ended.connect(lambda: ended.append(1))

        under(f"{ADDED} files added", add)
        ids = [call.id for call in context.desk.calls()][:TRANSCRIBED]

        def transcribe(ended: list[object]) -> None:
            job = calls.transcribe(context, ids).start()
            job.ended.connect(lambda: ended.append(1))

        under(f"{TRANSCRIBED} calls transcribed", transcribe)
        reviewed(context.desk)

        def report(ended: list[object]) -> None:
            month, out = Period.parse("2026-10"), Path(folder) / "out"
            job = reports.write(context, Audience.OWNER, month, out, None).start()
            job.ended.connect(lambda: ended.append(1))

        under("the owner's report", report)
        print("; ".join(said))


def measure_key(folder: str) -> None:
    """Each key is pressed on the page; the answer is on the disk when the key returns."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.pages.review.page import ReviewPage

    with desk_over(Path(folder)) as desk:
        an_hour(desk, Path(folder) / "hour.wav")
    with window_over(folder) as (window, context):
        id = context.desk.calls()[0].id
        page = window.show_page("review", (id, [id]))
        assert isinstance(page, ReviewPage)
        wait(lambda: open_now(page, id))
        pump(0.5)
        times = []
        for n in range(40):
            began = time.perf_counter()
            QTest.keyClick(page, Qt.Key.Key_1 if n % 3 else Qt.Key.Key_2)
            times.append(1000 * (time.perf_counter() - began))
            pump(0.05)
        stored = list((context.desk.home.drafts).iterdir())
        assert stored
        print(f"median {statistics.median(times):.0f} ms, longest of {len(times)} {max(times):.0f} ms")


def measure_memory(folder: str) -> None:
    """Resident memory after each fifty calls."""
    from ui.pages.review.page import ReviewPage

    with window_over(folder) as (window, context):
        ids = [call.id for call in context.desk.calls()]
        page = window.show_page("review", (ids[0], ids))
        assert isinstance(page, ReviewPage)
        seen = []
        for n, id in enumerate(ids, 1):
            page.open(id)
            wait(lambda one=id: open_now(page, one))
            if n % (OPENED // 4) == 0:
                seen.append(f"{resident():.0f}")
        print(f"{seen[-1]} MB; after each {OPENED // 4}: {', '.join(seen)} MB")


MEASURES: dict[str, Callable[..., None]] = {
    "list": measure_list,
    "call": measure_call,
    "stall": measure_stall,
    "key": measure_key,
    "memory": measure_memory,
}


# — the window —


@contextmanager
def window_over(folder: str) -> Iterator[tuple[MainWindow, Context]]:
    """The window over a home folder, shown."""
    from ui.app import application
    from ui.main_window import MainWindow
    from ui.ops.context import Context
    from ui.theme import theme

    application()
    context = Context.over(Desk(Path(folder) / "home", "ru"))
    theme().apply("light")
    window = MainWindow(context)
    window.show()
    yield window, context
    window.end()
    window.close()
    context.close()


def open_now(page: object, id: int) -> bool:
    """Whether a call is open with its words and the outline of its sound."""
    from ui.pages.review.page import ReviewPage

    assert isinstance(page, ReviewPage)
    return page.state is not None and page.state.opened.call.id == id and page.sound.waveform.has_outline


def wait(done: Callable[[], bool]) -> None:
    """Runs the loop until it is done."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    until = time.monotonic() + _PATIENCE_S
    while not done():
        if time.monotonic() > until:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        time.sleep(0.0005)


def pump(seconds: float) -> None:
    """Runs the loop for a while."""
    until = time.monotonic() + seconds
    wait(lambda: time.monotonic() > until)


def resident() -> float:
    """Megabytes of memory this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    MEASURES[sys.argv[1]](sys.argv[2])
