"""Numbers in a text that are nobody's secret: dates, times of day, sums in thousands, lists of years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcdesk.domain.numeral_words import NOMINATIVE
from qcdesk.domain.numerals import UNIT

_HOURS, _MINUTES, _STEP = 24, 55, 5
_NUMERAL = rf"\s(?:{'|'.join(NOMINATIVE)})\b"  # «8 000 пятьсот двенадцать» is a phone
_KNOWN = re.compile(
    r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d|\.\d)"  # 12.05.2026
    r"|(?<![\d-])(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d(?!\d|-\d)"  # 2026-05-12
    r"|(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])"  # 10:30
    r"|(?<![\d+])(?<!\d[\s-])\d{1,3}(?:[ \u00a0]\d{3})*[ \u00a0]000(?!\d|[\s-]\d|"
    + _NUMERAL
    + ")"  # 1 250 000
    r"|(?<![\d+])(?<!\d[\s-])\d{1,3}(?:[ \u00a0]\d{3})+(?=" + UNIT.pattern + r")"  # 1 250 750 рублей
    r"|(?<![\d)])(?<![\d)][\s-])(?:19|20)\d\d(?:, (?:19|20)\d\d){2,}(?!\d)",  # 2023, 2024, 2025
    re.IGNORECASE,
)


def set_aside(text: str) -> str:
    """The text with such numbers crossed out by letters; every other character keeps its place."""
    return _KNOWN.sub(lambda found: "x" * len(found.group()), text)


def are_times(groups: Sequence[str]) -> bool:
    """Whether numbers said one after another read as times («девять тридцать, десять тридцать»)."""
    hours, minutes = groups[::2], groups[1::2]
    if len(groups) < 4 or len(groups) % 2 or any(len(group) > 2 for group in groups):
        return False
    return all(int(h) <= _HOURS for h in hours) and all(
        int(m) <= _MINUTES and int(m) % _STEP == 0 and len(m) == 2 for m in minutes
    )
