"""A checklist goes through Excel and YAML unchanged; what is wrong in a cell is said with the cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qcdesk.checklists import parse_checklist
from qcdesk.checklists.checking import check
from qcdesk.checklists.shelf import shipped
from qcdesk.checklists.workbook_form import ROWS, WHOLE, letters
from qcdesk.checklists.workbook_reading import read_workbook
from qcdesk.checklists.workbook_writing import write_workbook
from qcdesk.checklists.writing import to_plain, to_yaml
from qcdesk.domain.checklist import Checklist, content_hash
from qcdesk.errors import ChecklistError

ALL = {checklist.id: checklist for checklist in shipped()}
MANNERS = """\
id: own
title: {ru: "=1+1", en: "-2"}
applies_if: {role: [sales, universal], direction: [in]}
method: flat
bonus_capped: false
pass_rule: {mean_at_least: 3, critical_at_least: 2, required: [A2]}
sections:
  - id: A
    title: "@SUM(A1)"
    weight: 7
    gate: {id: A0, title: Был?, effects: {no: fatal_section}}
    criteria:
      - {id: A1, title: Да ли, answer: yes_no, weight: 2, effects: {no: {cap: 70}}, na: true, critical: true}
      - {id: A2, title: Шкала, answer: scale, top: 10, weight: 1, points: 4}
      - {id: A3, title: Счёт, answer: count, target: 3, weight: 1, bonus: true}
      - {id: A4, title: Текст, answer: text}
      - id: A5
        title: Выбор
        answer: choice
        options: [{id: a, title: А, fraction: 0.5}, {id: b, title: Б, fraction: 1}]
flags:
  - {id: R1, title: Грубость, effect: fatal}
"""


def _workbook(path: Path, checklist: Checklist) -> Path:
    path.write_bytes(write_workbook(checklist))
    return path


def _changed(path: Path, sheet: str, cell: str, value: object) -> Path:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(ChecklistError) as caught:
        read_workbook(path)
    assert caught.value.remedy
    return f"{caught.value.subject}: {caught.value.reason}"


@pytest.mark.parametrize("id", ALL)
def test_a_shipped_checklist_is_the_same_version_after_excel_and_after_yaml(tmp_path: Path, id: str) -> None:
    before = content_hash(ALL[id])
    assert content_hash(read_workbook(_workbook(tmp_path / "a.xlsx", ALL[id]))) == before
    assert content_hash(parse_checklist(to_yaml(to_plain(ALL[id])), "a.yaml")) == before


def test_every_kind_of_answer_and_rule_goes_through_excel_and_no_text_is_a_formula(tmp_path: Path) -> None:
    made = parse_checklist(MANNERS, "own.yaml")
    path = _workbook(tmp_path / "own.xlsx", made)
    assert content_hash(read_workbook(path)) == content_hash(made)
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert "=1+1" in {c.value for c in cells}
    assert {c.data_type for c in cells} <= {"s", "n"}


def test_headings_may_be_the_keys_of_the_yaml_form_and_sheets_may_be_english(tmp_path: Path) -> None:
    made = parse_checklist(MANNERS, "own.yaml")
    path = _workbook(tmp_path / "own.xlsx", made)
    book = openpyxl.load_workbook(path)
    book[WHOLE].title, book[ROWS].title = "Checklist", "Criteria"
    for cell in book["Criteria"][1]:
        cell.value = {"Строка": "row", "Код": "id", "Вес": "weight"}.get(cell.value, cell.value)
    book.save(path)
    assert content_hash(read_workbook(path)) == content_hash(made)


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        (ROWS, "E4", "много"),
        (ROWS, "E4", -3),
        (ROWS, "D4", "perhaps"),
        (ROWS, "F4", "может быть"),
        (ROWS, "K4", "no: sometimes"),
        (ROWS, "A4", "критерей"),
        (ROWS, "O8", "{"),
        (WHOLE, "B4", "sum"),
        (WHOLE, "B9", "role sales"),
    ],
)
def test_what_is_wrong_is_named_by_sheet_and_cell(
    tmp_path: Path, sheet: str, cell: str, value: object
) -> None:
    path = _workbook(tmp_path / "own.xlsx", parse_checklist(MANNERS, "own.yaml"))
    assert f"{sheet}!{cell}" in _refusal(_changed(path, sheet, cell, value))


def test_a_code_given_twice_names_the_second_row(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "own.xlsx", parse_checklist(MANNERS, "own.yaml"))
    told = _refusal(_changed(path, ROWS, "B5", "A1"))
    assert f"{ROWS}!B5" in told or f"{ROWS}!A5" in told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", "Критерии".encode()])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(content)
    assert "own.xlsx" in _refusal(path)
    assert "no.xlsx" in _refusal(tmp_path / "no.xlsx")


def test_a_workbook_of_something_else_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    assert WHOLE in _refusal(path)


def test_everything_wrong_in_a_checklist_being_edited_is_told_at_once() -> None:
    plain = to_plain(parse_checklist(MANNERS, "own.yaml"))
    plain["sections"][0]["criteria"][0]["weight"] = -1
    plain["sections"][0]["criteria"][1]["title"] = ""
    plain["zones"]["green"] = 10
    checked = check(plain)
    assert checked.checklist is None
    places = {where for where, _what in checked.problems}
    assert len(checked.problems) >= 2
    assert any("weight" in where for where in places)


def test_columns_are_lettered_as_a_spreadsheet_does() -> None:
    assert [letters(x) for x in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
