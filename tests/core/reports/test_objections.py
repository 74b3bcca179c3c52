"""A card says what became of its reader's objections, in every format, and nothing of anybody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.domain.dispute import Decision, Dispute
from qcdesk.reports.card import manager_card
from qcdesk.reports.card_tables import objections_table
from qcdesk.reports.export import FORMATS, write_manager_card
from qcdesk.reports.findings import title_of
from qcdesk.reports.material import PeriodMaterial
from tests.core.reports.department import ANNA, MADE_AT, PYOTR
from tests.core.reports.reading import visible

OWN, FOREIGN = "I named the day", "Not his business"


@pytest.fixture
def disputed(october: PeriodMaterial) -> PeriodMaterial:
    own = next(r for r in october.reviewed if r.sales_manager == PYOTR)
    other = next(r for r in october.reviewed if r.sales_manager == ANNA)
    decision = Decision(False, f"{ANNA} said it, not you; call +7 000 555-01-42", "Owner", MADE_AT)
    known = (
        Dispute(1, own.call.id, own.review.id, "D1", OWN, PYOTR, MADE_AT, decision),
        Dispute(2, own.call.id, own.review.id, "A1", "I did say it", PYOTR, MADE_AT),
        Dispute(3, other.call.id, other.review.id, "A1", FOREIGN, ANNA, MADE_AT),
    )
    return replace(october, objections=known)


def test_s30_the_outcome_stands_in_the_card_of_who_objected(disputed: PeriodMaterial) -> None:
    card = manager_card(disputed, PYOTR, "en")
    first, second = card.objections
    assert (first.upheld, second.upheld) == (False, None)
    checklist = next(r.checklist for r in disputed.reviewed if r.call.id == first.call)
    assert first.title == title_of(checklist, "D1", "en")
    assert ANNA.split()[0] not in first.reason
    assert "555-01-42" not in first.reason
    assert [row[2].text for row in objections_table(card).rows] == [OWN, "I did say it"]


def test_every_format_tells_it_and_nobody_elses(disputed: PeriodMaterial, tmp_path: Path) -> None:
    files = write_manager_card(manager_card(disputed, PYOTR, "en"), tmp_path, FORMATS)
    assert len(files) == len(FORMATS)
    for file in files:
        assert OWN in visible(file), file.name
        assert FOREIGN not in visible(file), file.name


def test_who_objected_to_nothing_reads_nothing_of_it(october: PeriodMaterial) -> None:
    assert manager_card(october, ANNA, "en").objections == ()
