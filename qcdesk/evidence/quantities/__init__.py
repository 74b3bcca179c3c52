"""What Russian speech says in numbers, in one normal form.

| kind | value | said |
|---|---|---|
| date | `2026-11-25`, `--11-25`, `---25`, `2026` | «25.11.2026», «двадцать пятого ноября», «25-го числа» |
| date | `day+2`, `day+14`, `day-3`, `day+1months` | «послезавтра», «через две недели», «три дня назад» |
| date | `weekday2`, `weekday2+1` | «во вторник», «в следующий вторник» |
| date | `week+1`, `month-1`, `year+1` | «на следующей неделе», «в прошлом месяце» |
| time | `15:30`, `+PT2H` | «пятнадцать тридцать», «через два часа» |
| sum | `25000 RUB`, `1.5 USD` | «двадцать пять тысяч рублей» |
| percent, number | `5`, `2500`, `1.5` | «пять процентов», «две с половиной тысячи» |
| duration | `PT15M`, `P2W`, `P2M` | «пятнадцать минут», «две недели», «два месяца» |
| phone, email | `+7…`, `name@host` | as dictated or written |

Cards, codes and passports are no quantities: nothing is found in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qcdesk.domain import masking
from qcdesk.evidence.quantities.atoms import AROUND, atoms, plain
from qcdesk.evidence.quantities.counted import read_counted
from qcdesk.evidence.quantities.days import read_day
from qcdesk.evidence.quantities.hours import read_time
from qcdesk.evidence.quantities.quantity import Kind, Quantity
from qcdesk.evidence.quantities.resolving import resolved

__all__ = ["Kind", "Quantity", "normalised", "quantities"]

_READERS = (read_day, read_time, read_counted)
_LOCAL, _NATIONAL = 10, 11


def quantities(text: str, day: date | None = None) -> tuple[Quantity, ...]:
    """What a turn says in numbers, from left to right, without overlaps.

    Args:
        day: the day of the call, by which relative days are resolved; without it they stay symbolic.
    """
    personal = masking.spans(text)
    found = [_contact(span) for span in personal if span.value]
    found += _counted(text, [(span.start, span.end) for span in personal], day)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def normalised(text: str) -> str:
    """The text with numbers as digits («25000 рублей», `15:30`, `+7…`), for searching."""
    parts: list[str] = []
    place = 0
    for quantity in quantities(text):
        parts += [text[place : quantity.start], quantity.text]
        place = quantity.end
    return "".join([*parts, text[place:]])


def _contact(span: masking.Span) -> Quantity:
    if "@" in span.value:
        return Quantity("email", span.value, span.value, span.start, span.end)
    value = span.value
    if len(value) == _LOCAL:
        value = f"+7{value}"
    elif len(value) == _NATIONAL and value[0] in "78":
        value = f"+7{value[1:]}"
    return Quantity("phone", value, value, span.start, span.end)


def _counted(text: str, aside: list[tuple[int, int]], day: date | None) -> Iterator[Quantity]:
    row = atoms(plain(text), aside)
    place = AROUND
    while place < len(row) - AROUND:
        found = next((each for read in _READERS if (each := read(row, place))), None)
        if found is None:
            place += 1
            continue
        value = resolved(found.value, day) if day and found.kind == "date" else found.value
        end = row[found.stop - 1].end
        yield Quantity(found.kind, value, found.text, row[place].start, end, found.guessed)
        place = found.stop
