"""The frame of the window: pages, keys, notices, work under way, one copy a home folder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from qcdesk.domain.events import Event, Progress
from qcdesk.errors import Cancelled, InputError
from tests.core.services.archive import transcript
from tests.core.test_isolation import HEAVY
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages import PAGES, PageEntry
from ui.single import SingleInstance
from ui.widgets import notice_bar
from ui.widgets.transcript_view import TranscriptView

ENGINES = tuple(name for name in HEAVY if name != "PySide6")


def test_the_window_loads_no_engine() -> None:
    line = f"import sys, ui.app; print(*(m for m in {ENGINES!r} if m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_a_child_process_of_the_window_loads_no_qt() -> None:
    line = "import sys, ui.__main__; print(*(m for m in sys.modules if m.startswith('PySide6')))"
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_every_page_opens_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    for number, entry in enumerate((one for one in PAGES if one.in_bar), 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert type(window.page).__name__ == entry.where.partition(":")[2]


@pytest.mark.parametrize("entry", PAGES, ids=[entry.key for entry in PAGES])
def test_the_focus_is_in_the_page_that_is_shown(window: MainWindow, qtbot: QtBot, entry: PageEntry) -> None:
    page = window.show_page(entry.key)
    qtbot.wait(300)
    focused = window.focusWidget()
    assert focused is page or page.isAncestorOf(focused)


def test_keys_work_after_what_had_the_focus_went_away(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("reports")
    field = QLineEdit()
    page.layout().addWidget(field)
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.clearFocus()
    qtbot.waitUntil(page.hasFocus)


def test_f1_lists_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.show_keys()
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_an_error_is_said_in_place_and_can_be_copied(window: MainWindow, context: Context) -> None:
    context.notify.error(InputError("a.wav", "is no recording", "Choose another file"))
    assert window.notice_bar.isVisible()
    window.notice_bar.copy()
    assert "a.wav" in QGuiApplication.clipboard().text()


def test_reasons_are_read_in_place(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    context.notify.said.emit(
        Notice(Tone.ERROR, "Calls added: 0, failed: 2", reasons=("a.wav: b", "c.wav: d"))
    )
    bar = window.notice_bar
    assert not bar.reasons.isVisible()
    (why,) = [one for one in bar.findChildren(QPushButton) if one.isVisible() and one.isCheckable()]
    qtbot.mouseClick(why, Qt.MouseButton.LeftButton)
    assert bar.reasons.isVisible()
    assert bar.reasons.toPlainText() == "a.wav: b\nc.wav: d"
    bar.copy()
    assert "c.wav: d" in QGuiApplication.clipboard().text()


def test_good_news_goes_and_a_failure_stays(
    window: MainWindow, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_bar, "_SECONDS", 0.05)
    context.notify.done("Stored")
    assert window.notice_bar.isVisible()
    qtbot.waitUntil(lambda: not window.notice_bar.isVisible())
    context.notify.error(InputError("a.wav", "is no recording", "Choose another file"))
    qtbot.wait(200)
    assert window.notice_bar.isVisible()


def test_no_page_is_marked_in_the_bar_while_the_first_steps_are_shown(window: MainWindow) -> None:
    window.show_page("calls")
    marked = [one for one in window.findChildren(QToolButton) if one.isChecked()]
    assert [one.text() for one in marked] == ["Calls"]
    window.show_page("welcome")
    assert not marked[0].isChecked()


def test_work_that_the_user_stopped_is_no_error(window: MainWindow, context: Context) -> None:
    context.notify.error(Cancelled("Stopped"))
    assert not window.notice_bar.isVisible()


class _Watched(QObject):
    closed = Signal()


def test_a_long_job_shows_its_progress_and_is_stopped(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    watched = _Watched()

    def work() -> Generator[Event, None, int]:
        try:
            n = 0
            while True:
                n += 1
                yield Progress(n % 100, 100)
        finally:
            watched.closed.emit()

    job = context.jobs.follow(work, "Endless")
    with qtbot.waitSignal(job.told):
        pass
    assert window.work_line.isVisible()
    with qtbot.waitSignals([job.failed, watched.closed]):
        job.cancel()
    assert context.jobs.running == []
    assert not window.work_line.isVisible()


def test_closing_over_work_is_asked_once(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    def work() -> Generator[Event, None, int]:
        while True:
            yield Progress(1, 2)
            time.sleep(0.01)

    first = context.jobs.follow(work, "Endless")
    assert not window.close()
    assert window.notice_bar.isVisible()
    with qtbot.waitSignal(first.ended):
        first.cancel()
    context.jobs.follow(work, "Another")  # of this nothing was said yet
    assert not window.close()
    assert window.close()


def test_a_long_job_rests_and_goes_on_where_it_was(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    steps: list[int] = []

    def work() -> Generator[Event, None, int]:
        for step in range(1000):
            steps.append(step)
            yield Progress(step, 1000)
            time.sleep(0.002)
        return len(steps)

    job = context.jobs.follow(work, "Long")
    results: list[int] = []
    job.succeeded.connect(results.append)
    pause = next(b for b in window.work_line.findChildren(QPushButton) if b.accessibleName() == "Pause")
    qtbot.waitUntil(lambda: len(steps) > 3)
    pause.click()
    assert job.paused
    qtbot.wait(100)
    rested = len(steps)
    qtbot.wait(200)
    assert len(steps) == rested
    pause.click()
    qtbot.waitUntil(lambda: bool(results), timeout=20_000)
    assert results == [1000]
    assert steps == list(range(1000))
    assert job.rested_s >= 0.25


def test_a_job_that_rests_can_be_stopped(context: Context, qtbot: QtBot) -> None:
    def work() -> Generator[Event, None, int]:
        while True:
            yield Progress(1, 2)

    job = context.jobs.follow(work, "Endless")
    job.pause()
    with qtbot.waitSignal(job.failed):
        job.cancel()


def test_a_second_copy_raises_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim()
    code = (
        "import sys, pathlib\nfrom PySide6.QtCore import QCoreApplication\n"
        "from ui.single import SingleInstance\napp = QCoreApplication([])\n"
        "sys.exit(0 if SingleInstance(pathlib.Path(sys.argv[1])).claim() else 7)\n"
    )
    with qtbot.waitSignal(first.raised, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    assert second.wait(timeout=20) == 7
    first.release()
    third = SingleInstance(tmp_path)
    assert third.claim()
    third.release()


def test_calls_into_qt_leave_none_as_it_is(qtbot: QtBot) -> None:
    """PySide6 6.12 takes a reference from None at every call that returns nothing; Python 3.11 then dies."""
    shown = QLabel()
    qtbot.addWidget(shown)
    before = sys.getrefcount(None)
    for _time in range(1000):
        shown.setText("")
    assert sys.getrefcount(None) > before - 500


def test_a_long_talk_is_written_bit_by_bit_and_searched_whole(qtbot: QtBot) -> None:
    view = TranscriptView()
    qtbot.addWidget(view)
    talk = transcript(tuple(("client", f"Реплика номер {n}") for n in range(500)))
    view.show_transcript(talk, {}, (), removed=False)
    assert "номер 499" not in view.toPlainText()
    assert view.search("номер 499") == 1
    view.show_transcript(talk, {}, (), removed=False)
    qtbot.waitUntil(lambda: "номер 499" in view.toPlainText())
    assert view.toPlainText().count("Реплика") == 500
    view.show_transcript(talk, {}, (), removed=False)
    view.clear()
    qtbot.wait(100)
    assert view.toPlainText() == ""
