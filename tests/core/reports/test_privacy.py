from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.domain.review import NO
from qcdesk.reports.card import manager_card, manager_cards
from qcdesk.reports.export import write_manager_card, write_manager_cards
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.privacy import Privacy, names_pattern
from tests.core.reports.department import ANNA, GOOD, OLEG, PYOTR, Department, material_of, quoted
from tests.core.reports.reading import Page, cells

PHONE = "+7 000 555-01-42"


def _written(paths: list[Path]) -> str:
    return "\n".join(
        Page(p.read_bytes()).text if p.suffix == ".html" else "\n".join(map(str, cells(p))) for p in paths
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_card_names_a_colleague(october: PeriodMaterial, tmp_path: Path, language: str) -> None:
    people = october.sales_managers()
    for card in manager_cards(october, language):
        text = _written(write_manager_card(card, tmp_path))
        assert card.sales_manager in text
        for other in people:
            if other != card.sales_manager:
                assert other not in text
                assert other.split()[0] not in text


def test_colleagues_are_hidden_in_comments_quotes_and_steps(department: Department, tmp_path: Path) -> None:
    item = department.reviewed(
        PYOTR,
        GOOD | {"D1": NO},
        {"D1": quoted("Вам звонила Анна Придумкина, спросите Придумкину", 3.0, "У Небылицына Олега лучше")},
        next_step="Послушать звонки НЕБЫЛИЦЫНА",
    )
    calls = [item, department.reviewed(ANNA), department.reviewed(OLEG)]
    card = manager_card(material_of(calls), PYOTR, "ru")
    text = _written(write_manager_card(card, tmp_path)).lower()
    assert "придумкин" not in text
    assert "небылицын" not in text
    assert "вам звонила" in text


def test_a_first_name_alone_stays_for_it_may_be_the_clients() -> None:
    hide = Privacy(names=names_pattern([ANNA, OLEG], kept=[PYOTR]), instead="[x]")
    assert hide.text("Анна, добрый день! Олег Петрович на месте?") == (
        "Анна, добрый день! Олег Петрович на месте?"
    )
    assert hide.text("Это Придумкина. У Придумкиной Анны, с Олегом Небылицыным") == "Это [x]. У [x], с [x]"


def test_a_namesake_keeps_his_own_name() -> None:
    assert names_pattern(["Вымыслов Олег"], kept=["Вымыслова Анна"]) is None
    assert names_pattern([], kept=[PYOTR]) is None


def test_phones_are_masked_unless_asked(department: Department, tmp_path: Path) -> None:
    said = quoted(f"Запишите: {PHONE}", 5.0, f"Продиктовал {PHONE}")
    item = department.reviewed(PYOTR, GOOD | {"D1": NO}, {"D1": said}, phone="+70005550142")
    material = material_of([item])
    masked = _written(write_manager_card(manager_card(material, PYOTR, "ru"), tmp_path))
    assert PHONE not in masked
    assert "+70005550142" not in masked
    assert "***-01-42" in masked
    shown = _written(write_manager_card(manager_card(material, PYOTR, "ru", masked=False), tmp_path))
    assert PHONE in shown
    assert "+70005550142" in shown


def test_people_whose_names_make_one_file_name_get_two_files(department: Department, tmp_path: Path) -> None:
    calls = [department.reviewed(name) for name in ("А/Б", "А:Б", "а?б")]
    paths = write_manager_cards(manager_cards(material_of(calls), "ru"), tmp_path)
    assert len({p.name.casefold() for p in paths}) == 6
    assert all(p.parent == tmp_path and p.is_file() for p in paths)
