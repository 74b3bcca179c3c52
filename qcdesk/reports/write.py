"""Files on disk: written whole or not at all, under names every system accepts."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from qcdesk import files
from qcdesk.errors import ExportError, printable
from qcdesk.i18n import _

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_LONGEST_BYTES = 180
_TRIES = 3
_COPIES = 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_report(path: Path, content: bytes, *, replace: files.Replace = os.replace) -> Path:
    """Writes a file so that nobody ever sees half of it.

    Where another program holds the old file (an open table on Windows), the new one is written beside it
    as `name (1).xlsx`.

    Args:
        path: the file; its folder must exist.
        content: all bytes of the file.
        replace: puts the finished file in place.

    Returns:
        the file really written.

    Raises:
        ExportError: no such folder, no permission, no room; nothing is left behind.
    """
    beside = [path.with_name(_with_number(path.name, number)) for number in range(1, _COPIES + 1)]
    held: OSError | None = None
    try:
        for place in (path, *beside):
            try:
                files.write_atomically(place, content, attempts=1 if held else _TRIES, replace=replace)
            except PermissionError as problem:
                held = held or problem
            else:
                return place
    except OSError as problem:
        raise export_error(path, problem) from problem
    raise export_error(path, held or PermissionError()) from held


def make_folder(folder: Path) -> Path:
    """The folder for reports, made where it is missing.

    Raises:
        ExportError: a file stands in its place, or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise export_error(folder, problem) from problem
    return folder


def safe_file_name(name: str, taken: Iterable[str] = ()) -> str:
    """A file name (without folder) that Windows, macOS and Linux accept and show as it is.

    Args:
        name: the wanted name, extension included; Cyrillic stays.
        taken: names already given in this folder; a name equal to one of them (without regard to
            case) gets a number.
    """
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("_", _SPACES.sub(" ", name)))
    text = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    text = text.lstrip(" .").rstrip(" .") or "_"
    if _RESERVED.match(text):
        text = f"_{text}"
    text = _shorten(text, _LONGEST_BYTES)
    known = {_key(t) for t in taken}
    numbered, number = text, 2
    while _key(numbered) in known:
        numbered, number = _with_number(text, number), number + 1
    return numbered


def export_error(path: Path, problem: OSError) -> ExportError:
    """What happened on disk, in plain words, with what to do."""
    what = _("Cannot write {path}").format(path=printable(str(path)))
    if problem.errno in _FULL:
        return ExportError(what, _("The disk is full: free some space or choose another folder"))
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return ExportError(what, _("There is no permission: close the file or choose another folder"))
    if isinstance(problem, (NotADirectoryError, FileExistsError, IsADirectoryError)):
        return ExportError(
            what, _("A file stands where a folder is needed, or a folder where a file: choose another")
        )
    if isinstance(problem, FileNotFoundError):
        return ExportError(what, _("There is no such folder: choose another one"))
    return ExportError(what, _("The system says: {reason}").format(reason=problem.strerror or str(problem)))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _with_number(name: str, number: int) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem} ({number}).{extension}" if dot and stem else f"{name} ({number})"


def _shorten(name: str, limit: int) -> str:
    """The name cut to `limit` bytes of UTF-8 before its extension (file systems count bytes)."""
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        stem, dot, extension = name, "", ""
    room = limit - len(f"{dot}{extension}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + extension
