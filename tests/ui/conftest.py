"""What tests of the window share: no screen, a home folder with real calls, a window over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qcdesk.desk import Desk
from ui.main_window import MainWindow
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.theme import theme

_PATIENCE_MS = 30_000


class Patient(QtBot):
    """Waits longer than the library by itself: a busy machine is no fault of the window."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = _PATIENCE_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitSignals(self, signals: Any, *, timeout: int = _PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **more)

    def waitExposed(self, widget: Any, *, timeout: int = _PATIENCE_MS) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The bot of pytest-qt with more patience."""
    return Patient(request)


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
