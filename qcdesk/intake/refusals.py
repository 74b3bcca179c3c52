"""Reasons of the operating system in the user's words."""

from __future__ import annotations

import errno
from pathlib import Path

from qcdesk.errors import InputError
from qcdesk.i18n import _


def why(error: Exception) -> str:
    """What an error of reading means for the user, as the end of a sentence that began with the path."""
    if not isinstance(error, OSError):
        return _("it cannot be read")
    reasons = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("there is no permission to read it"),
        errno.EPERM: _("there is no permission to read it"),
        errno.ENAMETOOLONG: _("its path is too long"),
        errno.ELOOP: _("it is a link that leads in a circle"),
        errno.ENOSPC: _("there is no room left on the disk"),
        errno.EISDIR: _("it is a folder"),
    }
    return reasons.get(error.errno or 0) or _("it cannot be read ({detail})").format(detail=error.strerror)


def unreadable(path: Path, error: Exception) -> InputError:
    """The refusal of a file or folder that the system does not let read."""
    return InputError(str(path), why(error), _("Check that it exists and that you may open it"))
