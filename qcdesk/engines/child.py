"""The other end of `host`: a spawned process that runs units of work one after another."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import traceback
from collections.abc import Callable, Generator
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from qcdesk import i18n
from qcdesk.errors import QcdeskError, to_plain

Plain = Any
"""str, bytes, int, float, bool, None, and lists and dicts of them."""

Unit = Callable[..., Generator[dict[str, Plain], None, Plain]]


def main(connection: Connection, log: str, language: str) -> None:
    """Serves units until the connection closes; all output goes to the log, never to the caller's screen."""
    _own_process_group()
    _redirect_output(Path(log))
    _end_with_parent()
    i18n.use_language(language)
    while True:
        try:
            message = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            connection.send(_answer(connection, message))
        except (BrokenPipeError, KeyboardInterrupt):
            return


def _answer(connection: Connection, message: dict[str, Plain]) -> dict[str, Plain]:
    try:
        work = _function(message["call"])(*message["args"])
        while True:
            try:
                connection.send({"event": next(work)})
            except StopIteration as finished:
                return {"result": finished.value}
    except QcdeskError as error:
        return {"error": to_plain(error)}
    except Exception as error:  # noqa: BLE001  the outer border of this process: the parent decides
        traceback.print_exc()
        return {"failure": f"{type(error).__name__}: {error}"}


def _function(name: str) -> Unit:
    module, _, function = name.partition(":")
    unit: Unit = getattr(importlib.import_module(module), function)
    return unit


def _own_process_group() -> None:
    # Ctrl-C in a terminal goes to the parent alone, which then ends this whole group.
    if hasattr(os, "setsid"):
        os.setsid()


def _redirect_output(log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)
    # A window program on Windows has no streams at all, and libraries print.
    sys.stdout = sys.stderr = open(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
