"""The page of checklists on a real home: edited by keys, checked at once, tried, compared, exchanged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from qcdesk.domain.checklist import content_hash
from qcdesk.services import rights
from qcdesk.services.author import author
from tests.ui.samples import add_samples
from ui.main_window import MainWindow
from ui.models.checklist_edit import ChecklistEdit
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages.checklists.page import ChecklistsPage
from ui.widgets.fields import LineField, NumberField

ID = "zvonar_v1"
FIRST = ("sections", 0, "criteria", 0)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ChecklistsPage:
    shown = window.show_page("checklists", ID)
    assert isinstance(shown, ChecklistsPage)
    qtbot.waitUntil(lambda: shown.editor.checklist is not None)
    return shown


def _texts(lines: QListWidget) -> list[str]:
    return [lines.item(n).text() for n in range(lines.count())]


def _weight(page: ChecklistsPage, qtbot: QtBot, typed: str) -> NumberField:
    page.editor.outline.choose(FIRST)
    field = page.editor.forms[2].fields["weight"]
    assert isinstance(field, NumberField)
    field.line.selectAll()
    qtbot.keyClicks(field.line, typed)
    return field


def test_a_weight_is_typed_its_share_follows_and_ctrl_s_stores_a_version(
    page: ChecklistsPage, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    before = page.editor.outline.currentItem()
    assert before is not None
    assert not page.save_button.isEnabled()
    qtbot.keyClick(page.editor.outline, Qt.Key.Key_S, CTRL)  # nothing is changed: nothing is stored
    qtbot.wait(200)
    assert not list(context.desk.home.folder.rglob("zvonar_v1*"))
    _weight(page, qtbot, "9")
    item = page.editor.outline.currentItem()
    assert item is not None
    assert (item.text(1), item.text(2)) == ("A1", "9")
    assert float(item.text(3)) > 3
    assert page.save_button.isEnabled()
    qtbot.keyClick(page.editor.outline, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: context.desk.shelf.is_own(ID))
    assert context.desk.checklist(ID).sections[0].criteria[0].weight == 9
    qtbot.waitUntil(lambda: not page.save_button.isEnabled() and "own" in "".join(_texts(page.list)))
    assert quiet()[-1].tone is Tone.DONE


def test_what_is_wrong_is_said_while_it_is_typed_and_cannot_be_stored(
    page: ChecklistsPage, context: Context, qtbot: QtBot
) -> None:
    _weight(page, qtbot, "much")
    (said,) = _texts(page.editor.problems)
    assert said.startswith("A → A1 → weight")
    assert not page.save_button.isEnabled()
    page.editor.outline.choose(())
    page.editor.problems.setCurrentRow(0)
    qtbot.keyClick(page.editor.problems, Qt.Key.Key_Return)
    assert page.editor.outline.at == FIRST
    qtbot.keyClick(page.editor.outline, Qt.Key.Key_Z, CTRL)
    assert not page.editor.problems.isVisible()
    assert not context.desk.shelf.is_own(ID)


def test_parts_are_added_moved_taken_away_and_come_back(page: ChecklistsPage, qtbot: QtBot) -> None:
    edit, outline = page.editor.edit, page.editor.outline
    stored = edit.stored
    outline.choose(FIRST)
    qtbot.keyClick(outline, Qt.Key.Key_N, CTRL)
    assert outline.at == ("sections", 0, "criteria", 1)
    title = page.editor.forms[2].fields["title.ru"]
    assert isinstance(title, LineField)
    assert title.line.hasFocus()
    assert page.editor.problems.isVisible()
    qtbot.keyClicks(title.line, "Smiled")
    assert not page.editor.problems.isVisible()
    added = edit.value(outline.at, "id")
    assert added not in {c["id"] for c in stored["sections"][0]["criteria"]}
    qtbot.keyClick(outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert (outline.at, edit.value(outline.at, "id")) == (FIRST, added)
    outline.setFocus()
    qtbot.keyClick(outline, Qt.Key.Key_Delete)
    assert edit.value(FIRST, "id") == "A1"
    while edit.can_undo:
        page.editor.undo()
    assert edit.plain == stored
    assert not edit.changed


def test_what_was_not_stored_is_there_next_time(
    page: ChecklistsPage, window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    _weight(page, qtbot, "9")
    window.close()
    again = ChecklistsPage(context)
    qtbot.addWidget(again)
    again.enter(ID)
    qtbot.waitUntil(lambda: again.editor.edit.changed)
    assert again.editor.edit.value(FIRST, "weight") == 9
    again.leave()


def test_for_which_calls_it_is_follows_the_ticks(page: ChecklistsPage, qtbot: QtBot) -> None:
    page.editor.outline.choose(())
    ticks = page.editor.forms[0].fields["applies_if"].boxes  # type: ignore[attr-defined]
    assert ticks["role", "zvonar"].isChecked()
    ticks["lead_kind", "hot"].click()
    assert page.editor.edit.value((), "applies_if.lead_kind") == ["hot"]
    ticks["lead_kind", "hot"].click()
    assert page.editor.edit.value((), "applies_if.lead_kind") is None


def test_it_is_tried_on_a_sample_call_and_says_which_checklist_that_would_take(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    add_samples(context.desk)
    page = window.show_page("checklists", ID)
    assert isinstance(page, ChecklistsPage)
    qtbot.waitUntil(lambda: page.editor.checklist is not None)
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: page.trial.calls.count() == 3)
    qtbot.mouseClick(page.trial.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.trial.lines.count() > 20)
    assert any("Yes · 0:0" in line for line in _texts(page.trial.lines))
    assert "who speaks: account manager" in page.trial.choice.text()
    with context.desk.database.read() as tx:
        assert not tx.reviews.standing()


def test_versions_are_compared_and_an_old_one_comes_back(
    page: ChecklistsPage, context: Context, qtbot: QtBot
) -> None:
    shipped = content_hash(context.desk.checklist(ID))
    _weight(page, qtbot, "9")
    page.save()
    qtbot.waitUntil(lambda: context.desk.shelf.is_own(ID))
    page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: page.versions.list.count() == 2)
    assert _texts(page.versions.changes) == ["A1, weight: 3 → 9"]
    page.versions.list.setCurrentRow(1)
    qtbot.mouseClick(page.versions.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.save_button.isEnabled())
    page.save()
    qtbot.waitUntil(lambda: content_hash(context.desk.checklist(ID)) == shipped)


def test_excel_goes_out_and_in_and_a_wrong_file_is_said(
    page: ChecklistsPage, context: Context, qtbot: QtBot, said: list[Notice], tmp_path: Path
) -> None:
    book = tmp_path / "z.xlsx"
    page.export(book)
    qtbot.waitUntil(book.exists)
    page.take_in(book)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert [n.tone for n in said] == [Tone.DONE, Tone.DONE]
    assert list(context.desk.home.checklists.iterdir())
    book.write_bytes(b"PK")
    page.take_in(book)
    qtbot.waitUntil(lambda: said[-1].tone is Tone.ERROR)
    assert "z.xlsx" in said[-1].what
    assert said[-1].remedy


def test_the_own_version_is_removed_and_the_shipped_one_is_back(
    page: ChecklistsPage, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    _weight(page, qtbot, "9")
    page.save()
    qtbot.waitUntil(page.remove_button.isVisible)
    qtbot.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not context.desk.shelf.is_own(ID))
    qtbot.waitUntil(lambda: page.editor.edit.value(FIRST, "weight") == 3)
    assert quiet()


def test_who_may_not_change_checklists_is_refused_in_place(
    page: ChecklistsPage, context: Context, qtbot: QtBot, said: list[Notice]
) -> None:
    rights.give(context.desk.database, "Ежова Ева", "owner")
    rights.give(context.desk.database, author(), "rop", "Ежова Ева")
    _weight(page, qtbot, "9")
    page.save()
    qtbot.waitUntil(lambda: bool(said) and said[-1].tone is Tone.ERROR)
    assert not context.desk.shelf.is_own(ID)
    assert page.editor.edit.changed


def test_typing_on_in_a_field_is_one_step_and_emptied_groups_go() -> None:
    edit = ChecklistEdit({"id": "a", "sections": [{"id": "A", "criteria": [{"id": "A1"}]}]})
    for typed in ("д", "да", "да,"):
        edit.put(FIRST, "guide.yes.ru", typed)
    edit.put(FIRST, "guide.yes.ru", None)
    assert edit.part(FIRST) == {"id": "A1"}
    assert edit.undo()
    assert not edit.changed
    assert edit.redo()
    assert not edit.undo() or not edit.changed
