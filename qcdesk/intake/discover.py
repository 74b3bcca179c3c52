"""Recordings among files, folders and ZIPs that the user named, always in the same order."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qcdesk.errors import ArchiveError, InputError
from qcdesk.i18n import _
from qcdesk.intake.archive import unpack
from qcdesk.intake.found import Failure, Found
from qcdesk.intake.longpaths import reachable
from qcdesk.intake.refusals import unreadable
from qcdesk.intake.suffixes import OTHER_ARCHIVES, ZIP, is_hidden, is_surely_not_audio, name_key

__all__ = ["Failure", "Found", "discover"]

# Windows: hidden and system files.
_SYSTEM_ATTRIBUTES = 0x2 | 0x4


@dataclass(slots=True)
class _Search:
    """What was met so far.

    Attributes:
        folders: device and number of each folder that was opened; a link may lead to it again.
        files: real paths of the files that were given.
        skipped: how many files were passed over as surely no recordings.
    """

    unpack_to: Path
    folders: set[tuple[int, int]] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    skipped: int = 0


def discover(paths: Iterable[Path], unpack_to: Path) -> Generator[Found | Failure, None, int]:
    """Searches files and folders, folders with all that is below them.

    In folders, hidden files, system files and files whose ending tells that they are no recordings are
    passed over; a file that is named itself is always given. Links are followed; each real folder is
    opened once and each real file given once. ZIPs are unpacked.

    Args:
        paths: what the user named, in the user's order.
        unpack_to: the program's own folder for the contents of ZIPs; it is not searched.

    Yields:
        Recordings, and things that could not be taken; nothing stops the search.

    Returns:
        How many files were passed over.
    """
    search = _Search(reachable(unpack_to))
    for path in paths:
        yield from _named(search, reachable(path))
    return search.skipped


def _named(search: _Search, path: Path) -> Generator[Found | Failure, None, None]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Failure(path, unreadable(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _below(search, path)
    else:
        yield from _file(search, path, mode)


def _below(search: _Search, top: Path) -> Generator[Found | Failure, None, None]:
    """All below a folder; a stack instead of recursion, because folders may be thousands deep."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            if not _is_new(search, folder):
                continue
            entries = _entries(folder)
        except OSError as error:
            yield Failure(folder, unreadable(folder, error))
            continue
        folders: list[Path] = []
        for entry in entries:
            yield from _inside(search, entry, folders)
        waiting.extend(reversed(folders))


def _is_new(search: _Search, folder: Path) -> bool:
    found = folder.stat()
    here = (found.st_dev, found.st_ino)
    if here in search.folders:
        return False
    search.folders.add(here)
    return True


def _entries(folder: Path) -> Sequence[os.DirEntry[str]]:
    """The folder's entries by name, links last: a real folder is preferred to a link that leads to it."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: (entry.is_symlink(), name_key(entry.name), entry.name))


def _inside(
    search: _Search, entry: os.DirEntry[str], folders: list[Path]
) -> Generator[Found | Failure, None, None]:
    path = reachable(Path(entry.path))
    if is_hidden(entry.name) or _is_system(entry):
        search.skipped += 1
        return
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Failure(path, unreadable(path, error))
        return
    if stat.S_ISDIR(mode):
        if not _is_own(search, path):
            folders.append(path)
    elif is_surely_not_audio(entry.name) or not stat.S_ISREG(mode):
        search.skipped += 1
    else:
        yield from _file(search, path, mode)


def _is_system(entry: os.DirEntry[str]) -> bool:
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & _SYSTEM_ATTRIBUTES)


def _is_own(search: _Search, folder: Path) -> bool:
    try:
        return search.unpack_to.exists() and folder.samefile(search.unpack_to)
    except OSError:
        return False


def _file(search: _Search, path: Path, mode: int) -> Generator[Found | Failure, None, None]:
    real = os.path.realpath(path)
    if real in search.files:
        return
    search.files.add(real)
    if not stat.S_ISREG(mode):
        error = InputError(str(path), _("it is not a file"), _("Choose a recording or a folder"))
        yield Failure(path, error)
    elif path.suffix.lower() == ZIP:
        search.skipped += yield from unpack(path, search.unpack_to)
    elif path.suffix.lower() in OTHER_ARCHIVES:
        remedy = _("Unpack it with another program and add the folder, or pack it as ZIP")
        yield Failure(path, ArchiveError(str(path), _("of archives only ZIP is opened"), remedy))
    else:
        yield _readable(path)


def _readable(path: Path) -> Found | Failure:
    try:
        with path.open("rb"):
            return Found(path)
    except OSError as error:
        return Failure(path, unreadable(path, error))
