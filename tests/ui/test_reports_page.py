"""The page of reports on a real database: nothing reviewed, a month chosen, files written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qcdesk.checklists.answers import AnswerSheet, GivenAnswer
from qcdesk.services.reviewing import ReviewRequest
from tests.ui.archive import call_in
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.reports.page import ReportsPage


def page_of(window: MainWindow) -> ReportsPage:
    page = window.show_page("reports")
    assert isinstance(page, ReportsPage)
    return page


def reviewed(context: Context) -> None:
    """One reviewed call of October 2026."""
    call = call_in(context, "one")
    with context.desk.database.transaction() as tx:
        tx.calls.update_facts(call.id, replace(call.facts, started_at=datetime(2026, 10, 5, 10, 12, 30)))
    checklist = context.desk.checklist("sales_hot_v1")
    answers = [GivenAnswer(c.id, "yes") for c in checklist.criteria() if str(c.kind) == "yes_no"]
    answers += [GivenAnswer(c.id, 3) for c in checklist.criteria() if str(c.kind) in ("count", "scale")]
    answers += [GivenAnswer(s.gate.id, "yes") for s in checklist.sections if s.gate]
    context.desk.exclude(call.id, "none")
    context.desk.review(ReviewRequest(call.id, "Проверяющий"), checklist, AnswerSheet(tuple(answers)))


def test_nothing_reviewed_says_the_next_step(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    qtbot.waitUntil(page.empty.isVisible)
    (step,) = [b for b in page.empty.findChildren(QPushButton) if b.isVisible()]
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert page_of(window) is page
    assert not page.write.isEnabled()


def test_cards_of_a_month_are_written_and_told(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path, quiet: Callable[[], list[Notice]]
) -> None:
    reviewed(context)
    page = page_of(window)
    qtbot.waitUntil(page.write.isEnabled)
    assert page.period.currentText() == "2026-10"
    assert page.people.count() == 1
    page.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(context.notify.said, timeout=60_000):
        qtbot.mouseClick(page.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.open.isEnabled, timeout=60_000)
    assert quiet()[-1].tone is Tone.DONE
    written = {path.suffix for path in (tmp_path / "out").rglob("*.*")}
    assert {".html", ".pdf", ".xlsx", ".json"} <= written


def test_a_period_that_is_none_is_named(
    window: MainWindow, context: Context, qtbot: QtBot, said: list[Notice]
) -> None:
    reviewed(context)
    page = page_of(window)
    qtbot.waitUntil(page.write.isEnabled)
    page.period.setEditText("вчера")
    assert not page.write.isEnabled()
    page.write_files()
    assert said[-1].tone is Tone.ERROR


def test_a_preview_shows_the_pages_and_follows_the_choice(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    reviewed(context)
    page = page_of(window)
    qtbot.waitUntil(page.look_at.isEnabled)
    page.folder.setText(str(tmp_path / "out"))
    assert not page.preview.is_shown
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.preview.is_shown, timeout=60_000)
    card = page.preview.paper.pages
    assert card.pageCount() > 0
    assert "Анна Примерная" in card.getAllText(0).text()

    shown = card.getAllText(0).text()
    page.audience.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.preview.is_shown and card.getAllText(0).text() != shown, timeout=60_000)
    assert not (tmp_path / "out").exists()

    page.period.setEditText("2026-09")
    qtbot.waitUntil(lambda: not page.preview.is_shown)
    assert not page.look_at.isEnabled()
