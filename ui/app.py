"""Starts the window: options, one copy a home folder, language, look, and the end of everything."""

from __future__ import annotations

import ctypes
import gc
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from qcdesk import i18n
from qcdesk.desk import Desk, default_home
from qcdesk.errors import QcdeskError
from ui.jobs import known
from ui.keymap import keymap
from ui.log import Log
from ui.main_window import MainWindow
from ui.notify import Notifier
from ui.ops.context import Context
from ui.pages.welcome.page import is_first
from ui.single import SingleInstance
from ui.theme import NORMAL, program_icon, theme
from ui.watcher import FolderWatcher
from ui.widgets.start_failed import StartFailed


@dataclass(frozen=True, slots=True)
class StartOptions:
    """How the window is started; None: as the settings say."""

    home: Path | None = None
    language: str | None = None
    smoke: bool = False


def run(options: StartOptions) -> int:
    """Runs the window until it is closed; the exit code of the process."""
    if options.smoke and options.home is None:
        with tempfile.TemporaryDirectory(prefix="qcdesk-", ignore_cleanup_errors=True) as folder:
            return run(replace(options, home=Path(folder)))
    app = application()
    home = (options.home or default_home()).expanduser()
    i18n.use_language(options.language or "auto")
    single = SingleInstance(home)
    if not single.claim():
        return 0
    try:
        return _with_desk(app, home, options, single)
    finally:
        single.release()


def application() -> QApplication:
    """The program's application object, made once a process."""
    made = QApplication.instance()
    app = made if isinstance(made, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("qcdesk")
    app.setDesktopFileName("qcdesk")
    if sys.platform == "win32":  # else the task bar shows the picture of Python
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("qcdesk")
    app.setWindowIcon(program_icon())
    return app


def speak(app: QApplication, language: str) -> QTranslator:
    """Has Qt's own buttons and dialogs speak the user's language; the translator must be kept."""
    QLocale.setDefault(QLocale(language))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
    return translator


def _with_desk(app: QApplication, home: Path, options: StartOptions, single: SingleInstance) -> int:
    try:
        desk = Desk(home, options.language)
    except QcdeskError as error:
        theme().apply("system")
        failed = StartFailed(error)
        failed.show()
        return 1 if options.smoke else max(1, app.exec())
    context = Context.over(desk)
    log = Log(desk.home.logs)
    log.follow(context)
    speak(app, i18n.language())
    theme().apply(context.preferences.text("theme", "system"))
    theme().enlarge(int(context.preferences.number("text_size", NORMAL)))
    theme().follow_system()
    keymap().read(context.preferences)
    previous, sys.excepthook = sys.excepthook, _told_by(context.notify)
    try:
        window = MainWindow(context)
        single.raised.connect(window.come_forward)
        window.show()
        gc.enable()
        watcher = FolderWatcher(context)
        watcher.added.connect(window.look_again)
        if not options.smoke and is_first(context):
            window.show_page("welcome")
        code = _tried(window, context, app) if options.smoke else app.exec()
        watcher.stop()
        window.end()
        return code
    finally:
        sys.excepthook = previous
        context.close()
        log.close()


def _tried(window: MainWindow, context: Context, app: QApplication) -> int:
    """Goes through the main path once; what that needs is loaded for that only."""
    from ui.smoke import Smoke

    trial = Smoke(window, context)
    app.exec()
    return trial.code


def _told_by(notify: Notifier) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Says an unforeseen error to the user instead of ending the program."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            notify.error(known(error))

    return tell
