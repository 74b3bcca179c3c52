"""The page of managers on a real database: empty, with the reviewed sample calls, people named by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qcdesk.domain.call import Role
from qcdesk.domain.lifecycle import Stage
from qcdesk.scoring.statistics import FEWEST
from qcdesk.services import people
from tests.ui.samples import add_reviews, add_samples
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.managers.page import ManagersPage
from ui.pages.review.page import ReviewPage
from ui.wording import role


def page_of(window: MainWindow) -> ManagersPage:
    page = window.show_page("managers")
    assert isinstance(page, ManagersPage)
    return page


@pytest.fixture
def reviewed(context: Context) -> Context:
    add_samples(context.desk)
    add_reviews(context.desk)
    return context


def test_an_empty_directory_offers_the_next_step_and_takes_a_name(
    window: MainWindow, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert len([b for b in page.empty.findChildren(QPushButton) if b.isVisible()]) == 2
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.naming.name.hasFocus()
    qtbot.keyClicks(page.naming.name, "  Anna   Petrova ")
    page.naming.role.setCurrentIndex(page.naming.role.findData(Role.CALLER))
    qtbot.keyClicks(page.naming.extension, "204")
    qtbot.keyClick(page.naming.extension, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.isVisible() and page.details.isVisible())
    (line,) = people.team(context.desk.database)
    assert (line.name, line.extension, line.listed) == ("Anna Petrova", "204", True)
    assert (line.roles, line.stage) == ((Role.CALLER,), Stage.STAFF)
    assert quiet()[-1].tone is Tone.DONE


def test_a_name_is_asked_for_where_none_is_written(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    page = page_of(window)
    qtbot.mouseClick(page.naming.give, Qt.MouseButton.LeftButton)
    assert page.naming.name.hasFocus()
    assert people.team(context.desk.database) == ()


def test_people_stand_by_the_alphabet_and_few_reviews_are_called_few(
    reviewed: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: page.table.people.rowCount() > 0)
    names = [line.name for line in page.table.people.lines]
    assert names == sorted(names)
    for line in page.table.people.lines:
        assert line.result.n < FEWEST
        assert not line.enough
    assert sum(line.result.n for line in page.table.people.lines) == len(reviewed.desk.calls())


def test_the_directory_shows_roles_and_stages(
    reviewed: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    lines = {line.name: line for line in people.team(reviewed.desk.database)}
    heard = {c.facts.sales_manager: c.facts.role for c in reviewed.desk.calls()}
    assert {name: line.roles for name, line in lines.items()} == {n: (r,) for n, r in heard.items()}
    newcomer = next(iter(lines))
    reviewed.desk.lifecycle.start(newcomer)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.table.people.rowCount() > 0)
    model = page.table.people
    told = [[model.data(model.index(r, c)) for c in range(3)] for r in range(model.rowCount())]
    assert [newcomer, role(lines[newcomer].roles[0]), "training, day 1"] in told
    assert sum(stage == "staff" for _name, _role, stage in told) == len(lines) - 1


def test_a_person_shows_weeks_misses_and_opens_a_review(
    reviewed: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: page.details.isVisible() and page.details.last.count() > 0)
    known = people.person(reviewed.desk.database, page.chosen)
    assert len(known.weeks) == 1
    assert all(0 < weak.missed <= weak.applicable for weak in known.weakest)
    assert page.details.trend.accessibleDescription()
    page.details.last.setFocus()
    qtbot.keyClick(page.details.last, Qt.Key.Key_Return)
    shown = window.page
    assert isinstance(shown, ReviewPage)
    qtbot.waitUntil(lambda: shown.state is not None)
    assert shown.state is not None
    assert shown.state.opened.call.id == known.last[0].call_id


def test_the_last_promised_step_is_shown(reviewed: Context, window: MainWindow, qtbot: QtBot) -> None:
    database = reviewed.desk.database
    promised = {line.name: people.person(database, line.name).promise for line in people.team(database)}
    name, promise = next((n, p) for n, p in promised.items() if p is not None)
    page = page_of(window)
    page.enter(name)
    qtbot.waitUntil(lambda: promise.text in [each.text() for each in page.details.findChildren(QLabel)])


def test_the_arrows_go_from_person_to_person_and_an_extension_goes_over(
    reviewed: Context, window: MainWindow, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: page.table.people.rowCount() > 1)
    first = page.chosen
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.chosen != first
    second = page.chosen
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.naming.extension.hasFocus()
    assert page.naming.name.text() == second
    page.naming.extension.setText("777")
    qtbot.keyClick(page.naming.extension, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {p.name: p.extension for p in page.table.people.lines}[second] == "777")
    assert page.chosen == second


def test_the_work_of_who_leaves_is_written_for_the_successor(
    reviewed: Context, window: MainWindow, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    page = page_of(window)
    qtbot.waitUntil(page.details.isVisible)
    page.hand_over(page.chosen, tmp_path / "out")
    qtbot.waitUntil(lambda: bool(said) and said[-1].tone is Tone.DONE, timeout=60_000)
    assert {path.suffix for path in (tmp_path / "out").rglob("*.*")} == {".html", ".pdf", ".xlsx"}
