"""Bad input: the thing is named, the rest goes on, the exit code says so, nothing is lost, no traceback."""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import soundfile

from tests.conftest import RATE, tone, write_wav
from tests.core.cli.conftest import Program

pytestmark = pytest.mark.slow


def folder_of_trouble(folder: Path) -> Path:
    """One good call among everything that is none."""
    folder.mkdir()
    write_wav(folder / "out-+70000000001-101-20261005-101112-1.1.wav", tone(2.0))
    (folder / "empty.wav").write_bytes(b"")
    (folder / "page.mp3").write_text("<html><body>Log in</body></html>")
    (folder / "picture.wav").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "text.wav").write_text("просто текст")
    (folder / "list.wav").write_text(
        "ffconcat version 1.0\nfile out-+70000000001-101-20261005-101112-1.1.wav\n"
    )
    (folder / "stream.mp3").write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    write_wav(folder / "nan.wav", np.full(RATE, np.nan, np.float32), subtype="FLOAT")
    write_wav(folder / "one.wav", np.zeros(1, np.float32))
    write_wav(folder / "three.wav", np.zeros((RATE, 3), np.float32))
    whole = (folder / "out-+70000000001-101-20261005-101112-1.1.wav").read_bytes()
    (folder / "cut.wav").write_bytes(whole[:30])
    with zipfile.ZipFile(folder / "zip.wav", "w") as archive:
        archive.writestr("x.wav", whole)
    return folder


BAD = {
    f"{name}.wav" for name in ("empty", "picture", "text", "list", "nan", "one", "three", "cut", "zip")
} | {"page.mp3", "stream.mp3"}


def test_bad_files_fail_alone(qcdesk: Program, tmp_path: Path) -> None:
    ran = qcdesk("add", folder_of_trouble(tmp_path / "in"), "--json")
    assert ran.code == 1
    assert [Path(c["path"]).name for c in ran.json["added"]] == [
        "out-+70000000001-101-20261005-101112-1.1.wav"
    ]
    assert {Path(f["path"]).name for f in ran.json["failed"]} == BAD
    assert all(f["error"] for f in ran.json["failed"])
    assert qcdesk("calls", "--json").json["calls"][0]["state"] == "added"


