"""Russian texts are complete, current, and keep the names that are filled in."""

from __future__ import annotations

import re

import pytest

from tests.texts import PACKAGES, extracted, folder, missing, mo_bytes, po_bytes, stored, updated

_NAMES = re.compile(r"{[^{}]*}")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_is_translated(package: str) -> None:
    assert missing(updated(package)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_catalogue_is_current(package: str) -> None:
    kept = folder(package) / f"{package}.po"
    assert kept.read_bytes() == po_bytes(updated(package)), "run: python -m tests.texts"
    assert kept.with_suffix(".mo").read_bytes() == mo_bytes(stored(package)), "run: python -m tests.texts"


@pytest.mark.parametrize("package", PACKAGES)
def test_translations_keep_what_is_filled_in(package: str) -> None:
    for message in stored(package):
        if isinstance(message.id, str) and message.id and isinstance(message.string, str):
            assert sorted(_NAMES.findall(message.id)) == sorted(_NAMES.findall(message.string)), message.id


def test_no_text_is_built_before_it_is_looked_up() -> None:
    assert len(extracted("qcdesk")) > 300
    for message in [*extracted("qcdesk"), *extracted("ui")]:
        assert isinstance(message.id, str | tuple)
