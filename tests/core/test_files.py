"""Files are whole or absent, whoever holds the old one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from qcdesk.files import write_atomically


def test_a_file_that_is_held_for_a_moment_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    tries: list[Path] = []

    def replace(source: Path, to: Path) -> None:
        tries.append(to)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        source.replace(to)

    write_atomically(target, b"new", pause_s=0, replace=replace)
    assert target.read_bytes() == b"new"
    assert tries == [target] * 3


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    tries: list[Path] = []

    def replace(source: Path, to: Path) -> None:
        tries.append(to)
        raise PermissionError(errno.EACCES, "held")

    with pytest.raises(PermissionError):
        write_atomically(target, b"new", attempts=4, pause_s=0, replace=replace)
    assert len(tries) == 4
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]
    assert target.read_bytes() == b"old"


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a", b"")
