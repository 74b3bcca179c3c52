"""Tables that are damaged, hostile or no tables."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qcdesk.errors import TableError
from qcdesk.intake import sheet, table
from qcdesk.intake.table import Table, read_table


def _read(tmp_path: Path, content: str | bytes, name: str = "calls.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path)


def _lines(found: Table) -> list[tuple[int, bool]]:
    return [(problem.line, problem.kept) for problem in found.problems]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf\r\n\r\n",
        b"\0" * 5000,
        b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(256)) * 20,
        os.urandom(20000),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        b"<html><table><tr><td>file</td></tr></table></html>",
        b"PK\x03\x04 broken",
        "менеджер;комментарий\nОлег;привет\n".encode(),
        "телефон_клиента;менеджер\n79990000007;Олег\n".encode(),
        b"just one line of words",
        ("file;" * 10_000).encode() + b"\na.wav\n",
        b'file;comment\na.wav;"' + b"x" * 200_000,
        "файл;ид\n".encode("utf-16-le")[1:] * 40,
    ],
    ids=[
        "empty",
        "blank lines",
        "zeros",
        "sound",
        "noise",
        "old xls",
        "html",
        "broken zip",
        "no file column",
        "phone without time",
        "words",
        "10000 columns",
        "open quote",
        "half letters",
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TableError) as refused:
        _read(tmp_path, content)
    assert refused.value.subject.endswith("calls.csv")
    assert refused.value.reason
    assert refused.value.remedy


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv", tmp_path / ("x" * 300)):
        with pytest.raises(TableError):
            read_table(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.write(b"file\n")
        stream.truncate(sheet.MAX_BYTES + 1)
    with pytest.raises(TableError):
        read_table(path)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    with pytest.raises(TableError):
        _read(tmp_path, "file\n" + "".join(f"{n}.wav\n" for n in range(5)))


@pytest.mark.parametrize("members", [["a.csv", "b.csv"], ["a.wav"], []])
def test_an_archive_of_other_things_is_refused(tmp_path: Path, members: list[str]) -> None:
    path = tmp_path / "calls.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for member in members:
            packed.writestr(member, "file\na.wav\n")
    with pytest.raises(TableError):
        read_table(path)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<nonsense")
        packed.writestr("xl/workbook.xml", "<nonsense")
    with pytest.raises(TableError):
        read_table(path)


def test_repeated_rows_are_told_and_the_first_counts(tmp_path: Path) -> None:
    found = _read(tmp_path, "file;manager\na.wav;Олег\nA.WAV;Анна\nb.wav;Олег\n")
    assert [(row.file, row.facts.sales_manager) for row in found.rows] == [
        ("a.wav", "Олег"),
        ("b.wav", "Олег"),
    ]
    assert _lines(found) == [(3, False)]


def test_an_impossible_date_keeps_the_row(tmp_path: Path) -> None:
    found = _read(tmp_path, "file;дата_время;менеджер\na.wav;31.02.2026 10:00;Олег\n")
    assert _lines(found) == [(2, True)]
    assert (found.rows[0].facts.started_at, found.rows[0].facts.sales_manager) == (None, "Олег")


def test_rows_of_another_width_are_told(tmp_path: Path) -> None:
    found = _read(tmp_path, "file;manager;comment\na.wav;Олег\nb.wav;Анна;x;лишнее\nc.wav;Пётр;y;;\n")
    assert [row.facts.sales_manager for row in found.rows] == ["Олег", "Анна", "Пётр"]
    assert _lines(found) == [(2, True), (3, True)]


def test_zero_bytes_are_removed_and_told(tmp_path: Path) -> None:
    found = _read(tmp_path, "file;manager\na.wav;Ол\0ег\n")
    assert found.rows[0].facts.sales_manager == "Олег"
    assert _lines(found) == [(2, True)]


def test_formulas_stay_text(tmp_path: Path) -> None:
    attack = "=cmd|' /C calc'!A0"
    found = _read(tmp_path, f'file;manager;comment\na.wav;"{attack}";@SUM(1)\n')
    assert (found.rows[0].facts.sales_manager, found.rows[0].facts.comment) == (attack, "@SUM(1)")


def test_rows_without_any_trace_of_a_recording_are_left_out(tmp_path: Path) -> None:
    found = _read(
        tmp_path, "file;телефон;дата\n;79990000007;\n;;\nИтого: 2;;\n;79990000007;2026-10-05 10:00\n"
    )
    assert [row.line for row in found.rows] == [4, 5]
    assert _lines(found) == [(2, False)]


def test_unknown_words_are_told_and_the_row_kept(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "file;направление;роль;тип_лида;длительность;сумма\na.wav;вбок;повар;синий;долго;много\n",
    )
    assert len(found.problems) == 5
    assert all(problem.kept for problem in found.problems)
    assert found.rows[0].file == "a.wav"


def test_a_number_that_a_spreadsheet_rounded_is_told(tmp_path: Path) -> None:
    found = _read(tmp_path, 'file;телефон\na.wav;"7,99900E+10"\n')
    assert found.rows[0].facts.client_phone is None
    assert _lines(found) == [(2, True)]


def test_one_broken_byte_does_not_turn_utf8_into_another_alphabet(tmp_path: Path) -> None:
    text = "файл;менеджер;комментарий\na.wav;Олег Тарасов;привет всем и каждому\n".encode()
    found = _read(tmp_path, text[:-2] + b"\xd0\n")
    assert found.rows[0].facts.sales_manager == "Олег Тарасов"
    assert _lines(found) == [(2, True)]


def test_unknown_headings_are_listed(tmp_path: Path) -> None:
    assert _read(tmp_path, "file;Погода;\na.wav;дождь;\n").unknown_columns == ("Погода",)


def test_an_unclosed_quote_over_many_rows_is_told(tmp_path: Path) -> None:
    rows = "".join(f"{n}.wav;x\n" for n in range(60))
    found = _read(tmp_path, 'file;comment\na.wav;"oops\n' + rows)
    assert found.problems


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("file\na.wav\n")
    original: Callable[..., object] = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self == path:
            raise PermissionError(13, "denied")
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(TableError):
        read_table(path)
