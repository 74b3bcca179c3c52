"""Headings of the table property–use–gain–emotion and of the list of reasons, in Russian and English."""

from __future__ import annotations

from collections.abc import Sequence

ROW = {
    "code": ("код", "шифр", "code"),
    "product": ("продукт", "товар", "услуга", "product"),
    "feature": ("свойств", "характеристик", "feature", "property"),
    "use": ("польз", "преимуществ", "что дела", "use", "advantage"),
    "gain": ("выгод", "gain", "benefit"),
    "emotion": ("эмоц", "чувств", "emotion", "feeling"),
    "need": ("потребност", "need"),
    "objection": ("возражени", "отвечает на", "objection"),
    "checked_by": ("проверил", "проверено", "checked"),
}
REASON = {
    "number": ("№", "n", "no", "номер", "number", "п/п", "#"),
    "row": ("код спвэ", "спвэ", "строка", "row"),
    "text": ("причин", "reason", "почему", "текст"),
    "product": ("продукт", "товар", "услуга", "product"),
    "segment": ("сегмент", "кому", "для кого", "segment"),
    "stage": ("этап", "stage"),
    "objection": ("возражени", "objection"),
}
_LETTERS = {"с": "feature", "п": "use", "в": "gain", "э": "emotion"}
_WHOLE = frozenset(("№", "n", "no", "п/п", "#", "use", "row", "need"))
"""Short words that must be the whole heading or its first word."""


def columns_of(cells: Sequence[str], known: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column stands under which heading; the first of two alike counts."""
    found: dict[str, int] = {}
    letters = [cell.strip().casefold() for cell in cells]
    if known is ROW and all(letter in letters for letter in _LETTERS):
        found = {name: letters.index(letter) for letter, name in _LETTERS.items()}
    for place, cell in enumerate(cells):
        name = _named(cell, known)
        if name is not None and place not in found.values():
            found.setdefault(name, place)
    return found


def is_row_heading(columns: dict[str, int]) -> bool:
    """Whether the columns are those of the table: a property and something it leads to."""
    return "feature" in columns and any(part in columns for part in ("use", "gain", "emotion"))


def is_reason_heading(columns: dict[str, int]) -> bool:
    """Whether the columns are those of the list of reasons."""
    return "text" in columns


def _named(cell: str, known: dict[str, tuple[str, ...]]) -> str | None:
    folded = cell.strip().casefold().replace("ё", "е")
    first = folded.split()[0].strip(".:") if folded.split() else ""
    for name, beginnings in known.items():
        for beginning in beginnings:
            if first == beginning if beginning in _WHOLE else folded.startswith(beginning):
                return name
    return None
