"""Texts in two languages, and the folded form in which Russian speech is searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPEECH = re.compile(r"[0-9a-zа-я:%+?-]+")


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
    return " ".join(stretch.group() for stretch in spoken(lowered(text)))


def lowered(text: str) -> str:
    """The text in lower case with ё as е; a rare letter may become two (İ)."""
    return text.lower().replace("ё", "е")


def spoken(text: str) -> Iterator[re.Match[str]]:
    """The stretches of a lowered text that are speech: letters, digits and `:%+-?`."""
    return _SPEECH.finditer(text)
