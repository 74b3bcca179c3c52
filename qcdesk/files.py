"""Files that are whole or absent: written beside their place, then moved into it."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

_ATTEMPTS = 10
_PAUSE_S = 0.25


def write_atomically(path: Path, content: bytes) -> None:
    """Writes the file so that a crash or a full disk leaves the old one, or none.

    Raises:
        OSError: as the system gave it; no stray file is left.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".qcdesk-", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _replace(new: Path, path: Path) -> None:
    """Moves the file into its place; on Windows a reader (Excel, a scanner) may hold it for a moment."""
    for attempt in range(_ATTEMPTS):
        try:
            os.replace(new, path)  # noqa: PTH105
        except PermissionError:
            if os.name != "nt" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
