"""Product cards and scripts from XLSX, DOCX and text, also such as nobody should hand in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from qcdesk.domain.script import Stage
from qcdesk.errors import TableError
from qcdesk.intake.product.cards import LONGEST, read_cards
from qcdesk.intake.product.script import read_script
from qcdesk.intake.product.source import read_source, text_source

HEAD = ("Код", "Свойство (факт)", "Польза", "Выгода", "Эмоция", "Потребность", "Возражение")
ROW = ("A1", "Пять камер", "Держит тепло", "Меньше платите", "Спокойно", "холодно", "дорого")


def book(path: Path, *rows: tuple[object, ...], more: tuple[tuple[object, ...], ...] = ()) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if more:
        sheet = made.create_sheet("Причины")
        for row in more:
            sheet.append(row)
    made.save(path)
    return path


def test_s18_a_table_and_a_list_from_two_sheets(tmp_path):
    reasons = (("№", "Причина", "Возражение", "Код СПВЭ"), (7, "Замер бесплатный", "дорого", "A1"))
    read = read_cards(read_source(book(tmp_path / "a.xlsx", ("Окна",), HEAD, ROW, more=reasons)))
    (row,), (reason,) = read.rows, read.reasons
    assert (row.code, row.feature, row.use, row.gain) == ROW[:4]
    assert (row.emotion, row.need, row.objection) == ROW[4:]
    assert (reason.number, reason.text, reason.objection, reason.row) == (
        7,
        "Замер бесплатный",
        "дорого",
        "A1",
    )


def test_s18_columns_may_be_the_four_letters(tmp_path):
    read = read_cards(read_source(book(tmp_path / "a.xlsx", tuple("СПВЭ"), ("а1", "б1", "в1", "г1"))))
    assert [(r.feature, r.use, r.gain, r.emotion) for r in read.rows] == [("а1", "б1", "в1", "г1")]


def test_s18_a_word_document_with_a_table_and_one_with_a_list(tmp_path):
    made = docx.Document()
    made.add_heading("Карточка", 1)
    table = made.add_table(rows=0, cols=4)
    for line in (("Свойство", "Польза", "Выгода", "Эмоция"), ("Пять камер", "Тепло", "Дешевле", "Покой")):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    made.save(tmp_path / "t.docx")
    (row,) = read_cards(read_source(tmp_path / "t.docx")).rows
    assert (row.feature, row.use, row.gain, row.emotion) == ("Пять камер", "Тепло", "Дешевле", "Покой")
    made = docx.Document()
    made.add_heading("100 причин купить", 1)
    made.add_paragraph("Замер бесплатный", style="List Number")
    made.add_paragraph("Рассрочка", style="List Number")
    made.save(tmp_path / "l.docx")
    assert [r.text for r in read_cards(read_source(tmp_path / "l.docx")).reasons] == [
        "Замер бесплатный",
        "Рассрочка",
    ]


def test_s18_reasons_in_lines_keep_their_numbers():
    read = read_cards(text_source("100 причин купить\n1. Тепло\n2) Тихо\n\n17 - Дёшево\n", "x"))
    assert [(r.number, r.text) for r in read.reasons] == [(1, "Тепло"), (2, "Тихо"), (17, "Дёшево")]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_a_pasted_table_is_a_table(mark):
    text = mark.join(HEAD) + "\n" + mark.join(ROW)
    (row,) = read_cards(text_source(text, "x")).rows
    assert row.objection == "дорого"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_text_of_any_usual_encoding(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("1. Тёплый дом\n".encode(encoding))
    assert read_cards(read_source(path)).reasons[0].text == "Тёплый дом"


def test_a_formula_is_never_computed_nor_kept(tmp_path):
    path = book(
        tmp_path / "a.xlsx", ("Свойство", "Польза"), ("=1+1", "тепло"), ("Пять камер", '=HYPERLINK("x")')
    )
    read = read_cards(read_source(path))
    assert [(r.feature, r.use) for r in read.rows] == [("Пять камер", "")]
    assert [r.line for r in read.remarks] == [2]


def test_rows_that_cannot_be_taken_are_told_and_the_others_taken(tmp_path):
    rows = (HEAD, ("A1", "", "тепло"), ("A2", "я" * (LONGEST + 1), "тепло"), (None,) * 7, ROW)
    read = read_cards(read_source(book(tmp_path / "a.xlsx", *rows)))
    assert len(read.rows) == 1
    assert [remark.line for remark in read.remarks] == [2, 3]


def test_hidden_characters_are_dropped():
    (reason,) = read_cards(text_source("1. Те\u202eпло\x07 зимой\u200b\n", "x")).reasons
    assert reason.text == "Тепло зимой"


def damaged(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.txt"])
@pytest.mark.parametrize(
    "content", [b"", b"   \n\n", b"PK\x03\x04rubbish", b"\0\1\2", b"\xd0\xcf\x11\xe0old", b"\xff\xfe"]
)
def test_empty_damaged_and_binary_files_are_refused(tmp_path, name, content):
    path = damaged(tmp_path / name, content)
    for read in (read_cards, read_script):
        with pytest.raises(TableError) as refused:
            read(read_source(path))
        assert refused.value.remedy


def test_a_zip_of_something_else_is_refused(tmp_path):
    for member in ("photo.jpg", "[Content_Types].xml"):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(member, b"rubbish")
        with pytest.raises(TableError):
            read_source(path)


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml"])
@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"]
)
def test_a_zip_that_only_looks_like_a_document_is_refused(tmp_path, member, content):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr(member, content)
    with pytest.raises(TableError):
        read_cards(read_source(path))


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (301 * 1024**2))
    with pytest.raises(TableError):
        read_source(path)


def test_wrong_columns_are_named(tmp_path):
    path = book(tmp_path / "a.xlsx", ("Дата", "Сумма"), ("1.1.2026", 5))
    with pytest.raises(TableError) as refused:
        read_cards(read_source(path))
    assert "Дата" in refused.value.reason


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.xlsx"):
        with pytest.raises(TableError):
            read_source(path)


SCRIPT = """Приветствие
Добрый день! Меня зовут Анна.
Удобно говорить?

