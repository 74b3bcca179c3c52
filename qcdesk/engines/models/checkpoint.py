"""Reads OpenAI's `.pt` checkpoints without PyTorch and without running what they contain; writes them too.

A checkpoint is a ZIP: `<top>/data.pkl` describes tensors, `<top>/data/<n>` holds the bytes of each storage.
The description is a pickle, read here by an unpickler that knows three names and refuses all others. Reading
needs no PyTorch because the process that runs CTranslate2 must not load a second OpenMP runtime.
"""

from __future__ import annotations

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.errors import ModelError
from qcdesk.i18n import _

Array = NDArray[Any]

_STORAGES = {"HalfStorage": np.dtype("<f2"), "FloatStorage": np.dtype("<f4")}


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The sizes of a Whisper model, named as in OpenAI's checkpoints."""

    n_mels: int
    n_vocab: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Sizes and arrays of a model; `heads` are the alignment heads when the file names them."""

    dimensions: Dimensions
    arrays: Mapping[str, Array]
    heads: tuple[tuple[int, int], ...] | None = None


def is_checkpoint(path: Path) -> bool:
    """Whether a file looks like a PyTorch checkpoint (a ZIP with a description of tensors)."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _description(archive) is not None


def read(path: Path) -> Checkpoint:
    """The sizes and arrays of a checkpoint.

    Raises:
        ModelError: the file is not a Whisper checkpoint, or holds anything but plain tensors.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(_load(archive))
    except (zipfile.BadZipFile, pickle.UnpicklingError, OSError, EOFError) as error:
        raise _not_whisper(path) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, UnicodeDecodeError) as error:
        raise _not_whisper(path) from error


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Writes a checkpoint that openai-whisper loads; the only place that needs PyTorch.

    Raises:
        ImportError: PyTorch is not installed.
    """
    import torch

    content: dict[str, object] = {
        "dims": asdict(checkpoint.dimensions),
        "model_state_dict": {
            name: torch.from_numpy(np.array(array)) for name, array in checkpoint.arrays.items()
        },
    }
    if checkpoint.heads is not None:
        content["alignment_heads"] = [list(pair) for pair in checkpoint.heads]
    with path.open("wb") as out:
        torch.save(content, out)


def _not_whisper(path: Path) -> ModelError:
    return ModelError(
        _("{path} is not a checkpoint of Whisper").format(path=path),
        _("Use a .pt file of openai-whisper, or a folder converted for faster-whisper"),
    )


def _description(archive: zipfile.ZipFile) -> str | None:
    return next((n for n in archive.namelist() if n.count("/") == 1 and n.endswith("/data.pkl")), None)


def _load(archive: zipfile.ZipFile) -> dict[str, Any]:
    description = _description(archive)
    if description is None:
        raise ValueError("no description of tensors")
    top = description.split("/")[0]
    content = _Unpickler(
        io.BytesIO(archive.read(description)), lambda key: archive.read(f"{top}/data/{key}")
    ).load()
    if not isinstance(content, dict):
        raise TypeError("not a dictionary")
    return content


def _checked(content: dict[str, Any]) -> Checkpoint:
    dims = content["dims"]
    dimensions = Dimensions(**{f.name: int(dims[f.name]) for f in fields(Dimensions)})
    arrays = content["model_state_dict"]
    if arrays["decoder.token_embedding.weight"].shape != (dimensions.n_vocab, dimensions.n_text_state):
        raise ValueError("sizes and tensors do not agree")
    heads = content.get("alignment_heads")
    return Checkpoint(dimensions, arrays, tuple((int(a), int(b)) for a, b in heads) if heads else None)


class _Unpickler(pickle.Unpickler):
    """Builds arrays; every name outside the three that a checkpoint needs is refused before anything runs."""

    def __init__(self, stream: io.BytesIO, storage: Callable[[str], bytes]) -> None:
        super().__init__(stream, encoding="utf-8")
        self._storage = storage

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _STORAGES:
            return _STORAGES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a checkpoint")

    def persistent_load(self, pid: Any) -> Array:
        _kind, dtype, key, _place, count = pid
        array = np.frombuffer(self._storage(str(key)), dtype)
        if array.size < count:
            raise ValueError("a storage is cut short")
        return array


def _tensor(
    storage: Array, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_others: object
) -> Array:
    """A view of a storage; refuses one that would reach outside it."""
    last = offset + sum((length - 1) * stride for length, stride in zip(shape, strides, strict=True))
    if offset < 0 or min(shape, default=1) < 1 or min(strides, default=0) < 0 or last >= storage.size:
        raise ValueError("a tensor reaches outside its storage")
    steps = [stride * storage.itemsize for stride in strides]
    return np.lib.stride_tricks.as_strided(storage[offset:], shape, steps, writeable=False)
