"""Content hash of a recording."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qcdesk.intake.refusals import unreadable


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; the file is opened for reading only and streamed.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
