"""Texts in the user's language: gettext catalogues of the package, source strings in English."""

from __future__ import annotations

import gettext
import locale
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("ru", "en")
_FOLDER = Path(__file__).parent / "locale"
_current = "en"


@cache
def _catalogue(language: str, domain: str = "qcdesk", folder: Path = _FOLDER) -> gettext.NullTranslations:
    return gettext.translation(domain, folder, [language], fallback=True)


def system_language() -> str:
    """`ru` when the system speaks Russian, else `en`."""
    named = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), None)
    tag = named or locale.getlocale()[0] or ""
    return "ru" if tag.lower().startswith(("ru", "russian")) else "en"


def use_language(language: str) -> None:
    """Sets the language of all later texts of this process.

    Args:
        language: `ru`, `en`, or anything else for the system's language.
    """
    global _current
    _current = language if language in LANGUAGES else system_language()


def language() -> str:
    """The language in use: `ru` or `en`."""
    return _current


def _(text: str) -> str:
    """The text in the language in use; the text itself where there is no translation."""
    return _catalogue(_current).gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """The plural form of a text for `n` things, in the language in use."""
    return _catalogue(_current).ngettext(one, many, n)


def translate(text: str, language: str) -> str:
    """The text in a given language, whatever the language in use (reports are written in either)."""
    return _catalogue(language).gettext(text)


@dataclass(frozen=True, slots=True)
class Domain:
    """The texts of another package, in the language in use here: its catalogue's name and folder."""

    name: str
    folder: Path

    def gettext(self, text: str) -> str:
        """As `_`."""
        return _catalogue(_current, self.name, self.folder).gettext(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """As `ngettext`."""
        return _catalogue(_current, self.name, self.folder).ngettext(one, many, n)


def N_(text: str) -> str:  # noqa: N802
    """Marks a text of a table for translation; `_` translates it where it is shown."""
    return text
