"""Looks whether there is room on the disk for a call before its recognition begins."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.errors import DiskFull
from qcdesk.i18n import _

_DECODED_BYTES_A_SECOND = 64_000
"""A channel decoded to float32 at 16 kHz, kept in a temporary file."""
_RESERVE = 200 * 1024 * 1024
"""For the database, its journal and backup, and for everything else that runs."""
_MB = 1024 * 1024

FreeBytes = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk that holds a folder; the folder need not exist yet."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    return shutil.disk_usage(there).free


def check_space(call: Call, home: Path, ahead: int, free: FreeBytes = free_bytes) -> None:
    """Refuses to begin a call for which the disk has no room.

    Args:
        home: where the database is.
        ahead: calls of this size that are decoded at a time.

    Raises:
        DiskFull: what was done is stored, and the rest waits.
    """
    decoded = int(call.audio.duration_s * max(1, call.audio.channels) * _DECODED_BYTES_A_SECOND) * ahead
    for folder, needed in ((Path(tempfile.gettempdir()), decoded + _RESERVE), (home, _RESERVE)):
        there = free(folder)
        if there < needed:
            raise DiskFull(
                str(folder),
                _("only {free} MB are free on this disk, {needed} MB are needed").format(
                    free=there // _MB, needed=-(-needed // _MB)
                ),
                _("Free some space and start again: what was transcribed is stored, the rest waits"),
            )