Цель звонка:
Цель: взять разрешение на вопросы
- Звоню по вашей заявке.

3. Выявление потребности
М: Что для вас важно?
Клиент: Цена.

# Возражения
«Понимаю вас. С чем сравниваете?»
"""


@pytest.mark.parametrize("unmarked", [True, False])
def test_s20_a_pasted_script_falls_into_blocks(unmarked):
    text = SCRIPT.replace("# ", "") if unmarked else SCRIPT
    blocks = read_script(text_source(text, "x"))
    assert [b.stage for b in blocks] == [Stage.GREETING, Stage.GOAL, Stage.NEEDS, Stage.OBJECTIONS]
    assert blocks[0].phrases == ("Добрый день! Меня зовут Анна.", "Удобно говорить?")
    assert (blocks[1].goal, blocks[1].phrases) == ("взять разрешение на вопросы", ("Звоню по вашей заявке.",))
    assert (blocks[2].phrases, blocks[2].cues) == (("Что для вас важно?",), ("Цена.",))
    assert blocks[3].phrases == ("Понимаю вас. С чем сравниваете?",)


def test_s20_headings_of_word_are_blocks(tmp_path):
    made = docx.Document()
    made.add_heading("Приветствие", 2)
    made.add_paragraph("Добрый день!\nЭто Анна.")
    made.add_paragraph().add_run("Мой особый ход").bold = True
    made.add_paragraph("А знаете, что у нас было вчера?")
    made.save(tmp_path / "a.docx")
    blocks = read_script(read_source(tmp_path / "a.docx"))
    assert [(b.title, len(b.phrases)) for b in blocks] == [("Приветствие", 2), ("Мой особый ход", 1)]


def test_s20_a_script_without_headings_falls_into_paragraphs():
    blocks = read_script(text_source("Добрый день, это Анна!\nУдобно?\n\nЧто для вас важно?\n", "x"))
    assert [len(b.phrases) for b in blocks] == [2, 1]
    assert len({b.title for b in blocks}) == 2


def test_blocks_of_one_title_are_told_apart():
    blocks = read_script(text_source("# Вопросы\nКогда?\n# Вопросы\nСколько?\n", "x"))
    assert [b.title for b in blocks] == ["Вопросы", "Вопросы (2)"]


@pytest.mark.parametrize(
    "text", ["# Приветствие\n# Цель\n", "---\n***\n", "# А\n" + "я" * 5000, "# А\nда\n" * 300]
)
def test_what_is_no_script_is_refused(text):
    with pytest.raises(TableError):
        read_script(text_source(text, "x"))


def test_a_workbook_of_broken_xml_is_refused_in_words(tmp_path):
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            packed.writestr(name, "<nonsense")
    with pytest.raises(TableError):
        read_source(path)
