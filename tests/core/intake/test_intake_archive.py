"""ZIPs of recordings, honest and hostile."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from qcdesk.errors import ArchiveError
from qcdesk.intake import archive
from qcdesk.intake.archive import unpack
from qcdesk.intake.discover import Failure, Found
from qcdesk.intake.hashing import sha256_of


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path


def _unpack(path: Path) -> tuple[list[Path], list[Failure], int]:
    found: list[Path] = []
    failures: list[Failure] = []
    unpacking = unpack(path, path.parent / "unpacked")
    while True:
        try:
            item = next(unpacking)
        except StopIteration as ended:
            return found, failures, ended.value
        if isinstance(item, Found):
            assert item.origin == path
            found.append(item.path)
        else:
            assert isinstance(item.error, ArchiveError)
            failures.append(item)


def _target(path: Path) -> Path:
    return path.parent / "unpacked" / sha256_of(path)[:16]


def _relative(path: Path, found: list[Path]) -> list[str]:
    return [file.relative_to(_target(path)).as_posix() for file in found]


def test_recordings_are_unpacked_in_order_and_the_rest_counted(tmp_path: Path) -> None:
    entries = {
        "b/2.wav": b"two",
        "a.wav": b"one",
        "list.csv": b"x",
        ".DS_Store": b"",
        "__MACOSX/._a.wav": b"x",
        "0.wav": b"",
    }
    path = _zip(tmp_path / "calls.zip", entries)
    before = path.read_bytes()
    found, failures, skipped = _unpack(path)
    assert _relative(path, found) == ["0.wav", "a.wav", "b/2.wav"]
    assert [file.read_bytes() for file in found] == [b"", b"one", b"two"]
    assert (failures, skipped) == ([], 3)
    assert path.read_bytes() == before


def test_a_second_time_nothing_is_written_again(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"a.wav": b"one"})
    (first,) = _unpack(path)[0]
    written = first.stat().st_ino
    assert _unpack(path)[0] == [first]
    assert first.stat().st_ino == written


def test_the_entrys_own_time_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "calls.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(zipfile.ZipInfo("a.wav", (2026, 10, 5, 10, 12, 40)), b"one")
        packed.writestr(zipfile.ZipInfo("b.wav", (1980, 0, 0, 0, 0, 0)), b"two")
    first, second = _unpack(path)[0]
    assert datetime.fromtimestamp(first.stat().st_mtime) == datetime(2026, 10, 5, 10, 12, 40)
    assert second.read_bytes() == b"two"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.wav",
        "a/../../evil.wav",
        "/etc/evil.wav",
        "..\\evil.wav",
        "C:\\evil.wav",
        "\\\\host\\s\\e.wav",
    ],
)
def test_names_that_lead_out_are_refused_and_the_rest_taken(tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path / "calls.zip", {name: b"evil", "good.wav": b"good"})
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["good.wav"]
    assert len(failures) == 1
    assert {file.name for file in tmp_path.rglob("*") if file.is_file()} == {"calls.zip", "good.wav"}


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, kind in (
            ("link.wav", stat.S_IFLNK),
            ("pipe.wav", stat.S_IFIFO),
            ("plain.wav", stat.S_IFREG),
        ):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            packed.writestr(info, b"/etc/passwd")
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["plain.wav"]
    assert len(failures) == 2


def test_archives_inside_are_not_opened(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "inner.zip", {"a.wav": b"one"}).read_bytes()
    path = _zip(tmp_path / "calls.zip", {"inner.zip": inner, "x.rar": b"r", "b.wav": b"two"})
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["b.wav"]
    assert len(failures) == 2


def test_locked_entries_are_one_failure_with_advice(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"a.wav": b"one", "b.wav": b"two", "c.wav": b"three"})
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        for _entry in range(2):
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    path.write_bytes(content)
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["c.wav"]
    assert len(failures) == 1
    assert failures[0].error.remedy


def test_a_bomb_is_refused_and_silence_of_usual_size_is_not(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"bomb.wav": bytes(11 * 1024**2), "silence.wav": bytes(1024**2)})
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["silence.wav"]
    assert len(failures) == 1


def test_limits_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _zip(tmp_path / "calls.zip", {f"{n}.wav": os.urandom(10) for n in range(10)})
    for limit, value in (("MAX_ENTRIES", 9), ("MAX_UNPACKED_BYTES", 99), ("_SPARE_BYTES", 1 << 62)):
        with monkeypatch.context() as lowered:
            lowered.setattr(archive, limit, value)
            found, failures, _skipped = _unpack(path)
        assert (found, len(failures)) == ([], 1), limit
    assert len(_unpack(path)[0]) == 10


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"a.wav": os.urandom(5000)})
    with zipfile.ZipFile(path) as packed:
        offset = packed.start_dir
    content = path.read_bytes()
    end = content.index(b"PK\x05\x06")
    directory = content[offset:end]
    many = directory + directory.replace(b"a.wav", b"b.wav")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(many), offset, 0)
    path.write_bytes(content[:offset] + many + tail)
    found, failures, _skipped = _unpack(path)
    assert not found
    assert len(failures) == 1


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
def test_russian_names_without_a_mark(tmp_path: Path, encoding: str) -> None:
    name = "Папка/Звонок клиенту Ёлкину №5.wav" if encoding != "cp866" else "Папка/Звонок клиенту.wav"
    raw = name.encode(encoding)
    path = _zip(tmp_path / "calls.zip", {"x" * len(raw): b"one"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == [name]
    assert not failures


def test_the_unicode_name_field_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "calls.zip"
    told = "Звонок 😀.wav".encode()
    body = struct.pack("<BI", 1, zlib.crc32(b"a.wav")) + told
    info = zipfile.ZipInfo("a.wav")
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(info, b"one")
    assert _relative(path, _unpack(path)[0]) == ["Звонок 😀.wav"]


def test_long_and_forbidden_names_are_made_fit_and_stay_apart(tmp_path: Path) -> None:
    long = "я" * 200
    entries = {
        f"{long}1.wav": b"1",
        f"{long}2.wav": b"2",
        "CON.wav": b"3",
        'ab:c?"d".wav': b"4",
        "x/" * 500 + "deep.wav": b"5",
        "Same.wav": b"6",
        "same.wav": b"7",
        "line\nbreak.wav": b"8",
    }
    path = _zip(tmp_path / "calls.zip", entries)
    found, failures, _skipped = _unpack(path)
    assert not failures
    assert sorted(file.read_bytes() for file in found) == sorted(entries.values())
    assert len({str(file).casefold() for file in found}) == len(entries)
    for file in found:
        assert file.suffix == ".wav"
        assert len(file.name.encode()) <= 180
        assert not set('<>:"|?*\n') & set(file.name)


def test_damage_hits_one_entry_only(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"a.wav": os.urandom(5000), "b.wav": b"two"})
    content = bytearray(path.read_bytes())
    content[1000] ^= 0xFF
    path.write_bytes(content)
    found, failures, _skipped = _unpack(path)
    assert _relative(path, found) == ["b.wav"]
    assert len(failures) == 1
    assert {file.name for file in _target(path).iterdir()} == {"b.wav"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all"])
def test_what_is_no_archive_is_one_failure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "calls.zip"
    path.write_bytes(content)
    found, failures, _skipped = _unpack(path)
    assert (found, [failure.path for failure in failures]) == ([], [path])


def test_a_search_that_is_stopped_leaves_no_half_files(tmp_path: Path) -> None:
    path = _zip(tmp_path / "calls.zip", {"a.wav": b"one", "b.wav": b"two"})
    unpacking = unpack(path, tmp_path / "unpacked")
    next(unpacking)
    unpacking.close()
    assert {file.name for file in _target(path).iterdir()} == {"a.wav"}
