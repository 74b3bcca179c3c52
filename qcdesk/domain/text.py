"""Texts in two languages, and the folded form in which Russian speech is searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_SPEECH = re.compile(r"[^0-9a-zа-я:%+?\s-]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Russian and English."""

    ru: str
    en: str

    def to(self, language: str) -> str:
        """The text in `ru` or `en`; the other one where this one is empty."""
        return (self.ru or self.en) if language == "ru" else (self.en or self.ru)


def fold(text: str) -> str:
    """Speech as it is searched: lower case, ё as е, only letters, digits and `:%+-?`, single spaces."""
    lowered = text.lower().replace("ё", "е")
    return _SPACES.sub(" ", _NOT_SPEECH.sub(" ", lowered)).strip()
