"""Recordings among real files and folders of every awkward kind."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

from qcdesk.errors import ArchiveError, InputError
from qcdesk.intake.discover import Failure, Found, discover
from qcdesk.intake.hashing import sha256_of
from qcdesk.intake.longpaths import unlimited

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX systems")


def _touch(path: Path, content: bytes = b"sound") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _search(*paths: Path, unpack_to: Path) -> tuple[list[Path], list[Failure], int]:
    search = discover(paths, unpack_to)
    found: list[Path] = []
    failures: list[Failure] = []
    while True:
        try:
            item = next(search)
        except StopIteration as ended:
            return found, failures, ended.value
        if isinstance(item, Found):
            found.append(item.path)
        else:
            failures.append(item)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    return folder


@pytest.fixture
def unpack_to(tmp_path: Path) -> Path:
    return tmp_path / "home" / "unpacked"


def test_folders_are_searched_in_order_and_other_files_counted(calls: Path, unpack_to: Path) -> None:
    wanted = [
        _touch(calls / name)
        for name in ("1.wav", "Б.MP3", "без окончания", "a/2.ogg", "a/b/3.xyz", "c/4.wav")
    ]
    for name in (
        "calls.csv",
        "photo.JPG",
        "Thumbs.db",
        ".hidden.wav",
        ".git/x.wav",
        "~$x.docx",
        "__MACOSX/y.wav",
    ):
        _touch(calls / name)
    found, failures, skipped = _search(calls, unpack_to=unpack_to)
    assert found == [
        calls / n for n in ("1.wav", "Б.MP3", "без окончания", "a/2.ogg", "a/b/3.xyz", "c/4.wav")
    ]
    assert set(found) == set(wanted)
    assert not failures
    assert skipped == 7
    assert _search(calls, unpack_to=unpack_to) == (found, failures, skipped)


def test_a_file_named_itself_is_always_given(calls: Path, unpack_to: Path) -> None:
    files = [_touch(calls / name) for name in ("x.csv", ".hidden", "photo.jpg")]
    assert _search(*files, unpack_to=unpack_to) == (files, [], 0)


def test_empty_files_and_folders_named_like_files(calls: Path, unpack_to: Path) -> None:
    empty = _touch(calls / "empty.wav", b"")
    inner = _touch(calls / "folder.wav" / "1.wav")
    assert _search(calls, unpack_to=unpack_to)[0] == [empty, inner]


def test_the_same_file_is_given_once(calls: Path, unpack_to: Path) -> None:
    one = _touch(calls / "1.wav")
    assert _search(one, calls, calls, one, unpack_to=unpack_to)[0] == [one]


def test_what_is_missing_fails_and_the_rest_is_found(calls: Path, unpack_to: Path) -> None:
    one = _touch(calls / "1.wav")
    found, failures, _skipped = _search(calls / "absent", one, unpack_to=unpack_to)
    assert found == [one]
    assert [failure.path for failure in failures] == [calls / "absent"]
    assert isinstance(failures[0].error, InputError)


@posix
def test_awkward_names(calls: Path, unpack_to: Path) -> None:
    names = [
        "line\nbreak.wav",
        "😀.wav",
        "-rf.wav",
        "  spaces .wav",
        "'\"$(x).wav",
        "й.wav",
        os.fsdecode(b"\xff\xfe.wav"),
    ]
    for name in names:
        _touch(calls / name)
    found, failures, _skipped = _search(calls, unpack_to=unpack_to)
    assert {path.name for path in found} == set(names)
    assert not failures
    assert {sha256_of(path) for path in found} == {hashlib.sha256(b"sound").hexdigest()}


@posix
def test_links_in_circles_and_outwards(calls: Path, unpack_to: Path, tmp_path: Path) -> None:
    inside = _touch(calls / "a" / "1.wav")
    outside = _touch(tmp_path / "elsewhere" / "2.wav")
    (calls / "a" / "back").symlink_to(calls)
    (calls / "a" / "self").symlink_to("self")
    (calls / "again").symlink_to(calls / "a")
    (calls / "out").symlink_to(outside.parent)
    (calls / "broken.wav").symlink_to(tmp_path / "nowhere")
    (calls / "twice.wav").symlink_to(inside)
    found, failures, _skipped = _search(calls, unpack_to=unpack_to)
    assert {path.resolve() for path in found} == {inside, outside}
    assert len(found) == 2
    assert {failure.path.name for failure in failures} == {"self", "broken.wav"}


@posix
def test_a_pipe_does_not_stop_the_search(calls: Path, unpack_to: Path) -> None:
    os.mkfifo(calls / "pipe.wav")
    one = _touch(calls / "z.wav")
    assert _search(calls, unpack_to=unpack_to) == ([one], [], 1)
    found, failures, _skipped = _search(calls / "pipe.wav", unpack_to=unpack_to)
    assert not found
    assert len(failures) == 1


def test_long_paths(calls: Path, unpack_to: Path) -> None:
    folder = calls
    for _level in range(6):
        folder = folder / ("папка " * 12)
    folder = Path(unlimited(str(folder)))
    one = _touch(folder / ("запись " * 15 + ".wav"))
    assert len(str(one)) > 500
    found, failures, _skipped = _search(calls, unpack_to=unpack_to)
    assert [path.name for path in found] == [one.name]
    assert not failures
    assert sha256_of(found[0]) == hashlib.sha256(b"sound").hexdigest()


@posix
def test_thousands_of_folders_deep(calls: Path, unpack_to: Path) -> None:
    folders = [calls]
    for _level in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    one = _touch(folders[-1] / "1.wav")
    try:
        assert _search(calls, unpack_to=unpack_to)[0] == [one]
    finally:
        # removed here, because the clean-up of temporary folders recurses
        one.unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()


def test_long_windows_paths_get_the_form_without_limit() -> None:
    long = "C:\\" + "x" * 300
    assert unlimited(long, "win32") == "\\\\?\\" + long
    assert unlimited("\\\\server\\share\\" + "x" * 300, "win32").startswith("\\\\?\\UNC\\server\\share\\")
    assert unlimited("\\\\?\\" + long, "win32") == "\\\\?\\" + long
    assert unlimited("C:\\x", "win32") == "C:\\x"
    assert unlimited(long, "linux") == long


def test_what_the_system_forbids_is_reported(
    calls: Path, unpack_to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, locked = _touch(calls / "1.wav"), _touch(calls / "2.wav")
    _touch(calls / "secret" / "3.wav")
    scandir, opened = os.scandir, Path.open

    def refuse_folder(path: Path) -> object:
        if Path(path).name == "secret":
            raise PermissionError(13, "denied")
        return scandir(path)

    def refuse_file(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == locked.name:
            raise PermissionError(13, "denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(Path, "open", refuse_file)
    found, failures, _skipped = _search(calls, unpack_to=unpack_to)
    assert found == [one]
    assert [failure.path.name for failure in failures] == ["2.wav", "secret"]


def test_archives_are_unpacked_where_they_stand(calls: Path, unpack_to: Path) -> None:
    archive = calls / "b.ZIP"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("1.wav", b"one")
        packed.writestr("list.csv", b"x")
    first, last = _touch(calls / "a.wav"), _touch(calls / "c.wav")
    found, failures, skipped = _search(calls, unpack_to=unpack_to)
    target = unpack_to / sha256_of(archive)[:16] / "1.wav"
    assert (found, failures, skipped) == ([first, target, last], [], 1)


def test_the_programs_own_folder_is_not_searched(calls: Path) -> None:
    with zipfile.ZipFile(calls / "a.zip", "w") as packed:
        packed.writestr("1.wav", b"one")
    own = calls / "unpacked"
    assert len(_search(calls, unpack_to=own)[0]) == 1
    assert len(_search(calls, unpack_to=own)[0]) == 1


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.gz"])
def test_other_archives_are_reported_and_not_passed_over(calls: Path, unpack_to: Path, name: str) -> None:
    _touch(calls / name)
    found, failures, _skipped = _search(calls, unpack_to=unpack_to)
    assert not found
    assert isinstance(failures[0].error, ArchiveError)
    assert failures[0].error.remedy


def test_hashes_are_of_the_content(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    assert sha256_of(_touch(tmp_path / "x.wav", content)) == hashlib.sha256(content).hexdigest()
    assert sha256_of(_touch(tmp_path / "empty.wav", b"")) == hashlib.sha256(b"").hexdigest()
    for wrong in (tmp_path, tmp_path / "absent", Path("\0")):
        with pytest.raises(InputError):
            sha256_of(wrong)
