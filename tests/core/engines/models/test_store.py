"""Finding and checking what is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.imports import import_
from qcdesk.engines.models.placing import MANIFEST
from qcdesk.engines.models.store import find, installed, verify
from qcdesk.errors import ModelDamaged, ModelError, ModelMissing
from tests.core.engines.models.weights import FILES, publish, run, write_small


@pytest.fixture
def custom(tmp_path: Path) -> Path:
    """A models folder with the custom model `ours`."""
    run(import_(write_small(tmp_path / "x.pt"), tmp_path / "models", "ours"))
    return tmp_path / "models"


def test_a_missing_model_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        find("base", tmp_path / "nowhere")
    assert "qcdesk models install base" in caught.value.remedy
    with pytest.raises(ModelMissing) as caught:
        find("turbo", tmp_path)
    assert "large-v3-turbo" in caught.value.remedy


def test_a_path_is_a_name_too(tmp_path: Path) -> None:
    path = write_small(tmp_path / "проба.pt")
    found = find(str(path), tmp_path / "models")
    assert (found.name, found.form, found.weights) == ("проба", Form.OPENAI, path)
    folder = tmp_path / "папка"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"x")
    assert find(str(folder), tmp_path).form is Form.CT2
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError):
        find(str(tmp_path / "empty"), tmp_path / "models")


def test_a_cut_file_is_found_at_once_and_a_changed_one_by_verifying(custom: Path) -> None:
    weights = find("ours", custom).weights
    content = weights.read_bytes()
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert [f.ok for f in verify(custom)] == [False]
    weights.write_bytes(content[:-1])
    with pytest.raises(ModelDamaged):
        find("ours", custom)
    weights.unlink()
    assert [f.actual for f in verify(custom)] == [None]


def test_a_changed_manifest_does_not_hide_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, "base", FILES)
    source = tmp_path / "x"
    source.mkdir()
    for name, content in FILES.items():
        (source / name).write_bytes(content)
    found = run(import_(source, tmp_path / "models"))
    manifest = found.folder / MANIFEST
    told = json.loads(manifest.read_text())
    (found.folder / "config.json").write_bytes(b"[]")
    told["files"]["config.json"]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(told))
    assert [f.file for f in verify(tmp_path / "models") if not f.ok] == ["config.json"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"files": {"a": 1}}', '{"files": {"a": {"bytes": "x"}}}']
)
def test_an_unreadable_manifest_is_told(custom: Path, content: str) -> None:
    (find("ours", custom).folder / MANIFEST).write_text(content)
    with pytest.raises(ModelError):
        find("ours", custom)


def test_unfinished_folders_are_not_installed(tmp_path: Path) -> None:
    (tmp_path / "base" / "ct2").mkdir(parents=True)
    (tmp_path / "base" / "ct2" / "model.bin").write_bytes(b"half")
    assert installed(tmp_path) == []
