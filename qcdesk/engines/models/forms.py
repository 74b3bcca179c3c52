"""Gives an engine the form of weights it needs; converts once and keeps the result beside the original."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qcdesk.engines.models import checkpoint, convert
from qcdesk.engines.models.catalogue import Form, published_models
from qcdesk.engines.models.checkpoint import Checkpoint, Dimensions
from qcdesk.engines.models.convert import Heads
from qcdesk.engines.models.placing import MANIFEST, hash_file, place, staging, write_manifest
from qcdesk.engines.models.store import ModelFiles
from qcdesk.engines.models.vocabulary import MULTILINGUAL_FROM
from qcdesk.errors import ModelError
from qcdesk.i18n import _

_REQUIRED = ("model.bin", "config.json", "tokenizer.json")


def in_form(model: ModelFiles, form: Form) -> ModelFiles:
    """The same weights in that form; converted without loss when they are not there yet.

    Raises:
        ModelError: the weights cannot be converted, or a file of the folder is missing.
    """
    if model.form is form:
        _check_complete(model)
        return model
    wanted = ModelFiles(model.name, model.beside(form), form)
    if not (wanted.folder / MANIFEST).is_file():
        _convert(model, wanted)
    return wanted


def alignment_heads(name: str, dims: Dimensions, own: Heads | None) -> Heads:
    """The cross-attention heads that follow time: the file's own, the published model's, or the upper half.

    Trained-on weights keep the sizes of the model they came from, and its heads fit them best.
    """
    if own:
        return own
    known = published_models().get(name) or next(
        (m for m in published_models().values() if _same_size(m.name, dims)), None
    )
    if known:
        return known.heads
    upper = range(dims.n_text_layer // 2, dims.n_text_layer)
    return tuple((layer, head) for layer in upper for head in range(dims.n_text_head))


def _convert(model: ModelFiles, wanted: ModelFiles) -> None:
    write = _write_folder if wanted.form is Form.CT2 else _write_checkpoint
    _converted(model, wanted, write)


def _converted(model: ModelFiles, wanted: ModelFiles, write: Callable[[ModelFiles, Path], None]) -> None:
    with staging(wanted.folder.parent) as folder:
        new = folder / wanted.form
        new.mkdir()
        write(model, new)
        hashes = {file.name: (file.stat().st_size, hash_file(file)) for file in new.iterdir()}
        write_manifest(new, wanted.name, wanted.form, hashes, "converted")
        place(new, wanted.folder)


def _write_folder(model: ModelFiles, folder: Path) -> None:
    weights = checkpoint.read(model.weights)
    heads = alignment_heads(model.name, weights.dimensions, weights.heads)
    convert.to_folder(weights, heads, folder)


def _write_checkpoint(model: ModelFiles, folder: Path) -> None:
    weights = convert.from_folder(model.folder)
    heads = alignment_heads(model.name, weights.dimensions, weights.heads)
    checkpoint.write(folder / f"{model.name}.pt", Checkpoint(weights.dimensions, weights.arrays, heads))


def _check_complete(model: ModelFiles) -> None:
    needed = _REQUIRED if model.form is Form.CT2 else (model.weights.name,)
    missing = [file for file in needed if not (model.folder / file).is_file()]
    if missing:
        raise ModelError(
            _("{folder} lacks {files}").format(folder=model.folder, files=", ".join(missing)),
            _("Copy all files of the model, or install it again"),
        )


_SIZES = {
    (4, 384): "tiny",
    (6, 512): "base",
    (12, 768): "small",
    (24, 1024): "medium",
    (4, 1280): "large-v3-turbo",
}


def _same_size(name: str, dims: Dimensions) -> bool:
    if (dims.n_text_layer, dims.n_text_state) == (32, 1280):
        return name == ("large-v3" if dims.n_mels == 128 else "large-v2")
    english = ".en" if dims.n_vocab < MULTILINGUAL_FROM else ""
    return name == _SIZES.get((dims.n_text_layer, dims.n_text_state), "") + english
