"""Days that were said relative to the call, resolved by the day of the call."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = re.compile(r"day([+-]\d+)")
_MONTHS = re.compile(r"day([+-]\d+)months")
_WEEKDAY = re.compile(r"weekday(\d)([+-]\d)?")
_PERIOD = re.compile(r"(week|month|year)([+-]\d+)")
_ANNUAL = re.compile(r"--(\d\d)-(\d\d)")
_MONTHLY = re.compile(r"---(\d\d)")


def resolved(value: str, day: date) -> str:
    """The value of a date on a call of that day; unchanged when it names its year or leaves the calendar.

    A date without a year is the one nearest to the call, a day of the month or of the week the next one
    after it. Weeks are written `2026-W49`, months `2026-12`.
    """
    try:
        return _resolved(value, day)
    except (ValueError, OverflowError):
        return value


def _resolved(value: str, day: date) -> str:
    if found := _DAYS.fullmatch(value):
        return (day + timedelta(days=int(found[1]))).isoformat()
    if found := _MONTHS.fullmatch(value):
        return _months_away(day, int(found[1])).isoformat()
    if found := _WEEKDAY.fullmatch(value):
        return _weekday(day, int(found[1]), int(found[2] or 0)).isoformat()
    if found := _PERIOD.fullmatch(value):
        return _period(day, found[1], int(found[2]))
    if found := _ANNUAL.fullmatch(value):
        return _nearest(day, int(found[1]), int(found[2])).isoformat()
    if found := _MONTHLY.fullmatch(value):
        return _next_of_month(day, int(found[1])).isoformat()
    return value


def _months_away(day: date, months: int) -> date:
    """The same day of another month, or the last one it has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _weekday(day: date, number: int, week: int) -> date:
    """In another week when one is named, else the next such day after the call."""
    if week:
        monday = day - timedelta(days=day.isoweekday() - 1)
        return monday + timedelta(days=7 * week + number - 1)
    return day + timedelta(days=(number - day.isoweekday() - 1) % 7 + 1)


def _period(day: date, unit: str, by: int) -> str:
    if unit == "week":
        year, week, _weekday = (day + timedelta(days=7 * by)).isocalendar()
        return f"{year}-W{week:02d}"
    return f"{_months_away(day, by):%Y-%m}" if unit == "month" else str(day.year + by)


def _nearest(day: date, month: int, number: int) -> date:
    candidates = [_on(year, month, number) for year in range(day.year - 1, day.year + 2)]
    return min((c for c in candidates if c), key=lambda c: abs(c - day), default=_leap(day, month, number))


def _on(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _leap(day: date, month: int, number: int) -> date:
    return date(day.year + (-day.year) % 4, month, number)


def _next_of_month(day: date, number: int) -> date:
    """The next such day from the call's own on; a month that is too short is passed over."""
    first = day.replace(day=1)
    for months in range(3):
        month = _months_away(first, months)
        found = _on(month.year, month.month, number)
        if found and found >= day:
            return found
    raise ValueError(number)
