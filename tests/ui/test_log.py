"""The log of the window: what failed is there to be read later, with its cause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from qcdesk.domain.events import Event, Progress
from qcdesk.errors import InputError
from ui.jobs import known
from ui.log import Log
from ui.ops.context import Context


@pytest.fixture
def log(context: Context) -> Iterator[Log]:
    made = Log(context.desk.home.logs)
    made.follow(context)
    yield made
    made.close()


def written(context: Context) -> str:
    return (context.desk.home.logs / "window.log").read_text("utf-8")


@pytest.mark.usefixtures("log")
def test_errors_are_written_with_their_cause(context: Context) -> None:
    context.notify.note("There is no hint to accept here")
    context.notify.error(InputError("звонок.wav", "is no recording", "Choose another file"))
    try:
        raise ZeroDivisionError("by nothing")
    except ZeroDivisionError as error:
        context.notify.error(known(error))
    text = written(context)
    assert "ERROR звонок.wav" in text
    assert "Traceback" in text
    assert "by nothing" in text
    assert "no hint" not in text


@pytest.mark.usefixtures("log")
def test_long_work_and_complaints_of_qt_are_written(context: Context, qtbot: QtBot) -> None:
    def work() -> Iterator[Event]:
        yield Progress(1, 1)

    job = context.jobs.follow(work, "Recognition")  # type: ignore[arg-type]
    with qtbot.waitSignal(job.ended):
        pass
    qWarning("a pixmap is null")
    text = written(context)
    assert "INFO began: Recognition" in text
    assert "s: Recognition" in text
    assert "WARNING Qt: a pixmap is null" in text


def test_a_folder_that_cannot_be_written_costs_the_log_only(tmp_path: Path, context: Context) -> None:
    taken = tmp_path / "logs"
    taken.write_text("a file stands here")
    log = Log(taken)
    log.follow(context)
    context.notify.error(InputError("a.wav", "is no recording", "Choose another file"))
    log.close()
    assert taken.read_text() == "a file stands here"
