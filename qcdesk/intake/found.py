"""What a search for recordings meets: a recording, or a thing that could not be taken and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qcdesk.errors import QcdeskError


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a recording.

    Attributes:
        path: absolute path.
        origin: the ZIP it was unpacked from.
    """

    path: Path
    origin: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, folder or part of a ZIP that was not taken.

    Attributes:
        path: the file or folder; for a part of a ZIP, the ZIP.
    """

    path: Path
    error: QcdeskError
