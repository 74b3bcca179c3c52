"""Texts of the window in the user's language: its own catalogue, source strings in English."""

from __future__ import annotations

from pathlib import Path

from qcdesk.i18n import Domain

_DOMAIN = Domain("ui", Path(__file__).parent / "locale")


def _(text: str) -> str:
    """The text in the language in use."""
    return _DOMAIN.gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """The plural form for `n` things, in the language in use."""
    return _DOMAIN.ngettext(one, many, n)


def N_(text: str) -> str:
    """Marks a text that is looked up later, when the language is known."""
    return text
