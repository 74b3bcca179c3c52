"""The page of calls on a real database: empty, filled with the sample calls, searched, sorted, excluded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from qcdesk.domain.listing import CallQuery, Order, View
from tests.conftest import tone, write_wav
from tests.ui.archive import call_in
from tests.ui.samples import add_reviews, add_samples
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.calls.page import CallsPage
from ui.pages.review.page import ReviewPage


def page_of(window: MainWindow) -> CallsPage:
    page = window.show_page("calls")
    assert isinstance(page, CallsPage)
    return page


def shown_buttons(page: CallsPage) -> list[QPushButton]:
    return [b for b in page.empty.findChildren(QPushButton) if b.isVisible()]


def rows(page: CallsPage) -> int:
    return page.model.rowCount()


def test_an_empty_archive_offers_the_next_step_and_takes_the_sample_calls(
    window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: len(shown_buttons(page)) == 3)
    with qtbot.waitSignal(page.context.jobs.started) as started:
        qtbot.mouseClick(shown_buttons(page)[2], Qt.MouseButton.LeftButton)
    assert started.args is not None
    job = started.args[0]
    if page.context.jobs.running:
        with qtbot.waitSignal(job.ended, timeout=60_000):
            pass
    page.views.choose(View.TO_REVIEW)
    qtbot.waitUntil(lambda: rows(page) == 3)
    assert quiet()[-1].tone is Tone.DONE


def test_enter_takes_the_next_step_of_an_empty_archive(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: len(shown_buttons(page)) == 3)
    first, _folder, sample = shown_buttons(page)
    qtbot.waitUntil(first.hasFocus)
    for _step in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert sample.hasFocus()
    qtbot.keyClick(sample, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) == 3, timeout=60_000)


def test_a_folder_that_is_dropped_is_added_and_a_bad_file_is_named(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    write_wav(folder / "good.wav", tone(1.0))
    (folder / "bad.wav").write_bytes(b"RIFF nothing")
    page = page_of(window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    qtbot.waitUntil(lambda: bool(said) and not context.jobs.running, timeout=60_000)
    assert said[-1].tone is Tone.ERROR
    assert "bad.wav" in said[-1].copied
    assert len(context.desk.calls()) == 1


@pytest.fixture
def filled(context: Context) -> Context:
    """Five calls: two to review, one excluded, one that failed, one without a transcript."""
    for name in ("one", "two", "three"):
        call_in(context, name)
    call_in(context, "four", failed="тишина в записи")
    call_in(context, "five", transcribed=False)
    context.desk.exclude(3, "reminder")
    return context


def test_saved_filters_show_what_waits(
    filled: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    for view, number in ((View.TO_REVIEW, 2), (View.EXCLUDED, 1), (View.FAILED, 1), (View.ALL, 5)):
        page.views.choose(view)
        qtbot.waitUntil(lambda number=number: rows(page) == number)
    qtbot.waitUntil(lambda: page.model.line_at(4) is not None)


def test_words_that_were_said_are_found_with_their_second(
    filled: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    page.views.choose(View.ALL)
    qtbot.waitUntil(lambda: rows(page) == 5)
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.narrowing.search.hasFocus()
    page.narrowing.search.setText("ДОРОГО")
    qtbot.waitUntil(lambda: rows(page) == 3)
    found = page.model.said_in(1)
    assert found is not None
    assert found.start == 5.0
    page.narrowing.search.setText("такого не говорили")
    qtbot.waitUntil(lambda: len(shown_buttons(page)) == 1)
    qtbot.mouseClick(shown_buttons(page)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(page) == 5)


def test_a_found_call_opens_at_the_second_of_the_words(
    context: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    add_samples(context.desk)
    page = page_of(window)
    page.views.choose(View.ALL)
    qtbot.waitUntil(lambda: rows(page) == 3)
    page.narrowing.search.setText("ручка")  # another form of what was said
    qtbot.waitUntil(lambda: rows(page) == 1)
    said = page.model.said_in(page.model.ids[0])
    assert said is not None
    page.review_chosen()
    shown = window.page
    assert isinstance(shown, ReviewPage)
    qtbot.waitUntil(lambda: shown.state is not None)
    qtbot.waitUntil(lambda: abs(shown.sound.player.position - said.start) < 0.1)
    assert said.start > 30


def test_a_click_on_a_heading_sorts(filled: Context, window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    page.views.choose(View.ALL)
    qtbot.waitUntil(lambda: rows(page) == 5)
    with qtbot.waitSignal(page.model.ordered) as ordered:
        page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert ordered.args == [Order.LENGTH, False]
    with qtbot.waitSignal(page.model.modelReset):
        pass


def test_a_call_is_taken_out_of_scoring_and_back(
    filled: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    page.views.choose(View.TO_REVIEW)
    qtbot.waitUntil(lambda: rows(page) == 2 and page.details.isVisible())
    first = page.selected[0]
    page.details.exclude.emit(first, "spam")
    qtbot.waitUntil(lambda: rows(page) == 1)
    page.details.exclude.emit(first, "none")
    qtbot.waitUntil(lambda: rows(page) == 2)


def test_a_list_is_narrowed_by_checklist_and_result(
    context: Context, window: MainWindow, qtbot: QtBot
) -> None:
    add_samples(context.desk)
    add_reviews(context.desk)
    page = window.show_page("calls")
    assert isinstance(page, CallsPage)
    page.views.choose(View.ALL)
    qtbot.waitUntil(lambda: len(page.model.ids) == 3)
    found = {box.accessibleName(): box for box in page.narrowing.findChildren(QComboBox)}
    checklist, result = found["Checklist"], found["Result"]
    qtbot.waitUntil(lambda: checklist.count() > 1)
    checklist.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    page.narrowing.clear()
    qtbot.waitUntil(lambda: len(page.model.ids) == 3)
    shown = 0
    for place in range(1, 4):
        with qtbot.waitSignal(page.model.modelReset):
            result.setCurrentIndex(place)
        shown += len(page.model.ids)
    assert shown == 3
    flags = [n for n in range(result.count()) if result.itemText(n).startswith("Flag: ")]
    assert flags
    with qtbot.waitSignal(page.model.modelReset):
        result.setCurrentIndex(flags[0])
    assert page.model.ids == []  # nobody was rude in the sample calls
    assert page.narrowing.narrowed(CallQuery()).flag == result.currentData().removeprefix("flag ")


def test_columns_order_and_filters_are_as_they_were_left(
    context: Context, window: MainWindow, qtbot: QtBot
) -> None:
    add_samples(context.desk)
    add_reviews(context.desk)
    page = page_of(window)
    page.views.choose(View.ALL)
    qtbot.waitUntil(lambda: rows(page) == 3)
    (client,) = [one for one in page.table.columns_menu().actions() if one.text() == "Client"]
    client.trigger()
    assert page.table.isColumnHidden(3)
    page.table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    person = next(b for b in page.narrowing.findChildren(QComboBox) if b.accessibleName() == "Sales manager")
    qtbot.waitUntil(lambda: person.count() == 4)
    person.setCurrentIndex(2)
    qtbot.waitUntil(lambda: rows(page) == 1)
    (chosen,) = page.model.ids
    page.leave()

    again = MainWindow(context)
    qtbot.addWidget(again)
    again.show()
    page = page_of(again)
    qtbot.waitUntil(lambda: page.model.ids == [chosen])
    assert page.table.isColumnHidden(3)
    assert page.query.order is Order.LENGTH
    assert not page.query.descending
    qtbot.wait(300)  # everyone is known by now; the choice stays
    assert page.model.ids == [chosen]


def test_what_is_remembered_of_filters_may_be_nonsense(window: MainWindow) -> None:
    page = page_of(window)
    for nonsense in ("", "{", "[[1], [2]]", "[[99, -1, 5], [[1, 2], [null, null], [3, 4]]]", "[1, 2]"):
        page.narrowing.restore(nonsense)
