from __future__ import annotations

from pathlib import Path

from qcdesk.domain.review import NO
from qcdesk.reports.card import manager_cards
from qcdesk.reports.export import FORMATS, write_manager_cards, write_owner_report
from qcdesk.reports.owner import owner_report
from tests.core.reports.department import GOOD, Department, material_of, quoted


def test_fifty_people_with_twenty_reviews_each(department: Department, tmp_path: Path) -> None:
    missed = GOOD | {"D1": NO, "B1": NO}
    proof = {"D1": quoted("Ну, наберём вас как-нибудь", 134.2, "Ни дня, ни времени")}
    calls = [
        department.reviewed(f"Массовкин{chr(1072 + n // 26)}{chr(1072 + n % 26)} Егор", missed, proof)
        for n in range(50)
        for _ in range(20)
    ]
    material = material_of(calls)
    cards = manager_cards(material, "ru")
    written = write_manager_cards(cards, tmp_path) + write_owner_report(
        owner_report(material, "ru"), tmp_path
    )
    assert len({p.name for p in written}) == 51 * len(FORMATS)
