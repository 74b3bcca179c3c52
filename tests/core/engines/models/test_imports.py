"""Importing: known weights are verified, foreign ones get a name of their own, traps are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qcdesk.domain.events import Progress
from qcdesk.engines.models import convert
from qcdesk.engines.models.archive import unpack
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.imports import import_
from qcdesk.engines.models.store import find, installed, verify
from qcdesk.errors import InputError, ModelDamaged, ModelError
from tests.core.engines.models.weights import (
    FILES,
    leftovers,
    publish,
    publish_checkpoint,
    run,
    sha256,
    small_checkpoint,
    write_small,
)


def _folder(path: Path, files: dict[str, bytes] = FILES) -> Path:
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def test_a_known_folder_gets_its_published_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, "base", FILES)
    source = _folder(tmp_path / "copied from another computer")
    events = list(import_(source, tmp_path / "models"))
    assert any(isinstance(e, Progress) for e in events)
    assert find("base", tmp_path / "models").form is Form.CT2
    assert all(f.ok for f in verify(tmp_path / "models"))


def test_a_wrong_byte_is_refused_with_both_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, "base", FILES)
    wrong = FILES["model.bin"][:-1] + b"!"
    source = _folder(tmp_path / "x", {**FILES, "model.bin": wrong})
    with pytest.raises(ModelDamaged) as caught:
        run(import_(source, tmp_path / "models"))
    assert (caught.value.expected, caught.value.actual) == (sha256(FILES["model.bin"]), sha256(wrong))
    assert installed(tmp_path / "models") == []
    assert not leftovers(tmp_path / "models")


def test_a_wrong_tokenizer_beside_known_weights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(monkeypatch, "base", FILES)
    with pytest.raises(ModelDamaged) as caught:
        run(import_(_folder(tmp_path / "x", {**FILES, "tokenizer.json": b"other"}), tmp_path / "models"))
    assert caught.value.name == "tokenizer.json"
    missing = {k: v for k, v in FILES.items() if k != "vocabulary.txt"}
    with pytest.raises(ModelError):
        run(import_(_folder(tmp_path / "y", missing), tmp_path / "models"))


def test_a_damaged_checkpoint_of_a_known_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_small(tmp_path / "base.pt")
    with pytest.raises(ModelDamaged):
        run(import_(path, tmp_path / "models"))
    publish_checkpoint(monkeypatch, "base", path.read_bytes())
    found = run(import_(path.rename(tmp_path / "renamed.pt"), tmp_path / "models"))
    assert (found.name, found.form) == ("base", Form.OPENAI)
    assert found.weights.is_file()


def test_other_weights_become_custom(tmp_path: Path) -> None:
    path = write_small(tmp_path / "ours.pt")
    found = run(import_(path, tmp_path / "models"))
    assert found.name == f"custom-{sha256(path.read_bytes())[:8]}"
    named = run(import_(path, tmp_path / "models", "ours"))
    assert find("ours", tmp_path / "models") == named
    assert all(f.ok for f in verify(tmp_path / "models"))


def test_weights_trained_further_keep_their_size_under_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "trained"
    source.mkdir()
    convert.to_folder(small_checkpoint(), ((0, 0),), source)
    same_size = b"0" * (source / "model.bin").stat().st_size
    publish(monkeypatch, "base", {**FILES, "model.bin": same_size})
    with pytest.raises(ModelDamaged):
        run(import_(source, tmp_path / "models"))
    found = run(import_(source, tmp_path / "models", "trained"))
    assert (found.name, found.form) == ("trained", Form.CT2)


@pytest.mark.parametrize("name", ["base", "../up", "", "with space", "a" * 80])
def test_names_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        run(import_(write_small(tmp_path / "ours.pt"), tmp_path / "models", name))


def test_things_that_are_no_weights(tmp_path: Path) -> None:
    (tmp_path / "notes.pt").write_text("not weights")
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "notes.pt", tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(ModelError):
            run(import_(path, tmp_path / "models"))
    source = _folder(tmp_path / "noise", {**FILES, "model.bin": b"noise" * 1000})
    with pytest.raises(ModelError):
        run(import_(source, tmp_path / "models"))
    assert installed(tmp_path / "models") == []


def test_a_zip_of_a_folder_or_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(monkeypatch, "base", FILES)
    with zipfile.ZipFile(tmp_path / "base.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(f"faster-whisper-base/{name}", content)
        archive.writestr("faster-whisper-base/README.md", "read me")
    found = run(import_(tmp_path / "base.zip", tmp_path / "models"))
    assert found.name == "base"
    assert not (found.folder / "README.md").exists()
    checkpoint = write_small(tmp_path / "ours.pt")
    with zipfile.ZipFile(tmp_path / "ours.zip", "w") as archive:
        archive.write(checkpoint, "ours.pt")
    assert run(import_(tmp_path / "ours.zip", tmp_path / "models")).form is Form.OPENAI
    assert not leftovers(tmp_path / "models")


@pytest.mark.parametrize(
    "name", ["../model.bin", "/model.bin", "a/../../model.bin", "..\\model.bin", "C:model.bin"]
)
def test_a_zip_that_points_outside_itself_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "trap.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(ModelError):
        run(import_(path, tmp_path / "models"))
    assert [p.name for p in tmp_path.iterdir() if p.name != "models"] == ["trap.zip"]


def test_a_zip_with_two_models_or_damage_is_refused(tmp_path: Path) -> None:
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a/model.bin", b"1")
        archive.writestr("b/model.bin", b"2")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ModelError):
        run(unpack(two, out))
    content = bytearray(two.read_bytes())
    content[35] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(ModelError):
        run(import_(tmp_path / "bad.zip", tmp_path / "models"))


def test_closing_an_import_leaves_nothing(tmp_path: Path) -> None:
    job = import_(write_small(tmp_path / "ours.pt"), tmp_path / "models")
    next(job)
    job.close()
    assert installed(tmp_path / "models") == []
    assert not leftovers(tmp_path / "models")
