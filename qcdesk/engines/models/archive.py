"""Unpacks a ZIP of weights: only the files a model consists of, by their names alone, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from pathlib import Path, PurePosixPath

from qcdesk.domain.events import Event, Progress
from qcdesk.engines.models.placing import chunks_of
from qcdesk.errors import ModelError
from qcdesk.i18n import _

MAX_ENTRIES = 1000
MAX_BYTES = 8 << 30

FOLDER_FILES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt", "vocabulary.json")
"""Files of a CTranslate2 folder."""

OPTIONAL_FILES = ("preprocessor_config.json",)


def unpack(path: Path, folder: Path) -> Generator[Event, None, None]:
    """Unpacks the weights of an archive into a folder; yields `Progress` in bytes.

    Raises:
        ModelError: the archive is damaged, too large, points outside itself, or names a file twice.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _wanted(archive, path)
            total = sum(entry.file_size for entry in entries)
            done = 0
            for entry in entries:
                target = folder / PurePosixPath(entry.filename).name
                with archive.open(entry) as stream, target.open("xb") as out:
                    for chunk in chunks_of(stream):  # type: ignore[arg-type]
                        done += out.write(chunk)
                        if done > total:
                            raise _refused(path, _("it is larger than it says"))
                        yield Progress(done, total, path.name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _refused(path, _("it is damaged or encrypted")) from error
    except FileExistsError as error:
        raise _refused(path, _("it holds more than one model")) from error


def _wanted(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_BYTES:
        raise _refused(path, _("it is too large"))
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
            raise _refused(path, _("it holds paths outside itself"))
    return [e for e in entries if not e.is_dir() and _is_weights(PurePosixPath(e.filename).name)]


def _is_weights(name: str) -> bool:
    return name in FOLDER_FILES + OPTIONAL_FILES or name.endswith(".pt")


def _refused(path: Path, reason: str) -> ModelError:
    return ModelError(
        _("{path} cannot be unpacked: {reason}").format(path=path, reason=reason),
        _("Import the .pt file or the folder itself"),
    )
