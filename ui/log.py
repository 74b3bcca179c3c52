"""The log of the window, in the home folder: what failed, what Qt complained of, which work ran how long."""

from __future__ import annotations

import faulthandler
import logging
import platform
import time
from importlib.metadata import version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from ui.jobs import Job
from ui.notify import Notice, Tone
from ui.ops.context import Context

_NAME, _CRASHES = "window.log", "crashes.txt"
_BYTES, _OLD = 1_000_000, 3
_FORM = "%(asctime)s %(levelname)s %(message)s"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Log:
    """Writes while the window is open; a folder that cannot be written to costs the log, not the window.

    Args:
        folder: is created; holds `window.log`, three older ones of a megabyte each, and `crashes.txt`.
    """

    def __init__(self, folder: Path) -> None:
        self._logger = logging.getLogger("qcdesk.window")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._handler: logging.Handler = logging.NullHandler()
        self._crashes: Any = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                folder / _NAME, maxBytes=_BYTES, backupCount=_OLD, encoding="utf-8", errors="backslashreplace"
            )
            self._crashes = (folder / _CRASHES).open("a", encoding="utf-8")
            faulthandler.enable(self._crashes)
        except OSError:
            pass
        self._handler.setFormatter(logging.Formatter(_FORM))
        self._logger.addHandler(self._handler)
        self._before = qInstallMessageHandler(self._of_qt)
        self._logger.info(
            "started: qcdesk %s, Python %s, Qt %s, %s",
            version("qcdesk"),
            platform.python_version(),
            qVersion(),
            platform.platform(),
        )

    def follow(self, context: Context) -> None:
        """Writes down the errors that are said to the user, and long work with its time."""
        context.notify.said.connect(self._said)
        context.jobs.started.connect(self._began)

    def close(self) -> None:
        """Writes the last line and lets the files go."""
        self._logger.info("closed")
        qInstallMessageHandler(self._before)
        self._logger.removeHandler(self._handler)
        self._handler.close()
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()

    def _said(self, notice: Notice) -> None:
        if notice.tone is Tone.ERROR:
            self._logger.error("%s", notice.copied)

    def _began(self, job: Job[Any]) -> None:
        began = time.monotonic()
        self._logger.info("began: %s", job.title)
        job.ended.connect(
            lambda: self._logger.info("ended after %.1f s: %s", time.monotonic() - began, job.title)
        )

    def _of_qt(self, kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
        self._logger.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text)
