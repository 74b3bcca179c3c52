"""Who acts, for the journal: the name that was given, else the user of this computer."""

from __future__ import annotations

import getpass

PROGRAM = "qcdesk"
"""The author of what the program concludes by itself."""

_NOBODY = "unknown"


def author(name: str = "") -> str:
    """The name as the journal keeps it, never empty."""
    return name.strip() or _user().strip() or _NOBODY


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return ""
