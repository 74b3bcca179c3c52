"""Who sees little or uses no mouse: contrast, names for screen readers, a way by Tab, the list of keys."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.samples import add_reviews, add_samples
from ui.main_window import MainWindow
from ui.ops.context import Context
from ui.pages import PAGES
from ui.pages.calls.page import CallsPage
from ui.theme import DARK, LIGHT, Colours
from ui.theme import __file__ as theme_file
from ui.widgets.basics import button

AA, AA_PARTS = 4.5, 3.0
FIELDS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider)
INKS = ("text", "quiet", "accent", "good", "fair", "bad", "sales_manager", "client")
PAPERS = ("window", "base")


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_told_from_its_ground(look: Colours) -> None:
    pairs = [*product(INKS, PAPERS), ("text", "raised"), ("quiet", "raised"), ("text", "played")]
    pairs += [("on_accent", "accent"), ("on_selected", "selected"), ("base", "good"), ("base", "bad")]
    ratios = {pair: contrast(getattr(look, pair[0]), getattr(look, pair[1])) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < AA} == {}
    assert all(len(getattr(look, field.name)) == 7 for field in fields(look))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_in_one_grey_is_seen_in_both_looks(look: Colours) -> None:
    sheet = (Path(theme_file).parent / "theme.qss").read_text("utf-8")
    greys = set(re.findall(r"#[0-9a-f]{6}", sheet))
    assert greys
    assert {g: p for g, p in product(greys, PAPERS) if contrast(g, getattr(look, p)) < AA_PARTS} == {}


def test_enter_presses_a_button_that_tab_has_reached(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("calls")  # where Enter opens the chosen call
    assert isinstance(page, CallsPage)
    pressed: list[str] = []
    one = button("Press me", lambda: pressed.append("by a key"))
    page.layout().addWidget(one)
    qtbot.waitUntil(one.isVisible)
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(one, Qt.Key.Key_Return)
    assert pressed == []
    page.views.setFocus()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(one, Qt.Key.Key_Return)
    assert pressed == ["by a key"]


@pytest.fixture
def filled(context: Context) -> Context:
    add_samples(context.desk)
    add_reviews(context.desk)
    return context


def _shown(page: QWidget) -> list[QWidget]:
    """The fields of a page that a person works with; parts that Qt makes inside others are left out."""
    found = [w for w in page.findChildren(QWidget) if isinstance(w, FIELDS) and w.isVisible()]
    inside = (QComboBox, QAbstractSpinBox, QHeaderView, QTabBar)
    return [w for w in found if not isinstance(w.parentWidget(), inside) and not isinstance(w, QHeaderView)]


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_every_field_has_a_name_and_a_way_by_tab(
    filled: Context, window: MainWindow, qtbot: QtBot, key: str
) -> None:
    call = filled.desk.calls()[0].id
    page = window.show_page(key, (call, [call]) if key == "review" else None)
    qtbot.waitUntil(lambda: bool(_shown(page)))
    qtbot.wait(900)
    nameless, unreachable = [], []
    for field in _shown(page):
        words = field.text() if isinstance(field, QAbstractButton) else ""
        if not (field.accessibleName() or words.strip() or field.toolTip()):
            nameless.append(f"{type(field).__name__} in {type(field.parentWidget()).__name__}")
        reached = field.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reached and key != "review":  # there every answer has its key
            unreachable.append(f"{type(field).__name__} {field.accessibleName() or words}")
    assert nameless == []
    assert unreachable == []


@pytest.mark.parametrize("key", [entry.key for entry in PAGES if entry.in_bar])
def test_f1_lists_the_keys_of_every_page(filled: Context, window: MainWindow, qtbot: QtBot, key: str) -> None:
    page = window.show_page(key)
    listed = window.show_keys()
    qtbot.addWidget(listed)
    shown = {label.text() for label in listed.findChildren(QLabel)}
    for shortcut in page.shortcuts():
        if shortcut.title:
            assert shortcut.title in shown, shortcut.title
