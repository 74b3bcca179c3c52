"""Russian texts are complete, current, and keep the names that are filled in."""

from __future__ import annotations

import re

from tests.texts import FOLDER, extracted, missing, mo_bytes, po_bytes, stored, updated

_NAMES = re.compile(r"{[^{}]*}")


def test_every_text_is_translated() -> None:
    assert missing(updated()) == []


def test_the_catalogue_is_current() -> None:
    assert (FOLDER / "qcdesk.po").read_bytes() == po_bytes(updated()), "run: python -m tests.texts"
    assert (FOLDER / "qcdesk.mo").read_bytes() == mo_bytes(stored()), "run: python -m tests.texts"


def test_translations_keep_what_is_filled_in() -> None:
    for message in stored():
        if isinstance(message.id, str) and message.id and isinstance(message.string, str):
            assert sorted(_NAMES.findall(message.id)) == sorted(_NAMES.findall(message.string)), message.id


def test_no_text_is_built_before_it_is_looked_up() -> None:
    assert len(extracted()) > 300
    for message in extracted():
        assert isinstance(message.id, str | tuple)
