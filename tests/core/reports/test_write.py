from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from qcdesk.errors import ExportError, InputError
from qcdesk.reports.card import manager_card
from qcdesk.reports.export import FORMATS, write_manager_card, write_owner_report
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from qcdesk.reports.write import safe_file_name, write_report
from tests.core.reports.department import PYOTR


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "отчёт.html"
    target.write_bytes(b"old")
    assert write_report(target, b"new") == target
    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == ["отчёт.html"]


def test_a_held_file_gets_a_neighbour(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"held")
    tries: list[str] = []

    def replace(source: Path, to: Path) -> None:
        tries.append(to.name)
        if to.name in ("a.xlsx", "a (1).xlsx"):
            raise PermissionError(errno.EACCES, "held")
        source.replace(to)

    written = write_report(target, b"new", replace=replace)
    assert written.name == "a (2).xlsx"
    assert written.read_bytes() == b"new"
    assert target.read_bytes() == b"held"
    assert tries.count("a.xlsx") > 1
    assert len(_names(tmp_path)) == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, code: int) -> None:
    target = tmp_path / "a.html"
    target.write_bytes(b"old")

    def fail(source: Path, to: Path) -> None:
        raise OSError(code, os.strerror(code))

    with pytest.raises(ExportError):
        write_report(target, b"new", replace=fail)
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.html"]


def test_a_full_disk_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError):
        write_report(tmp_path / "a.html", b"x")
    assert _names(tmp_path) == []


def test_a_file_in_place_of_the_folder(tmp_path: Path, october: PeriodMaterial) -> None:
    (tmp_path / "reports").write_bytes(b"")
    with pytest.raises(ExportError):
        write_owner_report(owner_report(october, "ru"), tmp_path / "reports")
    with pytest.raises(ExportError):
        write_report(tmp_path / "missing" / "a.html", b"x")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_no_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError):
        write_report(tmp_path / "a.html", b"x")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Вымыслов Пётр.html", "Вымыслов Пётр.html"),
        ("a/b\\c:d.html", "a_b_c_d.html"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("con.html", "_con.html"),
        ("LPT1", "_LPT1"),
        ("console.html", "console.html"),
        (".hidden", "hidden"),
        ("a\nb\tc.xlsx", "a b c.xlsx"),
        ("name. . ", "name"),
        ("a\x00\u202eb.html", "ab.html"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


def test_long_names_keep_their_extension_and_fit_in_bytes() -> None:
    name = safe_file_name("я" * 300 + ".html")
    assert name.endswith("я.html")
    assert len(name.encode()) <= 200


def test_names_that_collapse_get_numbers() -> None:
    first = safe_file_name("A?.html")
    second = safe_file_name("a*.html", [first])
    third = safe_file_name("a:.html", [first, second])
    assert len({n.casefold() for n in (first, second, third)}) == 3
    assert second == "a_ (2).html"


def test_unknown_formats_are_refused(october: PeriodMaterial, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_manager_card(manager_card(october, PYOTR, "ru"), tmp_path, ["docx"])


def test_a_second_export_replaces_the_first(october: PeriodMaterial, tmp_path: Path) -> None:
    card = manager_card(october, PYOTR, "ru")
    assert write_manager_card(card, tmp_path) == write_manager_card(card, tmp_path)
    assert len(_names(tmp_path)) == len(FORMATS)
