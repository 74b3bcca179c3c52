"""Reads and writes `model.bin`, CTranslate2's container of named arrays (binary version 6).

Layout, little-endian: u32 version, name of the specification, u32 its revision, u32 count; for each variable
its name, u8 rank, u32 each dimension, u8 type, u32 bytes, the bytes; u32 count of aliases; for each alias its
name and its target's. A text is u16 length with the ending zero, then the bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from qcdesk.errors import ModelError
from qcdesk.i18n import _

Array = NDArray[Any]

VERSION = 6
SPECIFICATION = "WhisperSpec"
REVISION = 3
_TYPES = ("float32", "int8", "int16", "int32", "float16")
_MAX_VARIABLES = 100_000


def read(path: Path) -> dict[str, Array]:
    """The variables of a Whisper `model.bin`; large arrays stay on disk until they are used.

    Raises:
        ModelError: the file is not a complete Whisper model of version 6.
    """
    try:
        with path.open("rb") as stream:
            return _read(stream, np.memmap(path, np.uint8, "r"))
    except (struct.error, UnicodeDecodeError, ValueError, IndexError, OSError) as error:
        raise ModelError(
            _("{path} is not a complete CTranslate2 model of Whisper").format(path=path),
            _("Install the model again, or convert it with a current CTranslate2"),
        ) from error


def write(path: Path, variables: Mapping[str, Array], aliases: Mapping[str, str]) -> None:
    """Writes variables in the order of their names, as CTranslate2's own converter does."""
    with path.open("wb") as out:
        out.write(struct.pack("<I", VERSION))
        _write_text(out, SPECIFICATION)
        out.write(struct.pack("<II", REVISION, len(variables)))
        for name in sorted(variables):
            _write_variable(out, name, variables[name])
        out.write(struct.pack("<I", len(aliases)))
        for name, target in sorted(aliases.items()):
            _write_text(out, name)
            _write_text(out, target)


def _read(stream: BinaryIO, whole: Array) -> dict[str, Array]:
    (version,) = _unpack(stream, "<I")
    if version != VERSION or _read_text(stream) != SPECIFICATION:
        raise ValueError("another version or specification")
    _revision, count = _unpack(stream, "<II")
    if count > _MAX_VARIABLES:
        raise ValueError("too many variables")
    return dict(_read_variable(stream, whole) for _index in range(count))


def _read_variable(stream: BinaryIO, whole: Array) -> tuple[str, Array]:
    name = _read_text(stream)
    (rank,) = _unpack(stream, "<B")
    shape = _unpack(stream, f"<{rank}I")
    (kind,) = _unpack(stream, "<B")
    (size,) = _unpack(stream, "<I")
    dtype = np.dtype(_TYPES[kind]).newbyteorder("<")
    start = stream.tell()
    if size != dtype.itemsize * int(np.prod(shape, dtype=np.int64)) or start + size > whole.size:
        raise ValueError("the sizes do not agree")
    stream.seek(size, 1)
    return name, whole[start : start + size].view(dtype).reshape(shape)


def _write_variable(out: BinaryIO, name: str, value: Array) -> None:
    _write_text(out, name)
    out.write(struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape))
    out.write(struct.pack("<BI", _TYPES.index(value.dtype.name), value.nbytes))
    out.write(np.ascontiguousarray(value, value.dtype.newbyteorder("<")).tobytes())


def _unpack(stream: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, stream.read(struct.calcsize(layout)))


def _read_text(stream: BinaryIO) -> str:
    (length,) = _unpack(stream, "<H")
    return stream.read(length)[:-1].decode()


def _write_text(out: BinaryIO, text: str) -> None:
    content = text.encode()
    out.write(struct.pack("<H", len(content) + 1) + content + b"\0")
