"""Texts of twice the size: lines that go on below, pages that still fit a small screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.samples import add_reviews, add_samples
from ui.main_window import MainWindow
from ui.ops.context import Context
from ui.pages import PAGES
from ui.pages.review.page import ReviewPage
from ui.theme import NORMAL, theme
from ui.widgets.flow import Flow

SMALL_SCREEN = 1366


def three(*, width: int, fill: bool = False, right: bool = False) -> list[QRect]:
    """Where three parts of 100 × 20 px stand in a line of some width."""
    parts = [QLabel() for _number in range(3)]
    for part in parts:
        part.setFixedHeight(20)
        part.setMinimumWidth(100)
    inside = QWidget()
    flow = Flow(*parts, fill=fill, right=right)
    inside.setLayout(flow)
    flow.setGeometry(QRect(0, 0, width, flow.heightForWidth(width)))
    return [part.geometry() for part in parts]


def test_parts_stand_beside_each_other_while_there_is_room(qtbot: QtBot) -> None:
    assert [(r.x(), r.y(), r.width()) for r in three(width=400)] == [
        (0, 0, 100),
        (108, 0, 100),
        (216, 0, 100),
    ]


def test_parts_stand_at_the_right_end(qtbot: QtBot) -> None:
    assert [r.x() for r in three(right=True, width=400)] == [84, 192, 300]


def test_what_has_no_room_goes_on_below(qtbot: QtBot) -> None:
    places = three(fill=True, width=250)
    assert [(r.x(), r.y()) for r in places] == [(0, 0), (129, 0), (0, 28)]
    assert [r.width() for r in places] == [121, 121, 250]


def test_a_part_that_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    first, second = QLabel("one"), QLabel("two")
    inside = QWidget()
    flow = Flow(first, second)
    inside.setLayout(flow)
    whole = flow.sizeHint().width()
    first.hide()
    assert flow.sizeHint().width() < whole
    assert flow.takeAt(5) is None


@pytest.fixture
def large() -> Iterator[None]:
    theme().enlarge(200)
    yield
    theme().enlarge(NORMAL)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("key", [entry.key for entry in PAGES if entry.in_bar])
def test_every_page_fits_a_small_screen_at_twice_the_size(
    context: Context, window: MainWindow, qtbot: QtBot, key: str
) -> None:
    add_samples(context.desk)
    add_reviews(context.desk)
    call = context.desk.calls()[0].id
    page = window.show_page(key, (call, [call]) if key == "review" else None)
    qtbot.waitUntil(page.isVisible)
    qtbot.wait(500)
    assert window.minimumSizeHint().width() <= SMALL_SCREEN


@pytest.mark.usefixtures("large")
def test_the_checklist_is_read_without_moving_it_sideways(
    context: Context, window: MainWindow, qtbot: QtBot
) -> None:
    add_samples(context.desk)
    calls = [call.id for call in context.desk.calls()]
    window.resize(SMALL_SCREEN, 768)
    page = window.show_page("review", (calls[0], calls))
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.state is not None)
    for _criterion in range(4):
        qtbot.keyClick(page, Qt.Key.Key_Down)
        qtbot.wait(50)
    panel = page.panel
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width()
    assert panel.horizontalScrollBar().value() == 0
