"""Every file made for one audience is opened and searched for what must not be there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from qcdesk.domain.transcript import Speaker
from qcdesk.reports.card import manager_card, manager_cards
from qcdesk.reports.clips import Clip, Line
from qcdesk.reports.export import write_handout, write_manager_card, write_owner_report
from qcdesk.reports.handouts import people_export, team_tasks
from qcdesk.reports.material import PeriodMaterial, ReviewedCall
from qcdesk.reports.owner import owner_report
from qcdesk.reports.plain import SCHEMA
from tests.core.reports.department import ANNA, OLEG, PYOTR, RAISA, REVIEWER
from tests.core.reports.reading import visible

SURNAMES = {name: name.split()[0] for name in (PYOTR, ANNA, OLEG, RAISA)}
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def _phones(material: PeriodMaterial) -> set[str]:
    """All clients' numbers as they might be written: whole, or with the last seven digits together."""
    numbers = {r.call.facts.client_phone or "" for r in material.reviewed}
    return {n for number in numbers for n in (number, number[1:], number[-10:])} - {""}


def _results(material: PeriodMaterial) -> set[str]:
    """Results that only a single call can have: with a decimal that is not zero."""
    found = {f"{r.review.score.final:.1f}" for r in material.reviewed if r.review.score.final is not None}
    return {f for f in found if not f.endswith(".0")}


def _holds(text: str, number: str) -> bool:
    return number in text or number.replace(".", ",") in text


@LANGUAGES
def test_a_card_holds_one_persons_calls_only(october: PeriodMaterial, tmp_path: Path, language: str) -> None:
    for card in manager_cards(october, language):
        line = Line(1.0, Speaker.SALES_MANAGER, "Наберём вас")
        clips = {w.key: Clip(w.start, w.end, (line,), b"OggS") for w in card.wanted()}
        paths = write_manager_card(replace(card, clips=clips), tmp_path)
        assert {p.suffix for p in paths} == {".html", ".pdf", ".xlsx", ".json"}
        own = {r.call.facts.client_phone for r in october.reviewed if r.sales_manager == card.sales_manager}
        others = {str(r.call.id) for r in october.reviewed if r.sales_manager != card.sales_manager}
        for path in paths:
            text = visible(path)
            for name, surname in SURNAMES.items():
                assert (surname in text) == (name == card.sales_manager), (path.name, surname)
            assert not [p for p in _phones(october) if p in text]
            assert not [p for p in own if p and p in text]
            assert not {c for c in others if f"Звонок {c} " in text or f"Call {c} " in text}


def _told_apart(material: PeriodMaterial) -> PeriodMaterial:
    """The same reviews with results that no other number in a file can be."""

    def marked(number: int, item: ReviewedCall) -> ReviewedCall:
        score = replace(item.review.score, final=41.3 + number, raw=41.3 + number)
        return replace(item, review=replace(item.review, score=score))

    return replace(material, reviewed=tuple(marked(i, r) for i, r in enumerate(material.reviewed)))


@LANGUAGES
def test_team_tasks_hold_no_marks_unless_released(
    october: PeriodMaterial, tmp_path: Path, language: str
) -> None:
    october = _told_apart(october)
    cards = manager_cards(october, language)
    single = _results(october)
    assert single
    for path in write_handout(team_tasks(october, cards, language), tmp_path):
        text = visible(path)
        assert OLEG in text
        assert not [p for p in _phones(october) if p in text]
        assert not [r for r in single if _holds(text, r)]
        assert REVIEWER not in text
    released = write_handout(team_tasks(october, cards, language, marks=True), tmp_path / "released")
    assert any(_holds(visible(path), r) for path in released for r in single)


@LANGUAGES
def test_the_people_export_names_trainees_only(
    october: PeriodMaterial, tmp_path: Path, language: str
) -> None:
    october = _told_apart(october)
    trained = october.reviewed[-1]
    trainee = replace(trained, review=replace(trained.review, purpose="training", id=9000))
    material = replace(october, reviewed=(*october.reviewed[:-1], trainee))
    for path in write_handout(people_export(material, language), tmp_path):
        text = visible(path)
        for name, surname in SURNAMES.items():
            assert (surname in text) == (name == trainee.sales_manager), (path.name, surname)
        assert REVIEWER not in text
        assert not [p for p in _phones(october) if p in text]
        assert not [r for r in _results(october) if _holds(text, r)]


@LANGUAGES
def test_the_owner_sees_all_but_whole_numbers_of_clients(
    october: PeriodMaterial, tmp_path: Path, language: str
) -> None:
    for path in write_owner_report(owner_report(october, language), tmp_path):
        text = visible(path)
        assert all(surname in text for surname in SURNAMES.values())
        assert not [p for p in _phones(october) if p in text]


def test_json_follows_its_schema_and_never_the_language(october: PeriodMaterial, tmp_path: Path) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    kinds = schema["properties"]["tables"]["items"]["properties"]["columns"]["items"]["properties"]["kind"]
    names = {}
    for language in ("ru", "en"):
        folder = tmp_path / language
        paths = [
            *write_manager_card(manager_card(october, PYOTR, language), folder, ["json"]),
            *write_owner_report(owner_report(october, language), folder, ["json"]),
            *write_handout(people_export(october, language), folder, ["json"]),
        ]
        made = [json.loads(p.read_text("utf-8")) for p in paths]
        assert [m["audience"] for m in made] == ["manager", "owner", "people"]
        for content in made:
            assert set(content) == set(schema["required"])
            assert content["form"] == schema["properties"]["form"]["const"]
            for table in content["tables"]:
                assert all(c["kind"] in kinds["enum"] for c in table["columns"])
                assert len({c["name"] for c in table["columns"]}) == len(table["columns"])
                assert all(len(row) == len(table["columns"]) for row in table["rows"])
                assert all(v is None or isinstance(v, (str, int, float)) for r in table["rows"] for v in r)
        names[language] = [[c["name"] for c in t["columns"]] for m in made for t in m["tables"]]
    assert names["ru"] == names["en"]


def test_numbers_of_calls_lead_to_their_rows(october: PeriodMaterial, tmp_path: Path) -> None:
    (path,) = write_owner_report(owner_report(october, "en"), tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(path)
    criticals, calls = book["Critical errors, call by call"], book["Calls"]
    linked = [cell for (cell,) in criticals.iter_rows(min_row=2, max_col=1) if cell.hyperlink]
    assert linked
    for cell in linked:
        row = int(cell.hyperlink.location.split("!A")[1])
        assert calls.cell(row, 1).value == cell.value
    assert all(not cell.hyperlink.target for cell in linked)
    assert len(book["Trends"]._charts) + len(book["Sales managers by zone"]._charts) >= 1
