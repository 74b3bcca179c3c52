from __future__ import annotations

import re
from itertools import pairwise

import pytest

from qcdesk.domain.review import NO
from qcdesk.reports.card import manager_card
from qcdesk.reports.html import card_page, owner_page
from qcdesk.reports.material import PeriodMaterial
from qcdesk.reports.owner import owner_report
from tests.core.reports.department import GOOD, PYOTR, Department, material_of, quoted
from tests.core.reports.reading import Page

LOADS = re.compile(rb"url\(|@import|https?:|//[a-z]", re.IGNORECASE)
HOSTILE = "<script>alert(1)</script> {{7*7}} {% raw %} \"' & <img src=x onerror=y>"


def _pages(material: PeriodMaterial, language: str) -> list[bytes]:
    cards = [card_page(manager_card(material, name, language)) for name in material.sales_managers()]
    return [*cards, owner_page(owner_report(material, language))]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_stands_alone_and_is_accessible(october: PeriodMaterial, language: str) -> None:
    for content in _pages(october, language):
        page = Page(content)
        assert page.named("html") == [{"lang": language}]
        assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form"}
        assert not LOADS.search(content)
        assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)
        assert all(attrs.get("scope") in ("col", "row") for attrs in page.named("th"))
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_follows_the_theme_and_the_printer(october: PeriodMaterial) -> None:
    style = owner_page(owner_report(october, "en")).decode()
    for needed in ("prefers-color-scheme: dark", "@media print", "size: A4", "max-width: 40rem"):
        assert needed in style


def test_the_same_content_gives_the_same_bytes(october: PeriodMaterial) -> None:
    assert _pages(october, "ru") == _pages(october, "ru")


def test_what_people_wrote_stays_text(department: Department) -> None:
    item = department.reviewed(
        HOSTILE, GOOD | {"D1": NO}, {"D1": quoted(HOSTILE, 1.0, HOSTILE)}, next_step=HOSTILE, reviewer=HOSTILE
    )
    material = material_of([item], company=HOSTILE)
    for content in _pages(material, "ru"):
        page = Page(content)
        assert not page.named("script")
        assert not page.named("img")
        assert " ".join(HOSTILE.split()) in page.text
        assert b"{{7*7}}" in content


def test_unprintable_characters_are_left_out(department: Department) -> None:
    words = "до\x00\x07\ud800\u202eпосле"
    item = department.reviewed(PYOTR, GOOD | {"D1": NO}, {"D1": quoted(words, 1.0)})
    assert "допосле" in Page(card_page(manager_card(material_of([item]), PYOTR, "ru"))).text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_figures_and_quotes_lead_to_what_is_behind_them(october: PeriodMaterial, language: str) -> None:
    led = 0
    for content in _pages(october, language):
        page = Page(content)
        ids = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        links = [attrs["href"] or "" for attrs in page.named("a")]
        assert {link.removeprefix("#") for link in links} <= set(ids)
        led += len(links)
    assert led > 10
