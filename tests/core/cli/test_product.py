"""Product cards and scripts on the command line: taken in, used in a call, refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.cli.conftest import Program

CARDS = (
    "Код;Свойство;Польза;Выгода;Эмоция\n"
    "A1;Пятикамерный профиль;Держит тепло в мороз;Меньше платите за отопление;Спокойно за детей\n"
)
REASONS = "100 причин купить\n1. Замер бесплатный\n2. Гарантия пять лет\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    cards, reasons = tmp_path / "cards.txt", tmp_path / "reasons.txt"
    cards.write_text(CARDS, encoding="utf-8")
    reasons.write_text(REASONS, encoding="utf-8")
    return cards, reasons


def test_s17_s18_cards_are_taken_in_counted_and_written_as_a_workbook(
    qcdesk: Program, files: tuple[Path, Path], tmp_path: Path
) -> None:
    for file in files:
        assert qcdesk("cards", "import", file).code == 0
    listed = qcdesk("cards", "list", "--json")
    assert listed.code == 0
    assert "Пятикамерный профиль" in listed.out
    assert "Гарантия пять лет" in listed.out
    assert qcdesk("cards", "export", tmp_path / "cards.xlsx").code == 0
    again = qcdesk("cards", "import", tmp_path / "cards.xlsx")
    assert again.code == 0
    assert qcdesk("cards", "list", "--json").out == listed.out


def test_what_is_no_table_is_refused_in_words(qcdesk: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "fake.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for file in (tmp_path / "empty.txt", tmp_path / "fake.xlsx", tmp_path / "absent.docx", tmp_path):
        refused = qcdesk("cards", "import", file)
        assert refused.code != 0
        assert "Traceback" not in refused.err
        assert str(file) in refused.err
