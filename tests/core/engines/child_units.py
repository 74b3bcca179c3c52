"""Units of work for the tests of the child process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from qcdesk.errors import AudioError

Work = Generator[dict[str, Any], None, Any]

WINDOWS_FILE = "QCDESK_TEST_WINDOWS"
LONG_BYTES = 10**6
_WINDOW_TAKES_S = 0.12
"""An engine takes longer over a window than the queue takes to write it down; the fake one does not."""


def double(number: int) -> Work:
    for step in range(3):
        yield {"done": step, "total": 3}
    return number * 2


def process_number() -> Work:
    yield from ()
    return os.getpid()


def refuse(path: str) -> Work:
    yield from ()
    raise AudioError(path, "no sound", "add another")


def fall_over() -> Work:
    yield from ()
    raise ZeroDivisionError("deep inside")


def die(code: int) -> Work:
    yield {"done": 0, "total": 1}
    sys.stderr.write("last words\n")
    sys.stderr.flush()
    os._exit(code)


def chatter() -> Work:
    print("a library prints to standard output")
    os.write(1, b"and so does C\n")
    yield from ()
    return "quiet"


def endless(started: str) -> Work:
    """Works for ever in a grandchild, as a loading model would; writes both process numbers first."""
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(started).write_text(f"{os.getpid()} {grandchild.pid}")
    yield {"done": 0, "total": 1}
    while True:
        time.sleep(600)


def recognise_one_window_and_die(path: str, options: dict[str, Any]) -> Work:
    """The real unit, until the first window is told."""
    from qcdesk.services import units

    for event in units.recognise(path, options):
        yield event
        if "key" in event:
            os._exit(9)


def recognise_and_tell(path: str, options: dict[str, Any]) -> Work:
    """The real unit; every window that it recognised is a line of the file that `WINDOWS_FILE` names."""
    from qcdesk.services import units

    work = units.recognise(path, options)
    takes = _WINDOW_TAKES_S if Path(path).stat().st_size > LONG_BYTES else 0
    with Path(os.environ[WINDOWS_FILE]).open("ab", buffering=0) as told:
        while True:
            try:
                event = next(work)
            except StopIteration as finished:
                return finished.value
            if "key" in event:
                time.sleep(takes)
                told.write(f"{Path(path).name} {event['key']}\n".encode())
            yield event
