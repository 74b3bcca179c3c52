"""What tests of the window share: no screen, a home folder with real calls, a window over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qcdesk.desk import Desk
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.theme import theme


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    """A desk over a new home folder, with what every page needs; threads are ended after the test."""
    made = Context.over(Desk(tmp_path / "home", "en"))
    theme().apply("light")
    yield made
    made.close()


@pytest.fixture
def said(context: Context) -> list[Notice]:
    """All that is said to the user, as it is said."""
    heard: list[Notice] = []
    context.notify.said.connect(heard.append)
    return heard


@pytest.fixture
def window(context: Context, qtbot: QtBot) -> MainWindow:
    """The window, shown."""
    made = MainWindow(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def quiet(said: list[Notice]) -> Iterator[Callable[[], list[Notice]]]:
    """Fails the test when an error was said to the user."""
    yield lambda: said
    assert [n.copied for n in said if n.tone is Tone.ERROR] == []
