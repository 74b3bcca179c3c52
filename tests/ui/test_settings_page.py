"""The page of settings, the first steps and the watched folder, on a real home folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcdesk import settings as stored
from qcdesk.desk import Desk
from qcdesk.paths import default_home, samples
from qcdesk.services import rights
from qcdesk.services.author import author
from tests.ui.archive import call_in
from ui.main_window import MainWindow
from ui.notify import Notice
from ui.ops.context import Context
from ui.pages.settings.general import Company, General
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.recognition import Recognition
from ui.pages.settings.recordings import Recordings
from ui.pages.settings.section import Section
from ui.pages.settings.storage import Storage
from ui.pages.settings.users import UsersSection
from ui.pages.welcome.page import SEEN, WelcomePage, is_first
from ui.theme import NORMAL, theme
from ui.watcher import FolderWatcher


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    shown = window.show_page("settings")
    assert isinstance(shown, SettingsPage)
    return shown


Kind = TypeVar("Kind", bound=Section)


def section(page: SettingsPage, kind: type[Kind]) -> Kind:
    found = next(one for one in page.sections if isinstance(one, kind))
    page.enter(kind)
    assert page.stack.currentWidget() is found
    return found


def in_file(context: Context) -> stored.Settings:
    return stored.load(context.desk.home.settings)


def test_names_of_the_company_are_stored_when_the_field_is_left(
    page: SettingsPage, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    company = section(page, Company)
    line = company.lists["companies"]
    line.setFocus()
    line.setText(" Тёплый  дом ,Хладоком, ")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert in_file(context).companies == ["Тёплый дом", "Хладоком"]


def test_type_stage_plan_and_marks_are_stored_at_once(page: SettingsPage, context: Context) -> None:
    company = section(page, Company)
    company.type.setFocus()
    company.type.setCurrentIndex(2)
    company.type.activated.emit(2)
    company.stage.activated.emit(0)
    company.marks.setChecked(True)
    company.plan.setValue(9)
    company.plan.editingFinished.emit()
    found = in_file(context)
    assert (found.department_type, found.department_stage, found.team_sees_marks, found.weekly_plan) == (
        3,
        1,
        True,
        9,
    )


def test_texts_grow_and_the_look_changes_at_once(page: SettingsPage, context: Context) -> None:
    general = section(page, General)
    before = page.font().pointSizeF()
    general.text_size.activated.emit(general.text_size.findData("200"))
    assert page.font().pointSizeF() == pytest.approx(2 * before)
    general.look_of.activated.emit(general.look_of.findData("dark"))
    assert (theme().choice, context.preferences.text("theme")) == ("dark", "dark")
    theme().enlarge(NORMAL)
    assert page.font().pointSizeF() == pytest.approx(before)


def test_a_template_shows_what_it_reads_or_what_is_wrong_with_it(
    page: SettingsPage, context: Context
) -> None:
    names = section(page, Recordings)
    names.template.setText("{dir}_{phone}_{ext}_{yyyy}{MM}{dd}-{HH}{mm}{ss}")
    assert "+79990001122" in names.read.text()
    names.template.setText("{nonsense}")
    wrong = names.read.text()
    assert "{nonsense}" in wrong
    names.template.editingFinished.emit()
    assert names.trouble.isVisible()
    assert in_file(context).name_templates == []
    names.template.setText("{dir}_{phone}")
    names.template.editingFinished.emit()
    assert in_file(context).name_templates == ["{dir}_{phone}"]
    names.sample.setText("нечто.wav")
    assert "+7999" not in names.read.text()


def test_a_backup_is_made_and_gone_back_to(
    page: SettingsPage, context: Context, qtbot: QtBot, quiet: Callable[[], list[Notice]]
) -> None:
    call_in(context, "kept")
    data = section(page, Storage)
    qtbot.mouseClick(data.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: data.there.count() == 1)
    call_in(context, "later")
    data.there.setCurrentRow(0)
    qtbot.mouseClick(data.back, Qt.MouseButton.LeftButton)
    assert data.sure.isVisible()
    data._restore()
    assert [c.path for c in context.desk.calls()] == ["kept.wav"]
    kept = list(context.desk.home.backups.glob("*before-restore*"))
    assert len(kept) == 1


def test_another_home_folder_is_used_from_the_next_start(
    page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_a, **_k: tmp_path / "config")
    monkeypatch.delenv("QCDESK_HOME")
    data, usual = section(page, Storage), default_home()
    wrong = tmp_path / "file"
    wrong.write_text("no folder")
    data.use_home(wrong)
    assert str(wrong) in data.trouble.text()
    assert default_home() == usual
    other = tmp_path / "Отдел 2"
    data.use_home(other)
    assert not data.trouble.isVisible()
    assert str(other) in data.told.text()
    assert default_home() == other


def test_a_damaged_database_is_replaced_by_its_backup(context: Context, qtbot: QtBot) -> None:
    call_in(context, "kept")
    context.desk.back_up()
    file = context.desk.home.database
    context.close()
    for leftover in file.parent.glob(f"{file.name}-*"):
        leftover.unlink()
    file.write_bytes(b"no database" * 1000)
    again = Context.over(Desk(file.parent, "en"))
    window = MainWindow(again)
    qtbot.addWidget(window)
    page = window.show_page("settings")
    assert isinstance(page, SettingsPage)
    data = section(page, Storage)
    qtbot.waitUntil(lambda: data.there.count() == 1)
    data.there.setCurrentRow(0)
    data._ask()
    data._restore()
    assert [c.path for c in again.desk.calls()] == ["kept.wav"]
    with again.desk.database.read() as tx:
        assert tx.audit.rows(action="database.restored")[-1].actor == author()
    again.close()


def test_what_is_no_database_is_refused_and_nothing_is_lost(
    page: SettingsPage, context: Context, tmp_path: Path
) -> None:
    call_in(context, "kept")
    data = section(page, Storage)
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_bytes(b"no database at all")
    data._file = wrong
    data._restore()
    assert data.trouble.isVisible()
    assert [c.path for c in context.desk.calls()] == ["kept.wav"]


def test_roles_are_given_and_the_refusal_is_said_in_place(
    page: SettingsPage, context: Context, qtbot: QtBot
) -> None:
    users = section(page, UsersSection)
    users.name.setText("Ежова Ева")
    users.role.setCurrentIndex(users.role.findData("owner"))
    users._give()
    qtbot.waitUntil(lambda: users.listed.count() == 1)
    users.name.setText(author())
    users._give()
    qtbot.waitUntil(users.trouble.isVisible)
    assert [u.name for u in rights.users(context.desk.database)] == ["Ежова Ева"]


def test_models_are_listed_and_what_is_not_there_can_only_be_installed(
    page: SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    models = section(page, Recognition)
    qtbot.waitUntil(lambda: models.models.count() > 5)
    models.models.setCurrentRow(0)
    states = [button.isEnabled() for button in (models.use, models.get, models.delete)]
    assert states == [False, True, False]


def test_the_first_steps_are_shown_once_and_can_be_skipped(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    assert is_first(context)
    page = window.show_page("welcome")
    assert isinstance(page, WelcomePage)
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    page.company.setText("Тёплый дом")
    for _step in range(3):
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    assert window.page is not page
    assert context.preferences.flag(SEEN)
    assert not is_first(context)
    assert in_file(context).companies == ["Тёплый дом"]


def test_a_damaged_database_at_the_first_start_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "damaged"
    home.mkdir()
    context = Context.over(Desk(home, "en"))
    context.desk.home.database.write_bytes(b"no database" * 1000)
    said: list[Notice] = []
    context.notify.said.connect(said.append)
    assert not is_first(context)
    assert [str(context.desk.home.database) in n.copied for n in said] == [True]
    context.close()


def test_the_first_steps_are_gone_through_by_keys(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    page = window.show_page("welcome")
    assert isinstance(page, WelcomePage)
    enter(window, qtbot)  # the language stays
    assert window.focusWidget() is page.company
    page.company.setText("Тёплый дом")
    enter(window, qtbot)
    enter(window, qtbot)  # the model is for later
    assert window.focusWidget() is page.folder
    enter(window, qtbot)
    assert window.page is not page
    assert in_file(context).companies == ["Тёплый дом"]


def test_a_watched_folder_that_is_not_there_is_said_once(
    context: Context, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    folder = tmp_path / "nowhere"
    context.desk.change_setting("watched_folder", [str(folder)])
    watcher = FolderWatcher(context, every_s=0.05)
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(300)
    assert [str(folder) in n.what for n in said] == [True]
    folder.mkdir()
    shutil.copy(next(samples().glob("*.ogg")), folder)
    with qtbot.waitSignal(watcher.added, timeout=30_000):
        pass
    watcher.stop()


def enter(window: MainWindow, qtbot: QtBot) -> None:
    """Presses Enter where the focus is."""
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)


def test_recordings_that_appear_in_the_watched_folder_are_added_once(
    context: Context, qtbot: QtBot, tmp_path: Path, quiet: Callable[[], list[Notice]]
) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    context.desk.change_setting("watched_folder", [str(folder)])
    watcher = FolderWatcher(context, every_s=0.1)
    sample = next(samples().glob("*.ogg"))
    with qtbot.waitSignal(watcher.added, timeout=30_000):
        shutil.copy(sample, folder / sample.name)
    (call,) = context.desk.calls()
    assert Path(call.path).name == sample.name
    qtbot.wait(400)
    watcher.stop()
    assert len(context.desk.calls()) == 1
