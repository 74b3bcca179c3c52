"""Recordings out of a ZIP: unpacked once, beside nothing of the user's, and never outside one folder."""

from __future__ import annotations

import contextlib
import lzma
import os
import shutil
import stat
import time
import zipfile
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path, PurePosixPath

from qcdesk.errors import ArchiveError, InputError, printable
from qcdesk.i18n import _
from qcdesk.intake.found import Failure, Found
from qcdesk.intake.hashing import sha256_of
from qcdesk.intake.longpaths import reachable
from qcdesk.intake.refusals import why
from qcdesk.intake.suffixes import OTHER_ARCHIVES, ZIP, is_hidden, is_surely_not_audio
from qcdesk.intake.zip_names import entry_name, leads_out, numbered, safe_path

MAX_UNPACKED_BYTES = 20 * 1024**3
MAX_ENTRIES = 100_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 10 * 1024**2
_SPARE_BYTES = 200 * 1024**2
_CHUNK = 1024**2
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
_Entry = tuple[zipfile.ZipInfo, str]


def unpack(archive: Path, unpack_to: Path) -> Generator[Found | Failure, None, int]:
    """Unpacks the recordings of a ZIP into `unpack_to/<first 16 figures of the ZIP's SHA-256>/`.

    Entries that were unpacked before are not written again. An entry that is unsafe, damaged, locked by
    a password or of an unknown compression becomes a `Failure`; the others are taken.

    Args:
        archive: the ZIP; it is only read.
        unpack_to: a folder of the program's own.

    Returns:
        How many entries were skipped as no recordings.
    """
    skipped = 0
    try:
        folder = reachable(unpack_to / sha256_of(archive)[:16])
        with zipfile.ZipFile(archive) as packed:
            wanted, skipped = _wanted(packed)
            _check_whole(archive, packed, wanted, unpack_to)
            yield from _entries(archive, packed, wanted, folder)
    except InputError as error:
        yield Failure(archive, error)
    except OSError as error:
        yield Failure(
            archive, _refusal(archive, why(error), _("Check the file and the free room on the disk"))
        )
    except (*_DAMAGED, NotImplementedError):
        remedy = _("Copy the archive anew from where it came from")
        yield Failure(archive, _refusal(archive, _("the archive is damaged"), remedy))
    return skipped


def _wanted(packed: zipfile.ZipFile) -> tuple[list[_Entry], int]:
    """The entries that may be recordings, by name, and how many others there are."""
    files = [(info, entry_name(info)) for info in packed.infolist() if not info.is_dir()]
    wanted = [(info, name) for info, name in files if not _is_no_recording(name)]
    return sorted(wanted, key=lambda entry: entry[1]), len(files) - len(wanted)


def _is_no_recording(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(is_hidden(part) for part in parts) or is_surely_not_audio(name)


def _check_whole(archive: Path, packed: zipfile.ZipFile, wanted: list[_Entry], unpack_to: Path) -> None:
    if len(packed.infolist()) > MAX_ENTRIES:
        reason = _("there are more than {limit} files in the archive").format(limit=MAX_ENTRIES)
        raise _refusal(archive, reason, _("Pack the recordings into several smaller archives"))
    size = sum(info.file_size for info, _name in wanted)
    if size > MAX_UNPACKED_BYTES:
        reason = _("it unpacks to more than {limit} GB").format(limit=MAX_UNPACKED_BYTES // 1024**3)
        raise _refusal(archive, reason, _("Pack the recordings into several smaller archives"))
    if sum(info.compress_size for info in packed.infolist()) > archive.stat().st_size:
        reason = _("its files overlap each other, as only harmful archives do")
        raise _refusal(archive, reason, _("Ask the sender for the recordings themselves"))
    unpack_to.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(unpack_to).free < size + _SPARE_BYTES:
        reason = _("there is not enough room on the disk to unpack it")
        raise _refusal(archive, reason, _("Free some room, or choose another data folder"))


def _entries(
    archive: Path, packed: zipfile.ZipFile, wanted: list[_Entry], folder: Path
) -> Iterator[Found | Failure]:
    locked = [name for info, name in wanted if info.flag_bits & _ENCRYPTED]
    if locked:
        reason = _("{count} files in it are locked by a password").format(count=len(locked))
        remedy = _("Unpack the archive with its password and add the folder")
        yield Failure(archive, _refusal(archive, reason, remedy))
    taken: set[str] = set()
    for info, name in wanted:
        if info.flag_bits & _ENCRYPTED:
            continue
        try:
            _check_entry(archive, info, name)
            target = reachable(folder / _free_name(safe_path(name), taken))
            _extract(packed, info, target)
            yield Found(target, archive)
        except ArchiveError as error:
            yield Failure(archive, error)
        except NotImplementedError:
            reason = _("its compression is not known")
            remedy = _("Unpack the archive with another program and add the folder")
            yield Failure(archive, _entry_refusal(archive, name, reason, remedy))
        except OSError as error:
            remedy = _("Check the free room on the disk and the rights on the data folder")
            yield Failure(archive, _entry_refusal(archive, name, why(error), remedy))
        except _DAMAGED:
            remedy = _("Copy the archive anew from where it came from")
            yield Failure(archive, _entry_refusal(archive, name, _("it is damaged"), remedy))


def _check_entry(archive: Path, info: zipfile.ZipInfo, name: str) -> None:
    mode = info.external_attr >> 16
    suffix = PurePosixPath(name).suffix.lower()
    ask = _("Ask the sender for the recordings themselves")
    if leads_out(name):
        raise _entry_refusal(archive, name, _("its name leads out of the archive's folder"), ask)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise _entry_refusal(archive, name, _("it is a link or a device and not a file"), ask)
    if suffix == ZIP or suffix in OTHER_ARCHIVES:
        remedy = _("Unpack the archive and add the folder")
        raise _entry_refusal(archive, name, _("archives inside archives are not opened"), remedy)
    if info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        reason = _("it grows more than {ratio} times when unpacked").format(ratio=MAX_RATIO)
        remedy = _("If you trust it, unpack the archive with another program and add the folder")
        raise _entry_refusal(archive, name, reason, remedy)


def _free_name(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    free, number = path, 1
    while str(free).casefold() in taken:
        number += 1
        free = numbered(path, number)
    taken.add(str(free).casefold())
    return free


def _extract(packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Writes an entry whole or not at all."""
    if target.is_file() and target.stat().st_size == info.file_size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{os.getpid()}.part")
    try:
        with packed.open(info) as source, partial.open("wb") as written:
            shutil.copyfileobj(source, written, _CHUNK)
        _keep_time(info, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _keep_time(info: zipfile.ZipInfo, file: Path) -> None:
    """The entry's own time: the only hint at the call's when its name has none."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        changed = time.mktime((*info.date_time, 0, 0, -1))
        os.utime(file, (changed, changed))


def _refusal(archive: Path, reason: str, remedy: str) -> ArchiveError:
    return ArchiveError(str(archive), reason, remedy)


def _entry_refusal(archive: Path, name: str, reason: str, remedy: str) -> ArchiveError:
    return ArchiveError(f"{archive.name} → {printable(name[:200])}", reason, remedy)
