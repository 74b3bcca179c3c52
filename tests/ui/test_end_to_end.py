"""A reviewer's first day: recordings added, recognised with real weights, scored by keys, told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcdesk.desk import Desk, samples
from qcdesk.domain.call import CallState
from qcdesk.domain.listing import View
from tests.core.reports.reading import visible
from tests.ui.test_review_page import KEY, press, score_by_keys, state_of
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.calls.page import CallsPage
from ui.pages.managers.page import ManagersPage
from ui.pages.reports.page import ReportsPage
from ui.pages.review.page import ReviewPage
from ui.theme import theme

CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 400_000


@pytest.fixture
def context(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Context]:
    monkeypatch.setenv("QCDESK_MODELS", str(models))
    made = Context.over(Desk(tmp_path / "home", "ru"))
    theme().apply("light")
    yield made
    made.close()


@pytest.mark.slow
def test_from_a_folder_of_recordings_to_the_files_of_manager_and_owner(
    window: MainWindow, context: Context, qtbot: QtBot, said: list[Notice], tmp_path: Path
) -> None:
    folder = tmp_path / "записи"
    folder.mkdir()
    for sample in sorted(samples().glob("out-*.ogg")):
        shutil.copy(sample, folder)

    calls = window.show_page("calls")
    assert isinstance(calls, CallsPage)
    calls.adding.add([folder])
    qtbot.waitUntil(lambda: len(context.desk.calls()) == 2 and not context.jobs.running, timeout=60_000)
    people = window.show_page("managers")
    assert isinstance(people, ManagersPage)
    for name, extension in (("Смирнов Олег", "101"), ("Белова Марина", "103")):
        people.naming.name.setText(name)
        people.naming.extension.setText(extension)
        qtbot.keyClick(people.naming.extension, KEY.Key_Return)
        qtbot.waitUntil(lambda: people.naming.name.text() == "")
    window.show_page("calls")
    calls.views.choose(View.NO_TRANSCRIPT)
    qtbot.keyClick(calls, KEY.Key_T, CONTROL)
    qtbot.waitUntil(
        lambda: all(c.state is CallState.TRANSCRIBED for c in context.desk.calls()), timeout=PATIENCE_MS
    )
    qtbot.waitUntil(lambda: not context.jobs.running, timeout=60_000)
    calls.views.choose(View.TO_REVIEW)
    qtbot.waitUntil(lambda: len(calls.model.ids) == 2)
    calls.table.choose([calls.model.ids[0]])
    calls.table.setFocus()
    qtbot.keyClick(calls.table, KEY.Key_Return)

    review = window.page
    assert isinstance(review, ReviewPage)
    review.sound.set_muted(True)
    qtbot.waitUntil(lambda: review.state is not None, timeout=20_000)
    opened = state_of(review).opened
    assert opened.transcript is not None
    assert "окна" in " ".join(turn.text for turn in opened.transcript.turns).lower()
    assert any(hint.quotes for hint in opened.hints.values())
    score_by_keys(qtbot, review)
    assert state_of(review).first_open() == ""
    press(qtbot, review, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: context.desk.call(opened.call.id).state is CallState.REVIEWED, timeout=20_000)

    reports = window.show_page("reports")
    assert isinstance(reports, ReportsPage)
    qtbot.waitUntil(reports.write.isEnabled, timeout=20_000)
    for place, audience in enumerate(("cards", "owner")):
        reports.audience.setCurrentIndex(place)
        reports.folder.setText(str(tmp_path / audience))
        qtbot.waitUntil(reports.write.isEnabled, timeout=20_000)
        reports.write.click()
        qtbot.waitUntil(lambda: not context.jobs.running and reports.open.isEnabled(), timeout=120_000)
        written = [path for path in (tmp_path / audience).rglob("*.*") if path.is_file()]
        assert {path.suffix for path in written} >= {".html", ".pdf", ".xlsx"}
        for path in written:
            text = visible(path)
            assert len(text) > 500, path.name
            assert "2026" in text
    assert [notice.copied for notice in said if notice.tone is Tone.ERROR] == []
