"""One start of the window, or of a bare one, timed from the start of the process: for `tests.bench.ui`."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path


def program(folder: str) -> None:
    """Runs the program as `python -m ui` does, until the list of calls is filled."""
    gc.disable()  # as `python -m ui` does, and what is loaded in its order
    import qcdesk.desk  # noqa: F401, I001
    from PySide6.QtCore import QTimer

    from ui.app import StartOptions, application, run
    from ui.main_window import MainWindow
    from ui.pages.calls.page import CallsPage

    app, timer = application(), QTimer()

    def look() -> None:
        for window in app.topLevelWidgets():
            page = window.page if isinstance(window, MainWindow) else None
            if isinstance(page, CallsPage) and page.table.isVisible() and page.model.line_at(0) is not None:
                tell_start()
                app.quit()

    timer.timeout.connect(look)
    timer.start(1)
    run(StartOptions(Path(folder) / "home"))


def bare() -> None:
    """The least a window of Qt needs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

    app, window = QApplication([]), QMainWindow()
    window.setCentralWidget(QTableWidget(100, 8))
    window.show()
    QTimer.singleShot(0, tell_start)
    QTimer.singleShot(0, app.quit)
    app.exec()


def tell_start() -> None:
    """Prints the seconds since the process was started."""
    print(f"{time.time() - float(os.environ['BEGAN']):.3f}", flush=True)


if __name__ == "__main__":
    program(sys.argv[1]) if len(sys.argv) > 1 else bare()
