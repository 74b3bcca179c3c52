"""Checklists as they are edited: stored as versions, compared, tried on a call, exchanged with Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from qcdesk.desk import Desk
from qcdesk.domain.checklist import content_hash
from qcdesk.errors import AccessRefused, ChecklistError, ExportError
from qcdesk.services import rights
from qcdesk.services.shelving import shares
from tests.core.services.archive import call_in

ID = "zvonar_v1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.close()


def _heavier(desk: Desk, weight: float) -> dict[str, object]:
    plain = desk.shelf.plain(ID)
    plain["sections"][0]["criteria"][0]["weight"] = weight
    return plain


def test_a_change_is_a_version_in_force_and_the_one_before_is_kept(desk: Desk) -> None:
    shelf, before = desk.shelf, desk.checklist(ID)
    assert not shelf.is_own(ID)
    made = shelf.save(_heavier(desk, 9))
    assert shelf.is_own(ID)
    assert content_hash(desk.checklist(ID)) == content_hash(made) != content_hash(before)
    versions = shelf.versions(ID)
    assert [v.hash for v in versions] == [content_hash(before), content_hash(made)]
    (change,) = shelf.differences(versions[0].checklist, versions[1].checklist)
    assert (change.what, change.id, change.new) == ("weight", before.sections[0].criteria[0].id, 9)


def test_a_version_that_comes_back_is_the_same_version_and_the_last(desk: Desk) -> None:
    old = desk.shelf.plain(ID)
    desk.shelf.save(_heavier(desk, 9))
    desk.shelf.save(old)
    versions = desk.shelf.versions(ID)
    assert len({v.hash for v in versions}) == len(versions) == 2
    assert versions[-1].hash == content_hash(desk.checklist(ID))


def test_a_wrong_checklist_is_not_stored(desk: Desk) -> None:
    with pytest.raises(ChecklistError) as caught:
        desk.shelf.save(_heavier(desk, -9))
    assert "weight" in caught.value.reason
    assert not desk.shelf.is_own(ID)


def test_who_may_not_change_checklists_is_refused(desk: Desk) -> None:
    rights.give(desk.database, "Ежова Ева", "owner")
    rights.give(desk.database, "Рогов Рим", "rop", "Ежова Ева")
    with pytest.raises(AccessRefused):
        desk.shelf.save(_heavier(desk, 9), "Рогов Рим")
    assert not desk.shelf.is_own(ID)


def test_the_owners_own_file_is_written_where_it_is(desk: Desk, tmp_path: Path) -> None:
    folder = desk.home.checklists
    desk.shelf.export(ID, folder / "наш.yaml")
    desk.shelf.save(_heavier(desk, 9))
    assert [p.name for p in folder.iterdir()] == ["наш.yaml"]
    assert desk.checklist(ID).sections[0].criteria[0].weight == 9


def test_excel_and_back_is_a_new_version_only_where_it_changed(desk: Desk, tmp_path: Path) -> None:
    book = desk.shelf.export(ID, tmp_path / "z.xlsx")
    assert content_hash(desk.shelf.take_in(book)) == content_hash(desk.checklist(ID))
    opened = openpyxl.load_workbook(book)
    sheet = opened["Критерии"]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == "критерий")
    row[4].value = 8
    opened.save(book)
    assert desk.shelf.take_in(book).sections[0].criteria[0].weight == 8
    assert len(desk.shelf.versions(ID)) == 2


def test_a_file_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(ExportError) as caught:
        desk.shelf.export(ID, tmp_path / "f" / "z.xlsx")
    assert caught.value.remedy


def test_shares_of_the_total_make_one_hundred(desk: Desk) -> None:
    for checklist in desk.checklists():
        share = shares(checklist)
        assert sum(share[s.id] for s in checklist.sections) == pytest.approx(100)
        counted = [c.id for s in checklist.sections for c in s.criteria if c.id in share]
        assert sum(share[c] for c in counted) == pytest.approx(100)


def test_a_trial_answers_by_hints_and_stores_nothing(desk: Desk) -> None:
    call_in(desk.database)
    call = desk.call(1)
    trial = desk.shelf.try_on(call, desk.checklist(ID))
    assert {a.criterion for a in trial.answers} <= {h.criterion for h in trial.hints}
    assert (trial.result.final is None) == (not trial.answers)
    with desk.database.read() as tx:
        assert not tx.reviews.history(1)
        assert not tx.audit.rows() or tx.audit.rows()[-1].action != "checklist.saved"
