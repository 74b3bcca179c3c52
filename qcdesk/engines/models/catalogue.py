"""The catalogue of weights that can be installed by name, as values."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qcdesk.engines.models import published
from qcdesk.errors import NotFound
from qcdesk.i18n import _


class Form(StrEnum):
    """How weights are stored."""

    CT2 = "ct2"
    """A folder for CTranslate2: `model.bin`, `config.json`, `tokenizer.json`, `vocabulary.*`."""
    OPENAI = "openai"
    """One PyTorch checkpoint, `<name>.pt`."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as its publisher has it; `size` in bytes, `sha256` hexadecimal."""

    name: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """All files of one form of a model."""

    form: Form
    files: tuple[PublishedFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(f.size for f in self.files)

    def file(self, name: str) -> PublishedFile | None:
        """The file of that name."""
        return next((f for f in self.files if f.name == name), None)


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A model and the forms it is published in, the smaller download first.

    Attributes:
        english_only: it knows no other language.
        heads: layer and head of each cross-attention head that follows time.
    """

    name: str
    english_only: bool
    forms: tuple[PublishedForm, ...]
    heads: tuple[tuple[int, int], ...]

    def form(self, form: Form) -> PublishedForm | None:
        """The files of that form, or None when it is not published."""
        return next((f for f in self.forms if f.form is form), None)


def published_models() -> Mapping[str, PublishedModel]:
    """Name → model, smallest first."""
    order = sorted(published.CHECKPOINTS, key=lambda name: (published.CHECKPOINTS[name][0], name))
    return {name: _model(name) for name in order}


def published_model(name: str) -> PublishedModel:
    """The model of that name; `turbo` and `large` are understood.

    Raises:
        NotFound: no such model is published.
    """
    known = published_models()
    found = known.get(published.ALIASES.get(name, name))
    if found is None:
        raise NotFound(name, _("no such model"), _("Models: {names}").format(names=", ".join(known)))
    return found


def recognise_hash(sha256: str) -> tuple[PublishedModel, PublishedForm] | None:
    """The model and form whose weights file has that hash."""
    return _by_weights(lambda file: file.sha256 == sha256)


def recognise_size(size: int) -> tuple[PublishedModel, PublishedForm] | None:
    """The model and form whose weights file has exactly that many bytes."""
    return _by_weights(lambda file: file.size == size)


def weights_file(form: PublishedForm) -> PublishedFile:
    """The file that holds the weights themselves."""
    return next(f for f in form.files if f.name == "model.bin" or f.name.endswith(".pt"))


def _by_weights(fits: Callable[[PublishedFile], bool]) -> tuple[PublishedModel, PublishedForm] | None:
    for model in published_models().values():
        for form in model.forms:
            if fits(weights_file(form)):
                return model, form
    return None


def _model(name: str) -> PublishedModel:
    heads = tuple(_head(pair) for pair in published.ALIGNMENT_HEADS[name].split())
    return PublishedModel(name, name.endswith(".en"), _forms(name), heads)


def _head(pair: str) -> tuple[int, int]:
    layer, head = pair.split(".")
    return int(layer), int(head)


def _forms(name: str) -> tuple[PublishedForm, ...]:
    size, sha256 = published.CHECKPOINTS[name]
    address = published.OPENAI.format(sha256=sha256, name=name)
    checkpoint = PublishedForm(Form.OPENAI, (PublishedFile(f"{name}.pt", address, size, sha256),))
    if name not in published.FOLDERS:
        return (checkpoint,)
    repository, revision, files = published.FOLDERS[name]
    host = os.environ.get("HF_ENDPOINT", published.HUB).rstrip("/")
    folder = tuple(
        PublishedFile(file, f"{host}/{repository}/resolve/{revision}/{file}", size, sha256)
        for file, (size, sha256) in files.items()
    )
    return (PublishedForm(Form.CT2, folder), checkpoint)
