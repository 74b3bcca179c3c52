"""Keys as the reviewer chose them: remembered, one thing on one key, named by the page that has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import add_samples
from ui.keymap import SHIPPED, Keymap, in_latin, keymap
from ui.main_window import MainWindow
from ui.notify import Notice
from ui.ops.context import Context
from ui.pages.review.keys import titles
from ui.pages.review.page import ReviewPage
from ui.pages.settings.keys import Keys
from ui.preferences import Preferences

KEY = Qt.Key


@pytest.fixture
def keys(context: Context, window: MainWindow, quiet: Callable[[], list[Notice]]) -> Iterator[Keys]:
    """The section of keys, shown."""
    keymap().read(context.preferences)
    page = window.show_page("settings", Keys)
    yield next(part for part in page.findChildren(Keys))
    keymap().reset()


def test_everything_that_has_a_key_has_a_title() -> None:
    assert set(titles()) == set(SHIPPED)
    shipped = [key for keys in SHIPPED.values() for key in keys]
    assert len(shipped) == len(set(shipped))


def test_a_chosen_key_works_at_once_and_is_named_in_the_page(
    keys: Keys, context: Context, window: MainWindow, qtbot: QtBot
) -> None:
    call = add_samples(context.desk)[0]
    before = window.show_page("review", (call.id, [call.id]))
    window.show_page("settings", Keys)
    qtbot.keyClick(keys.edits["side"], KEY.Key_Z)
    qtbot.keyClick(keys.edits["side"], KEY.Key_Tab)
    page = window.show_page("review", (call.id, [call.id]))
    assert isinstance(page, ReviewPage)
    assert page is not before
    qtbot.waitUntil(lambda: page.state is not None)
    names = [one.accessibleName() for one in page.findChildren(QToolButton)]
    assert any("(Z)" in name for name in names)
    qtbot.keyClick(page.panel, KEY.Key_B)
    assert page.sound.sides.gains == (1.0, 1.0)
    qtbot.keyClick(page.panel, KEY.Key_Z)
    assert page.sound.sides.gains == (1.0, 0.0)


def test_a_key_that_is_taken_is_said_and_nothing_changes(keys: Keys, qtbot: QtBot) -> None:
    for pressed in (KEY.Key_J, KEY.Key_3, KEY.Key_F1):
        qtbot.keyClick(keys.edits["mute"], pressed)
        qtbot.keyClick(keys.edits["mute"], KEY.Key_Tab)
        assert keys.trouble.isVisible()
        assert keymap().keys("mute") == SHIPPED["mute"]
        assert keys.edits["mute"].keySequence().toString() == "M"


def test_tab_leaves_the_field_of_a_key(keys: Keys, qtbot: QtBot) -> None:
    keys.edits["mute"].setFocus()
    qtbot.keyClick(keys.edits["mute"], KEY.Key_Tab)
    assert not keys.edits["mute"].hasFocus()
    assert keymap().keys("mute") == SHIPPED["mute"]


def test_what_was_chosen_is_there_at_the_next_start_and_can_be_undone(tmp_path: Path) -> None:
    chosen = Keymap()
    chosen.read(Preferences(tmp_path))
    chosen.choose("play", "K")
    again = Keymap()
    again.read(Preferences(tmp_path))
    assert again.keys("play") == ("K",)
    assert not again.is_free("K", "mute")
    assert again.is_free("Space", "mute")
    again.reset()
    assert Keymap().keys("play") == again.keys("play") == SHIPPED["play"]


@pytest.mark.parametrize(
    ("pressed", "key"), [("Й", "Q"), ("Ctrl+Я", "Ctrl+Z"), ("Shift+О", "Shift+J"), ("F2", "F2"), ("+", "+")]
)
def test_a_key_of_the_russian_layout_is_the_one_it_is_printed_on(pressed: str, key: str) -> None:
    assert in_latin(pressed) == key