def test_good_sound_of_unusual_form(qcdesk: Program, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_wav(folder / "hi.wav", tone(1.0, 440, 96000), 96000, "PCM_24")
    write_wav(folder / "lo.wav", tone(1.0, 450), RATE, "PCM_U8")
    garbage = folder / "garbage.mp3"
    soundfile.write(garbage, tone(5.0, 460), RATE, format="MP3")
    content = bytearray(garbage.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    garbage.write_bytes(content)
    ran = qcdesk("add", folder, "--json")
    assert ran.code == 0, ran.json["failed"]
    assert len(ran.json["added"]) == 3


@pytest.mark.parametrize(
    "name",
    [
        "-дефис.wav",
        "строка\nвторая.wav",
        "эмодзи 📞.wav",
        "=cmd|' ⁄C calc'!A0.wav",
        "<b>жирный<!b>.wav",
        f"{'длинное' * 12}.wav",
    ],
)
def test_odd_names(qcdesk: Program, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_wav(folder / name, tone(1.0))
    ran = qcdesk("add", folder, "--json")
    assert ran.code == 0, ran.err
    assert Path(ran.json["added"][0]["path"]).name == name
    assert qcdesk("calls").code == 0


def test_a_path_of_three_hundred_characters(qcdesk: Program, tmp_path: Path) -> None:
    folder = tmp_path
    for part in ("а" * 80, "б" * 80, "в" * 80):
        folder = folder / part
    folder.mkdir(parents=True)
    write_wav(folder / "call.wav", tone(1.0))
    assert qcdesk("add", tmp_path / ("а" * 80), "--json").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_folders_that_look_like_files_and_link_loops(qcdesk: Program, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "x.wav").mkdir(parents=True)
    write_wav(folder / "x.wav" / "inside.wav", tone(1.0))
    (folder / "x.wav" / "loop").symlink_to(folder)
    ran = qcdesk("add", folder, "--json")
    assert ran.code == 0
    assert [Path(c["path"]).name for c in ran.json["added"]] == ["inside.wav"]


def test_a_zip_never_writes_outside_its_folder(qcdesk: Program, tmp_path: Path) -> None:
    good = write_wav(tmp_path / "good.wav", tone(1.0)).read_bytes()
    with zipfile.ZipFile(tmp_path / "calls.zip", "w") as archive:
        archive.writestr("папка/звонок.wav", good)
        archive.writestr("../evil.wav", good)
    ran = qcdesk("add", tmp_path / "calls.zip", "--json")
    assert ran.code == 1
    assert len(ran.json["added"]) == 1
    assert Path(ran.json["added"][0]["path"]).is_relative_to(qcdesk.home)
    assert not list(tmp_path.glob("evil*"))
    assert len(ran.json["failed"]) == 1


def test_what_is_not_there(qcdesk: Program, tmp_path: Path) -> None:
    ran = qcdesk("add", tmp_path / "gone.wav", "--json")
    assert ran.code == 1
    assert ran.json["failed"][0]["path"].endswith("gone.wav")
    for line in (("show", "7"), ("score", "7"), ("hints", "7"), ("swap", "7"), ("transcribe", "7")):
        missing = qcdesk(*line, "--json")
        assert (missing.code, missing.json["type"]) == (2, "NotFound"), line


@pytest.mark.parametrize(
    "line",
    [
        ("nonsense",),
        ("show",),
        ("show", "seven"),
        ("transcribe",),
        ("report", "owner", "--period", "2026-13", "--to", "out"),
        ("report", "owner", "--period", "когда-нибудь", "--to", "out"),
        ("report", "manager", "--period", "2026-10", "--to", "out"),
        ("report", "owner", "--period", "0001-01", "--to", "out"),
        ("report", "owner", "--period", "9999-12", "--to", "out"),
        ("show", str(2**63)),
        ("transcribe", str(10**30)),
        ("exclude", "1"),
        ("doctor", "--anchor", "1:abc"),
        ("doctor", "--anchor", "0123456789abcdef0123"),
        ("settings", "set", "name_templates", "{nonsense}"),
        ("settings", "set", "unknown", "1"),
        ("settings", "set", "department_type", "9"),
        ("checklists", "show", "no_such"),
    ],
)
def test_wrong_usage_is_code_two(qcdesk: Program, line: tuple[str, ...]) -> None:
    assert qcdesk(*line).code == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)) * 10,
        b"a;b;c\n1;2;3\n",
        (";".join(f"c{i}" for i in range(10_000)) + "\n").encode(),
    ],
    ids=["empty", "binary", "no-known-column", "ten-thousand-columns"],
)
def test_bad_tables_stop_before_anything_is_added(qcdesk: Program, tmp_path: Path, content: bytes) -> None:
    write_wav(tmp_path / "call.wav", tone(1.0))
    table = tmp_path / "calls.csv"
    table.write_bytes(content)
    ran = qcdesk("add", tmp_path / "call.wav", "--table", table, "--json")
    assert ran.code == 1
    assert ran.json["type"] == "TableError"
    assert "calls.csv" in ran.err
    assert qcdesk("calls", "--json").json["calls"] == []


def test_a_table_with_bad_rows_is_used_as_far_as_it_goes(qcdesk: Program, tmp_path: Path) -> None:
    write_wav(tmp_path / "one.wav", tone(1.0))
    write_wav(tmp_path / "two.wav", tone(1.0, 500))
    table = tmp_path / "calls.csv"
    rows = [
        "файл;дата_время;менеджер;телефон_клиента",
        "one.wav;05.10.2026 10:00:00;=cmd|' /C calc'!A0;+7 000 000-00-01",
        "two.wav;32.13.2026 99:99;<script>alert(1)</script>;+7 000 000-00-02",
        "two.wav;32.13.2026 99:99;<script>alert(1)</script>;+7 000 000-00-02",
        "gone.wav;05.10.2026 10:00:00;Никто;",
    ]
    table.write_bytes("\r\n".join(rows).encode("cp1251"))
    ran = qcdesk("add", tmp_path / "one.wav", tmp_path / "two.wav", "--table", table, "--json")
    assert ran.code == 0, ran.err
    managers = {Path(c["path"]).name: c["sales_manager"] for c in ran.json["added"]}
    assert managers == {"one.wav": "=cmd|' /C calc'!A0", "two.wav": "<script>alert(1)</script>"}
    assert ran.json["table"]["problems"]
    assert len(ran.json["table"]["unmatched"]) == 1


