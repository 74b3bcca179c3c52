from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qcdesk.domain.review import NO
from qcdesk.domain.transcript import Speaker
from qcdesk.reports.card import manager_card, manager_cards
from qcdesk.reports.clips import Clip, Line
from qcdesk.reports.labels import card_labels, owner_labels
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from qcdesk.reports.paper.blocks import table
from qcdesk.reports.paper.card import card_pdf
from qcdesk.reports.paper.glyphs import shown
from qcdesk.reports.paper.owner import owner_pdf
from qcdesk.reports.tables import Cell, Column, Kind, Table
from tests.core.reports.department import GOOD, PYOTR, Department, crowd, material_of, quoted
from tests.core.reports.paper import pages_of, text_of

PAGES = re.compile(rb"/Type\s*/Page(?!s)")


_FIRST = ("overall", "clean", "coverage", "listened", "system_causes", "work", "unsaid")


def _page_one(material: PeriodMaterial, language: str) -> list[str]:
    """The pages; all sections of page one stand on the first, and what follows begins on the second."""
    report = owner_report(material, language)
    lines = (Line(12.0, Speaker.CLIENT, "Хорошо, а когда мы созвонимся?" * 6),) * 4
    heard = replace(report, clips={w.key: Clip(w.start, w.end, lines, b"OggS") for w in report.wanted()})
    pages, label = pages_of(owner_pdf(heard)), owner_labels(language)
    assert all(label[name] in pages[0] for name in _FIRST)
    assert pages[1].startswith(label["groups"])
    assert label["groups"] not in pages[0]
    return pages


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_owners_page_one_is_one_page(october: PeriodMaterial, language: str) -> None:
    report, pages = owner_report(october, language), _page_one(october, language)
    assert all(critical.title in pages[0] for critical in report.criticals)
    assert all(" ".join(sentence.split()) in pages[0] for sentence in report.unsaid)
    assert owner_labels(language)["disputes_unknown"] in pages[0]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_one_of_two_hundred_people_with_long_names_is_one_page(language: str) -> None:
    material = crowd()
    first, *rest = _page_one(material, language)
    assert owner_labels(language)["more_criticals"].format(n=9) in first
    assert set(re.findall(r"Выдумщикович\d+", " ".join(rest))) >= {f"Выдумщикович{n}" for n in range(200)}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_one_without_anything_to_tell(language: str) -> None:
    _page_one(material_of([], population={}), language)
    _page_one(material_of([Department().reviewed(PYOTR)], population={PYOTR: 1}), language)


def test_what_a_manager_should_do_stands_on_one_page(october: PeriodMaterial) -> None:
    grave = crowd(4)
    for material, language in ((october, "ru"), (october, "en"), (grave, "ru")):
        label = card_labels(language)
        for card in manager_cards(material, language):
            first = pages_of(card_pdf(card))[0]
            needed = ("improve", "next_step", "answer") if card.result.n else ("answer", "no_data")
            assert all(label[name] in first for name in needed)
            assert label["rule"] not in first


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_pdf_is_tagged_for_archives_and_for_screen_readers(october: PeriodMaterial, language: str) -> None:
    for content in (
        card_pdf(manager_card(october, PYOTR, language)),
        owner_pdf(owner_report(october, language)),
    ):
        assert content.startswith(b"%PDF-1.7")
        assert b"/MarkInfo" in content
        assert b"/Marked true" in content
        assert b"pdfuaid:part>1" in content
        assert b"pdfaid:part>2" in content
        assert b"pdfaid:conformance>A" in content
        assert re.search(rf"/Lang\s*\({language}".encode(), content)
        assert b"OpenSans" in content


def test_the_same_content_gives_the_same_bytes(october: PeriodMaterial) -> None:
    report = owner_report(october, "ru")
    assert owner_pdf(report) == owner_pdf(report)
    assert card_pdf(manager_card(october, PYOTR, "ru")) == card_pdf(manager_card(october, PYOTR, "ru"))


def test_the_pdf_says_what_the_page_says(october: PeriodMaterial) -> None:
    card = manager_card(october, PYOTR, "ru")
    clips = {w.key: Clip(w.start, w.end + 2, (), b"OggS") for w in card.wanted()}
    said = text_of(card_pdf(replace(card, clips=clips)))
    assert PYOTR in said
    for item in card.improve:
        assert item.title in said
    assert "02:14" in said
    assert str(round(card.result.value or 0)) in said


HOSTILE = '#eval("1") $x$ *b* `c` \\ #import "x": * <script> @ref [x] // y /* z */ 😀 漢字 \u202e'


def test_what_people_wrote_is_never_markup(department: Department) -> None:
    proof = {"D1": quoted(HOSTILE, 1.0, HOSTILE)}
    item = department.reviewed(HOSTILE, GOOD | {"D1": NO}, proof, next_step=HOSTILE, reviewer=HOSTILE)
    material = material_of([item], company=HOSTILE)
    for content in (card_pdf(manager_card(material, HOSTILE, "ru")), owner_pdf(owner_report(material, "ru"))):
        said = text_of(content)
        assert '#eval("1") $x$ *b* `c`' in said
        assert "<script> @ref [x]" in said


def test_signs_the_typeface_lacks_are_replaced_and_russian_ones_stay() -> None:
    assert shown("Ёё «—» № – … 10 %") == "Ёё «—» № – … 10 %"
    assert shown("дом 😀") == "дом ?"
    assert shown("Свойство → Польза") == "Свойство › Польза"
    assert shown("5\u202f₽").startswith("5")


def test_nothing_to_say_is_a_page_too(department: Department) -> None:
    empty = material_of([], population={})
    assert len(PAGES.findall(owner_pdf(owner_report(empty, "ru")))) >= 1
    unheard = material_of([], population={PYOTR: 10})
    assert PYOTR in text_of(card_pdf(manager_card(unheard, PYOTR, "ru")))


def test_a_table_of_many_words_shares_the_width_of_the_page() -> None:
    long = Table(
        "long",
        "Длинная",
        tuple(
            Column(f"Колонка {n}", kind) for n, kind in enumerate((Kind.WHOLE, *(Kind.TEXT,) * 6, Kind.LONG))
        ),
        (tuple(Cell("слово " * 4) for _n in range(8)),),
    )
    short = Table(
        "short", "Короткая", (Column("Имя"), Column("Число", Kind.WHOLE)), ((Cell("Анна"), Cell("1")),)
    )
    assert all(column["grow"] > 0 for column in table(long)["columns"])
    assert all(column["grow"] == 0 for column in table(short)["columns"])
