"""Values of single table cells: durations and amounts."""

from __future__ import annotations

import math
import re

_LONGEST_CALL_S = 7 * 24 * 3600.0
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)")
_WORDED = re.compile(
    r"(?:(\d+)\s*(?:ч|час\w*|h|hours?)\.?\s*)?(?:(\d+)\s*(?:м|мин\w*|m|min\w*)\.?\s*)?"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:с|сек\w*|s|sec\w*)\.?)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_CURRENCY = re.compile(r"(?:₽|руб\w*\.?|р\.?|rub|rur|\$|€|usd|eur|kzt|тг|₸)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f'’]+")


def duration_of(text: str, *, milliseconds: bool = False) -> float:
    """Seconds of a duration: `00:02:18`, `2:18`, `138`, `138,5`, `2 мин 18 с`.

    Raises:
        ValueError: it is no duration, or one longer than a week.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        seconds = _number(text) / (1000 if milliseconds else 1)
    elif clock := _CLOCK.fullmatch(text):
        seconds = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + _number(clock[3])
    elif text and (worded := _WORDED.fullmatch(text)):
        seconds = int(worded[1] or 0) * 3600 + int(worded[2] or 0) * 60 + _number(worded[3] or "0")
    else:
        raise ValueError(text)
    if seconds > _LONGEST_CALL_S:
        raise ValueError(text)
    return seconds


def amount_of(text: str) -> float:
    """An amount of money without its currency: `1 250 000,50 ₽`, `1250000.5`, `1,250,000.50`.

    Raises:
        ValueError: it is no amount.
    """
    bare = _CURRENCY.sub("", _SPACES.sub("", text))
    if "," in bare and "." in bare:
        bare = bare.replace(min(",.", key=bare.rfind), "")
    elif bare.count(",") > 1 or bare.count(".") > 1:
        bare = bare.replace(",", "").replace(".", "")
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", bare):
        raise ValueError(text)
    amount = _number(bare)
    if not math.isfinite(amount):
        raise ValueError(text)
    return amount


def _number(text: str) -> float:
    return float(text.replace(",", "."))
