"""Brings weights from a file, folder or ZIP of the user: known ones are verified, others become custom."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from qcdesk.domain.events import Event, Waiting
from qcdesk.engines.models import checkpoint, convert
from qcdesk.engines.models.archive import FOLDER_FILES, OPTIONAL_FILES, unpack
from qcdesk.engines.models.catalogue import (
    Form,
    PublishedForm,
    PublishedModel,
    published_models,
    recognise_hash,
    recognise_size,
    weights_file,
)
from qcdesk.engines.models.placing import (
    check_room,
    copy_hashed,
    damaged,
    place,
    staging,
    write_manifest,
)
from qcdesk.engines.models.store import ModelFiles, at_path, make_way, model_folder
from qcdesk.errors import InputError, ModelError
from qcdesk.i18n import _

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class _Copied:
    folder: Path
    form: Form
    stem: str
    hashes: dict[str, tuple[int, str]]

    @property
    def weights(self) -> tuple[int, str]:
        return self.hashes["model.bin" if self.form is Form.CT2 else f"{self.stem}.pt"]


def import_(path: Path, models: Path, name: str | None = None) -> Generator[Event, None, ModelFiles]:
    """Copies weights into the models folder and verifies them.

    A file whose hash is in the catalogue gets its published name. A file that claims to be a published one
    (by its name, or by having exactly as many bytes) but has another hash is refused. Other weights are
    accepted when they load, as `custom-<first 8 digits of the hash>` or under the `name` given; giving a name
    also says that a file of a published size is meant to differ (weights trained further).

    Args:
        path: a `.pt` file, a folder for faster-whisper, or a ZIP of either.
        models: the models folder.
        name: a name for custom weights.

    Yields `Progress` in bytes and `Waiting`; closing the generator removes what was not finished.

    Raises:
        ModelDamaged: the bytes are not those of the published model.
        ModelError: there are no weights, a file is missing, or they do not load.
        InputError: the name cannot be used.
    """
    _check_name(name)
    if not path.exists():
        raise ModelError(_("{path} does not exist").format(path=path), _("Check the path"))
    with staging(models) as room:
        source = path
        if path.is_file() and zipfile.is_zipfile(path) and not checkpoint.is_checkpoint(path):
            source = room / "unpacked"
            source.mkdir()
            yield from unpack(path, source)
        copied = yield from _copy(at_path(source), room / "new", models)
        return (yield from _accept(copied, models, name))


def _copy(found: ModelFiles, folder: Path, models: Path) -> Generator[Event, None, _Copied]:
    folder.mkdir()
    files = [found.weights] if found.form is Form.OPENAI else _folder_files(found.folder)
    total, done = sum(f.stat().st_size for f in files), 0
    check_room(models, total)
    hashes = {}
    for file in files:
        size, sha256 = yield from copy_hashed([file], folder / file.name, done, total, found.name)
        done += size
        hashes[file.name] = (size, sha256)
    return _Copied(folder, found.form, found.name, hashes)


def _accept(copied: _Copied, models: Path, name: str | None) -> Generator[Event, None, ModelFiles]:
    size, sha256 = copied.weights
    known = recognise_hash(sha256)
    if known:
        _check_published(copied, known[1])
        return _install(copied, known[0].name, models, "import")
    claimed = _claimed(copied, size) if name is None else None
    if claimed:
        entry = weights_file(claimed[1])
        raise damaged(
            entry.name,
            entry.sha256,
            sha256,
            _("Get the file again, or import weights that are meant to differ under a name of their own"),
        )
    yield Waiting(copied.stem)
    _check_loads(copied)
    return _install(copied, name or f"custom-{sha256[:8]}", models, "custom")


def _claimed(copied: _Copied, size: int) -> tuple[PublishedModel, PublishedForm] | None:
    """The published model these weights claim to be."""
    by_size = recognise_size(size)
    if by_size and by_size[1].form is copied.form:
        return by_size
    named = published_models().get(copied.stem)
    form = named.form(copied.form) if named else None
    return (named, form) if named and form else None


def _check_published(copied: _Copied, form: PublishedForm) -> None:
    if form.form is Form.OPENAI:
        # One file, whatever it is called: its hash has named it.
        return
    for entry in form.files:
        have = copied.hashes.get(entry.name)
        if have is None:
            raise _incomplete(copied.stem, [entry.name])
        if have[1] != entry.sha256:
            raise damaged(entry.name, entry.sha256, have[1])


def _check_loads(copied: _Copied) -> None:
    if copied.form is Form.OPENAI:
        checkpoint.read(copied.folder / f"{copied.stem}.pt")
        return
    missing = [f for f in ("config.json", "tokenizer.json") if f not in copied.hashes]
    if missing:
        raise _incomplete(copied.stem, missing)
    convert.check_folder(copied.folder)


def _install(copied: _Copied, name: str, models: Path, source: str) -> ModelFiles:
    hashes = dict(copied.hashes)
    if copied.form is Form.OPENAI:
        hashes = {f"{name}.pt": hashes[f"{copied.stem}.pt"]}
        (copied.folder / f"{copied.stem}.pt").rename(copied.folder / f"{name}.pt")
    write_manifest(copied.folder, name, copied.form, hashes, source)
    model = ModelFiles(name, model_folder(models, name, copied.form), copied.form)
    make_way(model)
    place(copied.folder, model.folder)
    return model


def _folder_files(folder: Path) -> list[Path]:
    return [folder / name for name in FOLDER_FILES + OPTIONAL_FILES if (folder / name).is_file()]


def _check_name(name: str | None) -> None:
    if name is None:
        return
    if not _NAME.fullmatch(name):
        raise InputError(name, _("not a name for a model"), _("Use Latin letters, digits, dots, dashes"))
    if name in published_models():
        raise InputError(
            name,
            _("the name of a published model"),
            _("Choose another name; known weights get theirs by themselves"),
        )


def _incomplete(name: str, files: list[str]) -> ModelError:
    return ModelError(
        _("The model {name} lacks {files}").format(name=name, files=", ".join(files)),
        _("Copy all files of the model"),
    )
