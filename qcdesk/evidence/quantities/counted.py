"""Sums, percents, lengths of time, and bare numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qcdesk.domain.numbers import Number
from qcdesk.evidence.quantities.atoms import Atom
from qcdesk.evidence.quantities.quantity import Found
from qcdesk.evidence.quantities.units import CURRENCY, KOPECKS, PERCENT, SPAN, digits, iso_span

_THOUSANDS_OF_ROUBLES = "тр"
_HALVES = {"полчаса": ("30", "M"), "полгода": ("6", "MO"), "полминуты": ("30", "S")}
_SMALLER = {"H": "M", "M": "S"}
_FRACTION_OF_THOUSANDS = 3


def read_counted(atoms: Sequence[Atom], place: int) -> Found | None:
    """The quantity that begins at an atom: with its unit, or a number alone. Ordinals count nothing."""
    atom = atoms[place]
    if atom.word in _HALVES:
        value, half_unit = _HALVES[atom.word]
        return Found("duration", iso_span(Decimal(value), half_unit), atom.word, place + 1)
    if atom.word in ("$", "€") and atoms[place + 1].number and atoms[place + 1].near:
        return _money(atoms, place + 1, atom.word)
    if atom.number is None or atom.number.ordinal:
        return None
    unit = atoms[place + 1]
    if not _follows(unit):
        return Found("number", digits(atom.number.value), digits(atom.number.value), place + 1)
    if unit.word in CURRENCY or unit.word == _THOUSANDS_OF_ROUBLES:
        return _money(atoms, place, unit.word)
    value = digits(atom.number.value)
    if unit.word in PERCENT:
        return Found("percent", value, f"{value}%", place + 2)
    if unit.word in SPAN:
        return _length(atoms, place)
    if unit.word in KOPECKS:
        return Found("sum", f"{digits(atom.number.value / 100)} RUB", f"{value} {unit.word}", place + 2)
    return Found("number", value, value, place + 1)


def _follows(unit: Atom) -> bool:
    return unit.number is None and (unit.near or unit.gap == "-")


def _money(atoms: Sequence[Atom], place: int, unit: str) -> Found:
    number = atoms[place].number
    assert number is not None  # noqa: S101  the caller looked
    value = _amount(number)
    if unit == _THOUSANDS_OF_ROUBLES:
        value, unit = value * 1000, "рублей"
    stop = place + 1 if atoms[place - 1].word == unit and unit in ("$", "€") else place + 2
    small, last = atoms[stop].number, atoms[stop + 1]
    if small and not small.ordinal and small.value < 100 and last.word in KOPECKS:
        value, stop = value + small.value / 100, stop + 2
    return Found("sum", f"{digits(value)} {CURRENCY[unit]}", f"{digits(value)} {unit}", stop)


def _amount(number: Number) -> Decimal:
    """Prices have no thousandths: «12.500 рублей» are thousands."""
    fraction = number.form.replace(",", ".").partition(".")[2] if number.digits else ""
    return number.value * 1000 if len(fraction) == _FRACTION_OF_THOUSANDS else number.value


def _length(atoms: Sequence[Atom], place: int) -> Found:
    number, word = atoms[place].number, atoms[place + 1].word
    assert number is not None  # noqa: S101  the caller looked
    value, text, unit = iso_span(number.value, SPAN[word]), f"{digits(number.value)} {word}", SPAN[word]
    more, after = atoms[place + 2], atoms[place + 3]
    if (
        more.number
        and not more.number.ordinal
        and more.near
        and SPAN.get(after.word) == _SMALLER.get(unit, "")
    ):
        value += f"{digits(more.number.value)}{_SMALLER[unit]}"
        return Found("duration", value, f"{text} {digits(more.number.value)} {after.word}", place + 4)
    return Found("duration", value, text, place + 2)
