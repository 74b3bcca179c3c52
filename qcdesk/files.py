"""Files that are whole or absent: written beside their place, then moved into it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_ATTEMPTS = 10
_PAUSE_S = 0.25

Replace = Callable[[Path, Path], None]


def write_atomically(
    path: Path,
    content: bytes,
    *,
    attempts: int = _ATTEMPTS,
    pause_s: float = _PAUSE_S,
    replace: Replace = os.replace,
) -> None:
    """Writes the file so that a crash or a full disk leaves the old one, or none.

    Args:
        attempts: how often the finished file is moved into its place; on Windows a reader (Excel, a scanner)
            may hold the old one for a moment.
        pause_s: seconds between them.
        replace: moves the finished file.

    Raises:
        PermissionError: the folder may not be written, or the old file is held all the time.
        OSError: as the system gave it; no stray file is left.
    """
    unfinished = path.with_name(f".qcdesk-{secrets.token_hex(8)}.tmp")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _move(unfinished, path, attempts, pause_s, replace)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def _move(unfinished: Path, path: Path, attempts: int, pause_s: float, replace: Replace) -> None:
    for left in reversed(range(attempts)):
        try:
            replace(unfinished, path)
        except PermissionError:
            if not left:
                raise
            time.sleep(pause_s)
        else:
            return
