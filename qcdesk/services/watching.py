"""A watched folder: a recording is taken when it has stopped growing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qcdesk.intake.suffixes import AUDIO, ZIP, is_hidden

LOOKS_APART_S = 5.0
"""Seconds between two looks."""

Mark = tuple[int, int]


@dataclass(slots=True)
class Watch:
    """One folder, looked into from time to time.

    A file is told of once, when its length and time were the same at two looks; one that changes later is
    told of again, and the archive knows what it has already.

    Attributes:
        folder: with the folders inside it.
    """

    folder: Path
    _before: dict[Path, Mark] = field(default_factory=dict)
    _told: dict[Path, Mark] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether the folder can be looked into now; one on another computer may come and go."""
        return os.access(self.folder, os.R_OK | os.X_OK) and self.folder.is_dir()

    def look(self) -> list[Path]:
        """The recordings that became whole since the last look; none while the folder is not there."""
        now = dict(_files(self.folder))
        whole = {path: mark for path, mark in now.items() if self._before.get(path) == mark}
        ready = [path for path, mark in whole.items() if self._told.get(path) != mark]
        self._told = {path: mark for path, mark in self._told.items() if path in now}
        self._told |= {path: whole[path] for path in ready}
        self._before = now
        return sorted(ready)


def _files(folder: Path) -> Iterator[tuple[Path, Mark]]:
    """Every recording and ZIP with its length in bytes and its time."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        for name in names:
            if is_hidden(name) or Path(name).suffix.lower() not in (*AUDIO, ZIP):
                continue
            path = Path(place, name)
            try:
                found = path.stat()
            except OSError:  # it went away, or may not be looked at
                continue
            if found.st_size:
                yield path, (found.st_size, found.st_mtime_ns)
