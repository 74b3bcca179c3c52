"""Paths that Windows would refuse for their length."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_WINDOWS_LIMIT = 240
_PREFIX = "\\\\?\\"


def reachable(path: Path) -> Path:
    """The absolute path; on Windows, a long one in the form that has no limit of 260 signs."""
    return Path(unlimited(os.path.abspath(path)))  # noqa: PTH100 - links must stay as the user named them


def unlimited(absolute: str, platform: str = sys.platform) -> str:
    """An absolute path as text, in Windows' form without a limit where it is near the limit.

    Args:
        absolute: a path, perhaps of a network share.
        platform: `sys.platform` of the system that will open it.
    """
    if platform != "win32" or len(absolute) < _WINDOWS_LIMIT or absolute.startswith(_PREFIX):
        return absolute
    if absolute.startswith("\\\\"):
        return _PREFIX + "UNC" + absolute[1:]
    return _PREFIX + absolute
