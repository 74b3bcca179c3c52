"""Finding a checklist by its id, and comparing versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.checklists import find, from_json, shelf, shipped, to_json
from qcdesk.checklists.differences import version_differences
from qcdesk.checklists.reading import read_checklist
from qcdesk.domain.checklist import Checklist, Criterion, Section, Zones, content_hash
from qcdesk.errors import ChecklistError, NotFound
from qcdesk.paths import shipped_checklists

OWN = """\
id: {id}
title: {title}
sections:
  - {{id: A, title: A, criteria: [{{id: A1, title: x, answer: yes_no}}]}}
"""


def put(folder: Path, name: str, id: str, title: str = "Свой") -> None:
    (folder / name).write_text(OWN.format(id=id, title=title), "utf-8")


def test_the_departments_own_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "any name.yml", "zvonar_v1")
    assert find("zvonar_v1", [tmp_path]).title.ru == "Свой"
    assert find("zvonar_v1", [tmp_path / "missing"]) == find("zvonar_v1", [])


def test_the_first_folder_wins(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, "own.yaml", "own", name)
    assert find("own", [tmp_path / "two", tmp_path / "one"]).title.ru == "two"


def test_an_unknown_id_is_not_found(tmp_path: Path) -> None:
    put(tmp_path, "own.yaml", "own")
    with pytest.raises(NotFound) as caught:
        find("other", [tmp_path])
    assert caught.value.subject == "other"
    assert all(name in caught.value.remedy for name in ("own", *(c.id for c in shipped())))


def test_a_broken_file_hides_only_its_own_id(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: [", "utf-8")
    put(tmp_path, "own.yaml", "own")
    assert find("own", [tmp_path]).id == "own"
    with pytest.raises(ChecklistError):
        find("broken", [tmp_path])


def test_shipped_ones_are_in_order_and_each_is_a_file() -> None:
    ids = [c.id for c in shipped()]
    assert ids == sorted(ids)
    assert all((shipped_checklists() / f"{name}.yaml").is_file() for name in ids)


def test_the_same_version_has_no_differences() -> None:
    for checklist in shipped():
        assert version_differences(checklist, from_json(to_json(checklist))) == ()


def test_differences_name_what_changed() -> None:
    old = find("zvonar_v1", [])
    first: Section = old.sections[0]
    heavier: Criterion = replace(first.criteria[0], weight=9.0)
    added = replace(first.criteria[1], id="A9")
    section = replace(first, weight=29.0, criteria=(heavier, *first.criteria[2:], added))
    new = replace(old, sections=(section, *old.sections[1:]), zones=Zones(90, 80))
    found = {(d.what, d.id): (d.old, d.new) for d in version_differences(old, new)}
    assert found == {
        ("zones", "zvonar_v1"): (old.zones, Zones(90, 80)),
        ("weight", "A"): (23.0, 29.0),
        ("weight", "A1"): (3.0, 9.0),
        ("added", "A9"): (None, added.title),
        ("removed", "A2"): (first.criteria[1].title, None),
    }
    assert content_hash(old) != content_hash(new)


def test_a_file_that_is_taken_away_while_it_is_looked_for_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(path: Path) -> Checklist:
        path.unlink()
        return read_checklist(path)

    put(tmp_path, "zvonar_v1.yaml", "zvonar_v1")
    monkeypatch.setattr(shelf, "read_checklist", too_late)
    assert find("zvonar_v1", [tmp_path]) in shipped()
