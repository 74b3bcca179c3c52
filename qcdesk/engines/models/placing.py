"""Putting weights in place: hashed while written, whole or not at all, safe against a second process."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from qcdesk.domain.events import Event, Progress
from qcdesk.errors import ModelDamaged, ModelError
from qcdesk.i18n import _

CHUNK = 1 << 20
MANIFEST = "model.json"
"""What lies beside the files of a form: who they are, and the hash of each."""

_STAGING = ".new-"


@contextmanager
def staging(models: Path) -> Iterator[Path]:
    """A new folder inside the models folder that is removed at the end, whatever happens.

    Raises:
        ModelError: the models folder cannot be written.
    """
    try:
        models.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=models))
    except OSError as error:
        raise _unwritable(models, error) from error
    try:
        yield folder
    except OSError as error:
        raise _unwritable(models, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(staged: Path, final: Path) -> None:
    """Moves a complete folder to its place in one step; a folder that is already there stays.

    Two processes may install the same model at once: the loser keeps the winner's files, which have the
    same hashes.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        staged.rename(final)
        _sync_folder(final.parent)
    if not (final / MANIFEST).is_file():
        # An old folder without a manifest is rubbish of a copy by hand; a rename over it is not possible.
        shutil.rmtree(final, ignore_errors=True)
        staged.rename(final)


def write_manifest(
    folder: Path, name: str, form: str, hashes: dict[str, tuple[int, str]], source: str
) -> None:
    """Writes who the files of a folder are: file → bytes and SHA-256, and where they came from."""
    content = {
        "name": name,
        "form": form,
        "source": source,
        "files": {file: {"bytes": size, "sha256": sha256} for file, (size, sha256) in sorted(hashes.items())},
    }
    with (folder / MANIFEST).open("w", encoding="utf-8") as out:
        json.dump(content, out, indent=2)
        _sync(out.fileno())


def write_hashed(chunks: Iterable[bytes], target: Path) -> tuple[int, str]:
    """Writes chunks to a new file and returns its bytes and SHA-256."""
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as out:
        for chunk in chunks:
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        _sync(out.fileno())
    return size, digest.hexdigest()


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of a stream in pieces of 1 MB."""
    while chunk := stream.read(CHUNK):
        yield chunk


def copy_hashed(
    sources: list[Path], target: Path, done: int, total: int, subject: str
) -> Generator[Event, None, tuple[int, str]]:
    """Joins files into one while hashing; yields `Progress` in bytes, counted from `done` of `total`.

    Returns:
        Bytes and SHA-256 of the joined file.
    """
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as out:
        for source in sources:
            with source.open("rb") as part:
                for chunk in chunks_of(part):
                    digest.update(chunk)
                    size += out.write(chunk)
                    yield Progress(done + size, total, subject)
        out.flush()
        _sync(out.fileno())
    return size, digest.hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def damaged(name: str, expected: str, actual: str, remedy: str = "") -> ModelDamaged:
    """The error for a file whose bytes are not the published ones."""
    what = _("{name} is damaged: SHA-256 {actual}, expected {expected}")
    return ModelDamaged(
        what.format(name=name, actual=actual, expected=expected),
        remedy or _("Get the file again; nothing was installed"),
        name=name,
        expected=expected,
        actual=actual,
    )


def check_room(models: Path, needed: int) -> None:
    """Refuses an installation that does not fit on the disk.

    Raises:
        ModelError: less room is free than the files need.
    """
    folder = next(p for p in (models, *models.parents) if p.exists())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            _("The model needs {needed} MB, the disk of {folder} has {free} MB free").format(
                needed=needed >> 20, folder=folder, free=free >> 20
            ),
            _("Free some room, or set QCDESK_MODELS to a folder on another disk"),
        )


def _unwritable(folder: Path, error: OSError) -> ModelError:
    return ModelError(
        _("The models folder {folder} cannot be used: {reason}").format(
            folder=folder, reason=error.strerror or error
        ),
        _("Check the rights and the free room, or set QCDESK_MODELS to another folder"),
    )


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename itself is journalled.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