def test_a_table_overwrites_nothing_that_was_said(qcdesk: Program, tmp_path: Path) -> None:
    write_wav(tmp_path / "one.wav", tone(1.0))
    table = tmp_path / "calls.csv"
    table.write_text("файл;менеджер;клиент\none.wav;Олег Примерный;Пётр\n", "utf-8")
    line = ("add", tmp_path / "one.wav", "--table", table, "--json")
    assert qcdesk(*line).json["table"]["conflicts"] == []
    assert qcdesk("set", "1", "--manager", "Анна Примерная", "--by", "Проверяющий").code == 0
    again = qcdesk(*line)
    assert again.json["table"]["conflicts"] == [
        {"id": 1, "fact": "sales_manager", "kept": "Анна Примерная", "table": "Олег Примерный"}
    ]
    assert "Анна Примерная" in again.err
    assert qcdesk("show", "1", "--json").json["call"]["sales_manager"] == "Анна Примерная"


def test_a_printed_head_of_the_journal(qcdesk: Program) -> None:
    assert qcdesk("people", "Анна Примерная", "--extension", "101").code == 0
    (journal,) = (c for c in qcdesk("doctor", "--json").json["checks"] if c["check"] == "journal")
    head = re.findall(r"\b1:[0-9a-f]{16}", journal["found"])[0]
    verdicts = {
        anchor: next(
            c["verdict"]
            for c in qcdesk("doctor", "--anchor", anchor, "--json").json["checks"]
            if c["check"] == "journal"
        )
        for anchor in (head, head.upper(), "1:" + "0" * 16)
    }
    assert list(verdicts.values()) == ["ok", "ok", "failed"]


def test_silence_and_noise_are_counted_not_scored(qcdesk: Program, models: Path, tmp_path: Path) -> None:
    program = Program(qcdesk.home, models)
    noise = (0.05 * np.random.default_rng(1).standard_normal((RATE * 60, 2))).astype(np.float32)
    write_wav(tmp_path / "silence.wav", np.zeros((RATE * 180, 2), np.float32))
    write_wav(tmp_path / "noise.wav", noise)
    assert program("add", tmp_path / "silence.wav", tmp_path / "noise.wav").code == 0
    ran = program("transcribe", "--all", "--json")
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) == 2
    for call in program("calls", "--json").json["calls"]:
        assert call["exclusion"] == "no_speech"
        shown = program("show", str(call["id"]), "--json").json
        assert shown["turns"] == []
    assert program("hints", "1", "--checklist", "zvonar_v1", "--json").code == 0


def test_text_that_looks_like_code_stays_text_in_reports(
    qcdesk: Program, models: Path, samples_folder: Path, tmp_path: Path
) -> None:
    program = Program(qcdesk.home, models)
    recording = next(samples_folder.glob("external-*.ogg"))
    program("add", recording)
    program("transcribe", "--all")
    evil = '=HYPERLINK("http://x")<script>alert(1)</script>'
    assert program("set", "1", "--manager", evil, "--role", "sales", "--lead", "hot").code == 0
    answers = samples_folder / "answers" / f"{recording.stem}.yaml"
    assert program("review", "1", "--answers", answers, "--reviewer", evil).code == 0
    out = tmp_path / "out"
    files = program("report", "manager", "--all", "--period", "2026-10", "--to", out, "--json").json["files"]
    files += program("report", "owner", "--period", "2026-10", "--to", out, "--json").json["files"]
    for path in map(Path, files):
        assert path.parent == out
        if path.suffix == ".html":
            assert "<script" not in path.read_text("utf-8")
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            for sheet in book:
                assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_call_that_cannot_be_transcribed_has_an_object_with_its_error(
    qcdesk: Program, tmp_path: Path
) -> None:
    for name, hertz in (("good.wav", 440), ("gone.wav", 550)):
        write_wav(tmp_path / name, tone(2.0, hertz))
        assert qcdesk("add", tmp_path / name).code == 0
    (tmp_path / "gone.wav").unlink()
    ran = qcdesk("transcribe", "--all", "--engine", "fake", "--json")
    assert ran.code == 1
    good, gone = (json.loads(line) for line in ran.out.splitlines())
    assert good["engine"] == "fake"
    assert set(gone) == {"id", "error"}


def test_a_damaged_database_is_named_and_kept(qcdesk: Program) -> None:
    qcdesk.home.mkdir()
    database = qcdesk.home / "qcdesk.sqlite3"
    database.write_bytes(b"not a database at all" * 100)
    ran = qcdesk("calls", "--json")
    assert ran.code == 1
    assert ran.json["type"] == "DatabaseDamaged"
    assert database.read_bytes().startswith(b"not a database")
    assert qcdesk("doctor", "--json").code == 1


def test_help_and_version_in_both_languages(qcdesk: Program) -> None:
    assert "qcdesk 0" in qcdesk("--version").out
    english, russian = qcdesk("--help").out, qcdesk("--help", lang="ru").out
    assert english != russian
    assert "transcribe" in russian
