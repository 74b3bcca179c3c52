"""Makes a picture of every page in both languages and themes: `python -m tests.ui.screenshots FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1280, 720)


def main(folder: Path) -> None:
    """One process a language, so that every text is made anew; the scale is `QT_SCALE_FACTOR`."""
    from qcdesk import i18n
    from qcdesk.desk import Desk
    from tests.ui.samples import add_reviews, add_samples
    from ui.app import application, speak
    from ui.main_window import MainWindow
    from ui.ops.context import Context
    from ui.pages import PAGES
    from ui.theme import theme

    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    for language in ("ru", "en"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            empty = Context.over(Desk(Path(home) / "empty", language))
            full = Context.over(Desk(Path(home) / "full", language))
            calls = add_samples(full.desk)
            reviewed = Context.over(Desk(Path(home) / "reviewed", language))
            add_samples(reviewed.desk)
            add_reviews(reviewed.desk)
            speak(app, i18n.language())
            for look in ("light", "dark"):
                theme().apply(look)
                for name, context in (("empty", empty), ("full", full), ("reviewed", reviewed)):
                    window = MainWindow(context)
                    window.resize(*SIZE)
                    window.show()
                    for entry in PAGES:
                        page = window.show_page(entry.key)
                        _settle(app.processEvents)
                        if entry.key == "review" and name == "full":
                            _play_a_little(page)
                            _settle(app.processEvents)
                        if entry.key == "reports" and name == "reviewed":
                            _look_at_paper(page)
                            _settle(app.processEvents, 4)
                        window.grab().save(str(folder / f"{entry.key}-{name}-{language}-{look}.png"))
                        if entry.key == "settings" and name == "full":
                            _sections(page, window, folder, f"{language}-{look}")
                    window.close()
                    window.deleteLater()
            for context in (empty, full, reviewed):
                context.close()
    print(*sorted(p.name for p in folder.iterdir()), len(calls), sep="\n")


def _play_a_little(page: object) -> None:
    from ui.pages.review.page import ReviewPage

    if isinstance(page, ReviewPage) and page.state is not None:
        if not page.state.draft.steps:
            for _answer in range(3):
                page.marking.accept()
            page.marking.digit(2)
        page.sound.player.seek(14.2)


def _look_at_paper(page: object) -> None:
    from ui.pages.reports.page import ReportsPage

    if isinstance(page, ReportsPage):
        page.show_preview()


def _sections(page: object, window: QWidget, folder: Path, name: str) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.pages.settings.page import SettingsPage

    if isinstance(page, SettingsPage):
        for place in range(page.list.count()):
            page.list.setCurrentRow(place)
            _settle(QApplication.processEvents, 0.4)
            window.grab().save(str(folder / f"settings-{place}-{name}.png"))


def _settle(process: Callable[[], None], seconds: float = 1.2) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        process()
        time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
