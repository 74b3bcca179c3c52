"""Moments as names and tables write them, read into local time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import TypeVar

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_EPOCH = re.compile(r"(\d{9,10}|\d{13})(?:[.,]\d+)?")
_COMPACT = re.compile(r"((?:19|20)\d{6})[-_T ]?(\d{6})")
_WRITTEN = re.compile(
    r"(?P<d>\d{1,4}[-./]\d{1,2}[-./]\d{1,4})"
    r"(?:(?:T|,?\s+(?:в\s+)?)(?P<t>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<half>[AP]M)?"
    r"\s*(?P<zone>Z|UTC|GMT|МСК|MSK|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_T = TypeVar("_T")
_MOSCOW = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Moment:
    """Local time; `exact` is false when only the day was given (the time is then midnight)."""

    at: datetime
    exact: bool = True


def day_of(text: str) -> date | None:
    """The day: `20261005`, `2026_10_05`, `05.10.2026`, `05.10.26`, `261005`; None if there is none."""
    figures = re.findall(r"\d+", text)
    if len(figures) == 3:
        return _day_of_three(figures, "/" in text)
    if len(figures) != 1:
        return None
    run = figures[0]
    if len(run) == 8:
        return _day(run[:4], run[4:6], run[6:]) or _day(run[4:], run[2:4], run[:2])
    return _day("20" + run[:2], run[2:4], run[4:]) if len(run) == 6 else None


def _day_of_three(figures: list[str], slashed: bool) -> date | None:
    first, second, third = figures
    if len(first) == 4:
        return _day(first, second, third)
    year = "20" + third if len(third) == 2 else third
    if found := _day(year, second, first):
        return found
    return _day(year, first, second) if slashed else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def time_of(text: str) -> time | None:
    """The time of day: `101240`, `1012`, `10-12-40`, `10:12`; None when there is no such time."""
    figures = re.findall(r"\d+", text)
    if len(figures) == 1 and len(figures[0]) in (4, 6):
        run = figures[0]
        figures = [run[at : at + 2] for at in range(0, len(run), 2)]
    if len(figures) not in (2, 3):
        return None
    try:
        hour, minute, second = (*(int(f) for f in figures), 0)[:3]
        return time(hour, minute, second)
    except ValueError:
        return None


def from_epoch(text: str) -> datetime | None:
    """Local time of seconds (ten digits) or milliseconds (thirteen) since 1970."""
    whole = re.split(r"[.,]", text)[0]
    seconds = int(whole) / (1000 if len(whole) == 13 else 1)
    try:
        found = datetime.fromtimestamp(int(seconds))
    except (OverflowError, OSError, ValueError):
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def read_moment(text: str) -> Moment:
    """Reads a moment as a table writes it.

    Takes Russian and ISO dates with or without a time, a fraction and a zone, and epoch seconds or
    milliseconds. A moment with a zone is turned into this computer's local time.

    Raises:
        ValueError: there is no such moment.
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return Moment(_sure(from_epoch(text)))
    if run := _COMPACT.fullmatch(text):
        return Moment(datetime.combine(_sure(day_of(run[1])), _sure(time_of(run[2]))))
    written = _WRITTEN.fullmatch(text)
    if not written:
        raise ValueError(text)
    day = _sure(day_of(written["d"]))
    if not written["t"]:
        return Moment(datetime.combine(day, time()), exact=False)
    hour = _sure(time_of(written["t"]))
    return Moment(_local(datetime.combine(day, _half_day(hour, written["half"])), written["zone"]))


def _half_day(hour: time, half: str | None) -> time:
    if not half:
        return hour
    return hour.replace(hour=hour.hour % 12 + (12 if half.upper() == "PM" else 0))


def _local(at: datetime, zone: str | None) -> datetime:
    if not zone:
        return at
    try:
        return at.replace(tzinfo=timezone(_offset(zone))).astimezone().replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(zone) from error


def _offset(zone: str) -> timedelta:
    if zone[0] in "+-":
        figures = zone[1:].replace(":", "").ljust(4, "0")
        ahead = timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
        return -ahead if zone[0] == "-" else ahead
    return _MOSCOW if zone.upper() in ("МСК", "MSK") else timedelta()


def _sure(found: _T | None) -> _T:
    if found is None:
        raise ValueError
    return found
