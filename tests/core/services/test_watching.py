"""A watched folder: what grows is waited for, what is whole is told of once."""

from __future__ import annotations

import os
from pathlib import Path

from qcdesk.services.watching import Watch


def test_a_file_is_told_of_when_it_stopped_growing_and_only_once(tmp_path: Path) -> None:
    watch, file = Watch(tmp_path), tmp_path / "call.wav"
    assert watch.look() == []
    file.write_bytes(b"RIFF")
    assert watch.look() == []
    file.write_bytes(b"RIFF and more")
    assert watch.look() == []
    assert watch.look() == [file]
    assert watch.look() == []
    os.utime(file, ns=(1, 1))
    assert watch.look() == []
    assert watch.look() == [file]


def test_folders_inside_are_looked_into_and_what_is_no_recording_is_left(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    for name in (
        "deep/er/call.OGG",
        "deep/pack.zip",
        "notes.txt",
        ".hidden.wav",
        "empty.wav",
        ".trash/old.wav",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if "empty" in name else b"sound")
    watch.look()
    assert [p.relative_to(tmp_path).as_posix() for p in watch.look()] == ["deep/er/call.OGG", "deep/pack.zip"]


def test_a_folder_that_went_away_is_no_error(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "nowhere")
    assert watch.look() == []
    assert watch.look() == []
    assert not watch.is_there
    watch.folder.mkdir()
    assert watch.is_there
