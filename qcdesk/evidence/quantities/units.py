"""Words for units: money, spans of time, parts of the day, and numbers written as plain digits."""

from __future__ import annotations

from decimal import Decimal

from qcdesk.domain.numbers import Number

_CURRENCIES = {
    "RUB": "рубль рубля рублей рублю рублям рублями рублях руб р ₽",
    "USD": "доллар доллара долларов долларам долларами долл $ бакс бакса баксов",
    "EUR": "евро €",
}
_SPANS = {
    "S": "секунда секунду секунды секунд секундам сек",
    "M": "минута минуту минуты минут минутам минуток минутку мин",
    "H": "час часа часов часам часу часик часика",
    "D": "день дня дней дням дню сутки суток",
    "W": "неделя неделю недели недель неделям недельку",
    "MO": "месяц месяца месяцев месяцам мес",
    "Y": "год года лет годам году",
}
CURRENCY = {form: code for code, forms in _CURRENCIES.items() for form in forms.split()}
SPAN = {form: code for code, forms in _SPANS.items() for form in forms.split()}
"""Forms of units of time: S, M, H, D, W, MO (months), Y."""
PERCENT = frozenset(("процент", "процента", "процентов", "проценту", "процентам", "процентами", "проц", "%"))
KOPECKS = frozenset(("копейка", "копейку", "копейки", "копеек", "коп"))
CLOCK = frozenset("SMH")


def digits(value: Decimal) -> str:
    """The number in plain digits, without a fraction of zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso_span(value: Decimal, unit: str) -> str:
    """A length of time by ISO 8601: `PT15M`, `P2W`, `P1.5Y`."""
    return f"P{'T' * (unit in CLOCK)}{digits(value)}{unit[0]}"


def whole(number: Number | None, least: int, most: int) -> int | None:
    """The number when it is a whole one within bounds."""
    if number is None or not least <= number.value <= most or number.value != int(number.value):
        return None
    return int(number.value)
