"""Days: dates, days of the week, weeks and months, and days counted from the call's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from qcdesk.evidence.quantities.atoms import Atom
from qcdesk.evidence.quantities.quantity import Found
from qcdesk.evidence.quantities.units import CLOCK, SPAN, digits, iso_span, whole

_NAMED = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "вчера": -1, "позавчера": -2}
_SOFT_MONTHS = {
    1: "январ",
    2: "феврал",
    4: "апрел",
    6: "июн",
    7: "июл",
    9: "сентябр",
    10: "октябр",
    11: "ноябр",
}
_SOFT_MONTHS[12] = "декабр"
_GENITIVE = {f"{stem}я": month for month, stem in _SOFT_MONTHS.items()} | {"марта": 3, "мая": 5, "августа": 8}
_WEEKDAYS = (
    "понедельник понедельника понедельнику понедельником",
    "вторник вторника вторнику вторником",
    "среду среды",
    "четверг четверга четвергу четвергом",
    "пятница пятницу пятницы пятнице пятницей",
    "суббота субботу субботы субботе субботой",
    "воскресенье воскресенья воскресенью",
)
_WEEKDAY = {form: number for number, forms in enumerate(_WEEKDAYS, start=1) for form in forms.split()}
_BEFORE_WEDNESDAY = frozenset(
    ("во", "в", "до", "со", "с", "после", "на", "эту", "следующую", "прошлую", "ближайшую")
)
_SHIFTS = {"следующ": 1, "прошл": -1, "эт": 0, "ближайш": 0}
_PERIODS = {"неделе": "week", "неделю": "week", "недели": "week", "месяце": "month", "месяц": "month"}
_PERIODS |= {"месяца": "month", "году": "year", "год": "year", "года": "year"}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)")
_DAYS_OF = {"D": 1, "W": 7}
_YEARS = (1900, 2100)
_MOST_AWAY = 10_000


def read_day(atoms: Sequence[Atom], place: int) -> Found | None:
    """The day that begins at an atom."""
    atom = atoms[place]
    if atom.word in _NAMED and atom.number is None:
        return Found("date", f"day{_NAMED[atom.word]:+d}", atom.word, place + 1)
    if atom.number is not None:
        return _numbered(atoms, place) or _ago(atoms, place)
    if atom.word[:1].isdigit():
        return _written(atom.word, place)
    if atom.word == "через":
        return _ahead(atoms, place)
    return _of_week(atoms, place)


def _written(word: str, place: int) -> Found | None:
    dotted = _DOTTED.fullmatch(word)
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        found = _valid(year if year > 99 else 2000 + year, month, day)
    else:
        parts = word.split("-")
        found = _valid(*map(int, parts)) if len(parts) == 3 else None
    return Found("date", found.isoformat(), found.isoformat(), place + 1) if found else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbered(atoms: Sequence[Atom], place: int) -> Found | None:
    number, after = atoms[place].number, atoms[place + 1]
    day = whole(number, 1, 31)
    if number is None or not (after.near or after.gap == "-"):
        return None
    if day and after.word in _GENITIVE and _valid(2024, _GENITIVE[after.word], day):
        return _with_year(atoms, place + 2, day, after)
    if day and after.word in ("числа", "число", "числу") and (number.ordinal or number.digits):
        return Found("date", f"---{day:02d}", f"{day} {after.word}", place + 2)
    year = whole(number, *_YEARS)
    if year and after.word in ("год", "года", "году") and (number.ordinal or number.digits):
        return Found("date", str(year), f"{year} {after.word}", place + 2)
    return None


def _with_year(atoms: Sequence[Atom], stop: int, day: int, month: Atom) -> Found:
    said = atoms[stop]
    year = whole(said.number, *_YEARS) if said.near else None
    number = _GENITIVE[month.word]
    if year is None or not _valid(year, number, day):
        return Found("date", f"--{number:02d}-{day:02d}", f"{day} {month.word}", stop)
    stop += 2 if atoms[stop + 1].near and atoms[stop + 1].word in ("года", "г", "год") else 1
    return Found("date", f"{year}-{number:02d}-{day:02d}", f"{day} {month.word} {year}", stop)


def _ahead(atoms: Sequence[Atom], place: int) -> Found | None:
    """«Через две недели», «через месяц», «через полчаса»."""
    after, unit = atoms[place + 1], atoms[place + 2]
    if not after.near:
        return None
    if after.word == "полчаса":
        return Found("time", "+PT30M", "через полчаса", place + 2)
    if after.word == "полгода":
        return Found("date", "day+6months", "через полгода", place + 2)
    if after.number is None:
        return _away(Decimal(1), after.word, 1, f"через {after.word}", place + 2)
    if after.number.ordinal or not unit.near:
        return None
    text = f"через {digits(after.number.value)} {unit.word}"
    return _away(after.number.value, unit.word, 1, text, place + 3)


def _ago(atoms: Sequence[Atom], place: int) -> Found | None:
    """«Три дня назад»."""
    number, unit, back = atoms[place].number, atoms[place + 1], atoms[place + 2]
    if number is None or number.ordinal or back.word != "назад" or not (unit.near and back.near):
        return None
    return _away(number.value, unit.word, -1, f"{digits(number.value)} {unit.word} назад", place + 3)


def _away(count: Decimal, word: str, sign: int, text: str, stop: int) -> Found | None:
    unit = SPAN.get(word)
    if unit is None or count > _MOST_AWAY:
        return None
    if unit in CLOCK:
        return Found("time", f"{'+' if sign > 0 else '-'}{iso_span(count, unit)}", text, stop)
    if unit in _DAYS_OF:
        return Found("date", f"day{sign * int(count * _DAYS_OF[unit]):+d}", text, stop)
    months = sign * int(count * (12 if unit == "Y" else 1))
    return Found("date", f"day{months:+d}months", text, stop)


def _of_week(atoms: Sequence[Atom], place: int) -> Found | None:
    """«Вторник», «следующий вторник», «на следующей неделе»."""
    atom, after = atoms[place], atoms[place + 1]
    shift = _shift(atom.word)
    if shift is None:
        if atom.word == "среды" and atoms[place - 1].word not in _BEFORE_WEDNESDAY:
            return None
        return _weekday(atom.word, None, atom.word, place + 1)
    if not after.near:
        return None
    text = f"{atom.word} {after.word}"
    if after.word in _PERIODS:
        return Found("date", f"{_PERIODS[after.word]}{shift:+d}", text, place + 2)
    return _weekday(after.word, shift, text, place + 2)


def _shift(word: str) -> int | None:
    if word in ("этот", "эту", "этой", "этого", "этом", "эти", "эта"):
        return 0
    return next((by for stem, by in _SHIFTS.items() if stem != "эт" and word.startswith(stem)), None)


def _weekday(word: str, shift: int | None, text: str, stop: int) -> Found | None:
    number = _WEEKDAY.get(word)
    if number is None:
        return None
    return Found("date", f"weekday{number}{f'{shift:+d}' if shift else ''}", text, stop)
