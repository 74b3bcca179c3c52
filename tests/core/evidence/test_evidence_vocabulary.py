"""Lists of phrases: a company's file adds to the shipped one or takes from it, and says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import ChecklistError
from qcdesk.evidence.detectors.detect import detect
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.vocabulary import NAMES, lines_of, vocabulary

FORBIDDEN = NAMES[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vocabulary"
    made.mkdir()
    return made


def _answer(text: str, folder: Path | None) -> str:
    turns = (
        Turn(0, Speaker.SALES_MANAGER, 0, 0.0, 3.0, text),
        Turn(1, Speaker.CLIENT, 1, 3.0, 5.0, "Понятно."),
    )
    facts = Facts(vocabularies={name: vocabulary(name, folder) for name in NAMES})
    told = detect(Transcript(turns, (), {}, "", "", "ru", 5.0, 0.0, 0.0), facts)
    return told["forbidden_phrase"].answer


def test_a_phrase_is_added_and_a_shipped_one_taken_away(folder: Path) -> None:
    shipped = next(line for line in lines_of(FORBIDDEN) if not line.startswith("?"))
    assert _answer("Заходите на огонёк, чай поставлю.", None) == "no"
    (folder / f"{FORBIDDEN}.txt").write_text(f"# our own\nзаходите на огонёк\n- {shipped}\n", "utf-8")
    assert _answer("Заходите на огонёк, чай поставлю.", folder) == "yes"
    assert shipped not in lines_of(FORBIDDEN, folder)
    assert shipped in lines_of(FORBIDDEN)


def test_a_wrong_line_is_named(folder: Path) -> None:
    (folder / f"{FORBIDDEN}.txt").write_text("хорошо\n{нет такого}\n", "utf-8")
    with pytest.raises(ChecklistError) as refused:
        vocabulary(FORBIDDEN, folder)
    assert refused.value.line == 2


def test_a_file_that_no_list_reads_is_refused_by_name(folder: Path) -> None:
    (folder / "forbidden.yaml").write_text("- грубость\n", "utf-8")
    with pytest.raises(ChecklistError) as refused:
        vocabulary(FORBIDDEN, folder)
    assert "forbidden.yaml" in refused.value.subject


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / f"{FORBIDDEN}.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ChecklistError):
        vocabulary(FORBIDDEN, folder)
