"""A damaged model is refused when it is loaded, and mended by installing or importing it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qcdesk.engines.models.imports import import_
from qcdesk.engines.models.install import install
from qcdesk.engines.models.store import check, find, is_whole
from qcdesk.errors import ModelDamaged


@pytest.fixture
def damaged(models: Path, tmp_path: Path) -> Path:
    """A models folder with a thousand wrong bytes, the size unchanged."""
    folder = tmp_path / "models"
    shutil.copytree(models / "base" / "ct2", folder / "base" / "ct2")
    with (folder / "base" / "ct2" / "model.bin").open("r+b") as weights:
        weights.seek(10_000_000)
        weights.write(bytes(1000))
    return folder


def test_it_is_refused_with_both_hashes(damaged: Path) -> None:
    with pytest.raises(ModelDamaged) as caught:
        check(find("base", damaged))
    assert len(caught.value.expected) == len(caught.value.actual) == 64
    assert caught.value.expected != caught.value.actual


def test_installing_again_mends_it(damaged: Path) -> None:
    for _event in install("base", damaged):
        pass
    assert is_whole(find("base", damaged))


def test_importing_whole_files_mends_it(damaged: Path, models: Path) -> None:
    for _event in import_(models / "base" / "ct2", damaged):
        pass
    assert is_whole(find("base", damaged))
