"""Assembles the window: bar of pages, the page, what is said, the work that runs. No business word here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QToolButton, QWidget

from ui.actions import Shortcut, install
from ui.dialogs.shortcuts import ShortcutList
from ui.jobs import Job
from ui.keymap import keymap
from ui.notify import Notice, Tone
from ui.ops.context import Context
from ui.pages import PAGES, PageEntry
from ui.pages.page import Page
from ui.texts import _
from ui.theme import dress
from ui.widgets.basics import boxed, column, row, scaled
from ui.widgets.enter_key import pressed_by_enter
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.work_line import WorkLine

_BAR_WIDTH = 108
_SIZE = QSize(1280, 720)


class MainWindow(QMainWindow):
    """The window over a context; `show_page` is the way to every page.

    Args:
        entries: the pages, in the order of the bar.
    """

    def __init__(self, context: Context, entries: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self._context = context
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._retired: list[Page] = []
        self._asked = False
        self.setWindowTitle("qcdesk")
        self.notice_bar = NoticeBar()
        self.work_line = WorkLine()
        self._stack = QStackedWidget()
        self._bar, self._buttons = self._make_bar()
        self._keys = self._window_keys()
        install(self, self._keys)
        below = column(self._stack, self.notice_bar, self.work_line, spacing=0)
        below.setStretch(0, 1)
        self.setCentralWidget(boxed(row(self._bar, boxed(below), spacing=0)))
        context.notify.said.connect(self.notice_bar.show_notice)
        context.jobs.started.connect(self._work_began)
        keymap().changed.connect(self._retire)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_changed)
        self.resize(_SIZE)
        self.restoreGeometry(context.preferences.state("window/geometry"))
        remembered = context.preferences.text("window/page")
        self.show_page(remembered if remembered in self._buttons else next(iter(self._entries)))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)  # noqa: S101  nothing else is put there
        return shown

    def show_page(self, key: str, what: object = None) -> Page:
        """Shows a page; it is made at its first showing."""
        if self._stack.count():
            self.page.leave()
        if key not in self._pages:
            made = self._entries[key].make(self._context)
            made.go.connect(self.show_page)
            self._pages[key] = made
            self._stack.addWidget(made)
        self._mark_in_bar(key)
        self._stack.setCurrentWidget(self._pages[key])
        self._pages[key].enter(what)
        self._keep_focus()
        if key in self._buttons:
            self._context.preferences.keep("window/page", key)
        return self._pages[key]

    def look_again(self) -> None:
        """New calls came in beside the window: a page of lists shows them."""
        if isinstance(self._stack.currentWidget(), Page) and self.page is self._pages.get("calls"):
            self.page.enter()

    def come_forward(self) -> None:
        """Shows the window in front of the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_keys(self) -> ShortcutList:
        """Shows the list of keys."""
        entry = next(e for key, e in self._entries.items() if self._pages.get(key) is self.page)
        mine = [(s.shown, s.title) for s in self.page.shortcuts() if s.title]
        groups = [(entry.shown, mine), (_("Everywhere"), [(s.shown, s.title) for s in self._keys])]
        shown = ShortcutList(self, groups)
        shown.show()
        return shown

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes; while work runs it is said once, in place, what will become of it."""
        if self._context.jobs.running and not self._asked:
            self._asked = True
            event.ignore()
            what = _("Work is under way. Closing stops it; what is done is kept, the rest goes on next time")
            act = (_("Stop and close"), lambda: QTimer.singleShot(0, self.close))
            self.notice_bar.show_notice(Notice(Tone.NOTE, what, action=act))
            return
        self.page.leave()
        self.end()
        self._context.preferences.keep("window/geometry", self.saveGeometry())
        self._context.preferences.flush()
        event.accept()

    def end(self) -> None:
        """Has every page let go what it holds."""
        for page in self._pages.values():
            page.end()

    def _retire(self) -> None:
        """Pages that name keys are made anew when shown next; work for the old ones may still arrive."""
        for key in [key for key, page in self._pages.items() if page.names_keys and page is not self.page]:
            old = self._pages.pop(key)
            old.end()
            self._stack.removeWidget(old)
            self._retired.append(old)

    def _work_began(self, job: Job[Any]) -> None:
        self._asked = False
        self.work_line.add(job)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None and self.isActiveWindow():
            QTimer.singleShot(0, self._keep_focus)

    def _keep_focus(self) -> None:
        """Keys reach the page only from inside it: where what had the focus went away, the page has it."""
        now = self.focusWidget()
        if now is None or not self.page.isAncestorOf(now):
            self.page.setFocus()

    def _window_keys(self) -> list[Shortcut]:
        pages = [
            Shortcut((f"Ctrl+{n}",), entry.shown, partial(self.show_page, key))
            for n, (key, entry) in enumerate(self._in_bar().items(), 1)
        ]
        return [*pages, Shortcut(("F1",), _("This list of keys"), self.show_keys)]

    def _make_bar(self) -> tuple[QWidget, dict[str, QToolButton]]:
        made: dict[str, QToolButton] = {}
        for key, entry in self._in_bar().items():
            one = QToolButton()
            pressed_by_enter(one)
            dress(one, entry.icon)
            one.setIconSize(QSize(24, 24))
            one.setText(entry.shown)
            one.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            one.setCheckable(True)
            one.setFixedWidth(scaled(_BAR_WIDTH) - 8)
            one.clicked.connect(partial(self._show_from_bar, key))
            made[key] = one
        bar = boxed(column(*made.values(), 1, margins=1, spacing=1), "page_bar")
        bar.setFixedWidth(scaled(_BAR_WIDTH))
        return bar, made

    def _mark_in_bar(self, key: str) -> None:
        """The button of the page in sight; none while the first steps are shown."""
        for known, one in self._buttons.items():
            one.setChecked(known == key)

    def _in_bar(self) -> dict[str, PageEntry]:
        return {key: entry for key, entry in self._entries.items() if entry.in_bar}

    def _show_from_bar(self, key: str) -> None:
        self.show_page(key)
