"""Errors keep their type, fields and message when they cross from a child, and print safely."""

from __future__ import annotations

import pytest

from qcdesk.errors import (
    AudioError,
    ChecklistError,
    EngineCrashed,
    ModelDamaged,
    QcdeskError,
    from_plain,
    printable,
    to_plain,
)


@pytest.mark.parametrize(
    "error",
    [
        AudioError("call.wav", "no sound", "add another"),
        ChecklistError("list.yaml", "wrong", line=7),
        ModelDamaged("damaged", "install", name="model.bin", expected="a" * 64, actual="b" * 64),
        EngineCrashed("died", "again", exit_code=-9, last_lines="boom"),
        QcdeskError("something"),
    ],
)
def test_crossing(error: QcdeskError) -> None:
    crossed = from_plain(to_plain(error))
    assert type(crossed) is type(error)
    assert str(crossed) == str(error)
    assert vars(crossed) == vars(error)


def test_an_unknown_type_becomes_the_base() -> None:
    assert type(from_plain({"type": "NoSuchError", "message": "x", "fields": {}})) is QcdeskError


def test_control_characters_and_lone_surrogates_are_shown_not_sent() -> None:
    shown = printable("a\nb\x1b[31m\udcff")
    assert shown.isprintable()
    assert "\n" not in shown
