"""What a page says when it has nothing to show."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.empty_state import EmptyState


def test_the_next_step_is_in_sight_together_with_the_words(qtbot: QtBot) -> None:
    shown = EmptyState()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.say("Nothing", "Do this", (("Add", "add", lambda: None),))
    assert [b.text() for b in shown.findChildren(QPushButton) if b.isVisible()] == ["Add"]


def test_what_is_said_anew_replaces_the_steps(qtbot: QtBot) -> None:
    shown = EmptyState()
    qtbot.addWidget(shown)
    shown.say("Nothing", "Do this", (("Add", "add", lambda: None),))
    shown.say("Nothing", "Do that", (("Open", "folder", lambda: None), ("Add", "add", lambda: None)))
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: len(shown.findChildren(QPushButton)) == 2)
    assert [b.text().strip() for b in shown.findChildren(QPushButton)] == ["Open", "Add"]
