from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.domain.review import NO, YES
from qcdesk.reports.card import manager_card, manager_cards
from qcdesk.reports.export import FORMATS, write_manager_card, write_manager_cards, write_owner_report
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.names import colleague_names
from qcdesk.reports.owner import owner_report
from qcdesk.reports.privacy import Privacy
from tests.core.reports.department import ANNA, GOOD, OLEG, PYOTR, Department, material_of, not_said, quoted
from tests.core.reports.reading import visible

PHONE = "+7 000 555-01-42"


def _written(paths: list[Path]) -> str:
    return "\n".join(map(visible, paths))


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
    hide = Privacy(names=colleague_names([ANNA, OLEG], kept=[PYOTR]), instead="[x]")
    assert hide.text("Анна, добрый день! Олег Петрович на месте?") == (
        "Анна, добрый день! Олег Петрович на месте?"
    )
    assert hide.text("Это Придумкина. У Придумкиной Анны, с Олегом Небылицыным") == "Это [x]. У [x], с [x]"


def test_a_namesake_keeps_his_own_name() -> None:
    assert colleague_names(["Вымыслов Олег"], kept=["Вымыслова Анна"]) is None
    assert colleague_names([], kept=[PYOTR]) is None


SERGEEVNA = "Мороз Анна Сергеевна"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Передам Анне Сергеевне, Анна Сергеевна решит", "Передам [x], [x] решит"),
        ("Павлу Андреевичу виднее", "[x] виднее"),
        ("Анна, добрый день! Павел Сергеевич на месте?", "Анна, добрый день! Павел Сергеевич на месте?"),
        ("Спросите Мороза, у Анны Мороз лучше", "Спросите [x], у [x] лучше"),
        ("Мороз на улице. Мороз крепчает, мороз и солнце", "Мороз на улице. Мороз крепчает, мороз и солнце"),
        ("анна мороз так не говорит", "[x] так не говорит"),
        ("Белый цвет. Есть белый? Спросите Белого", "Белый цвет. Есть белый? Спросите [x]"),
        ("Виктор Ли звонил, а Ли Виктор нет", "[x] звонил, а [x] нет"),
        ("Звонил ли Виктор? Можно ли, Виктор ли это", "Звонил ли Виктор? Можно ли, Виктор ли это"),
        ("у небылицына лучше, Небылицын молодец", "у [x] лучше, [x] молодец"),
    ],
)
def test_which_names_are_colleagues(text: str, shown: str) -> None:
    hidden = [SERGEEVNA, "Громов Павел Андреевич", "Белый Олег", "Виктор Ли", OLEG]
    hide = Privacy(names=colleague_names(hidden, kept=[PYOTR]), instead="[x]")
    assert hide.text(text) == shown


def test_a_reader_keeps_his_first_name_and_patronymic() -> None:
    names = colleague_names([SERGEEVNA], kept=["Вымыслова Анна Сергеевна"])
    hide = Privacy(names=names, instead="[x]")
    assert hide.text("Анна Сергеевна, вы и Анна Мороз") == "Анна Сергеевна, вы и [x]"


def test_staff_without_calls_are_hidden_too(department: Department, tmp_path: Path) -> None:
    item = department.reviewed(
        PYOTR, GOOD | {"D1": NO}, {"D1": quoted("Вас ждёт Наталья Ветрова", 3.0, "Ветрова так не делает")}
    )
    material = material_of([item], staff=(PYOTR, "Ветрова Наталья Игоревна"))
    text = _written(write_manager_card(manager_card(material, PYOTR, "ru"), tmp_path))
    assert "етров" not in text
    assert PYOTR in text


PRIVATE = "8.900.123.45.67, a@primer.example, карта 0000 1111 2222 3333, cvv 123, паспорт 4500 123456"


def test_personal_data_is_hidden_wherever_people_wrote(department: Department, tmp_path: Path) -> None:
    answers = GOOD | {"D1": NO, "B1": NO, "R1": YES}
    said = {
        "D1": quoted(PRIVATE, 5.0, PRIVATE),
        "B1": not_said(PRIVATE),
        "R1": quoted("+375 29 000-45-67", 9.0, "двадцать пять тысяч рублей до 12.05.2026"),
    }
    before = department.reviewed(PYOTR, GOOD, next_step=PRIVATE)
    item = department.reviewed(PYOTR, answers, said, next_step=PRIVATE)
    material = material_of([item], [before])
    for masked in (True, False):
        cards = write_manager_card(manager_card(material, PYOTR, "ru", masked), tmp_path)
        text = _written(cards + write_owner_report(owner_report(material, "ru", masked), tmp_path))
        assert not {s for s in ("1111", "cvv 123", "123456") if s in text}
        assert ("a@primer.example" in text) is not masked
        assert ("8.900.123.45.67" in text) is not masked
        assert ("000-45-67" in text) is not masked
        assert "двадцать пять тысяч рублей до 12.05.2026" in text


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
    assert len({p.name.casefold() for p in paths}) == len(paths) == 3 * len(FORMATS)
    assert all(p.parent == tmp_path and p.is_file() for p in paths)
