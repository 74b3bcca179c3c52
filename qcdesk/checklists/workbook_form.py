"""The form of a checklist in an Excel workbook: sheets, kinds of rows, columns, what stands in cells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WHOLE, ROWS = "Чек-лист", "Критерии"
ENGLISH_SHEETS = {WHOLE: ("Checklist",), ROWS: ("Criteria",)}
SECTION, GATE, CRITERION, FLAG = "раздел", "вопрос раздела", "критерий", "флаг"
KINDS = {SECTION: "section", GATE: "gate", CRITERION: "criterion", FLAG: "flag"}
YES, NO = "да", "нет"
TRUE = frozenset((YES, "yes", "true", "1", "истина", "+"))
FALSE = frozenset((NO, "no", "false", "0", "ложь", "-", ""))
MOST_ROWS = 2000
SUMMARY = ("id", "title.ru", "title.en", "method", "min_talk_s", "zones.green", "zones.yellow")
SUMMARY_MORE = ("bonus_capped", "applies_if", "pass_rule")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key in the file (`title.ru`), Russian heading, kind of value, width in characters."""

    key: str
    heading: str
    kind: str = "text"
    width: int = 14


COLUMNS = (
    SheetColumn("row", "Строка", width=16),
    SheetColumn("id", "Код", width=8),
    SheetColumn("title.ru", "Название", width=44),
    SheetColumn("answer", "Ответ", width=10),
    SheetColumn("weight", "Вес", "number", 7),
    SheetColumn("na", "НП разрешено", "bool", 10),
    SheetColumn("critical", "Критический", "bool", 12),
    SheetColumn("guide.yes.ru", "Да, когда", width=40),
    SheetColumn("guide.no.ru", "Нет, когда", width=40),
    SheetColumn("guide.na.ru", "НП, когда", width=30),
    SheetColumn("effects", "Последствия", "effects", 20),
    SheetColumn("advice.consequence.ru", "Последствие промаха", width=40),
    SheetColumn("advice.client_hears.ru", "Что слышит клиент", width=40),
    SheetColumn("advice.say_instead.ru", "Как сказать", width=40),
    SheetColumn("options", "Варианты", "json", 30),
    SheetColumn("top", "Верх шкалы", "number", 10),
    SheetColumn("target", "Цель счёта", "number", 10),
    SheetColumn("points", "Баллы", "number", 8),
    SheetColumn("scored", "В балл", "bool", 8),
    SheetColumn("bonus", "Бонус", "bool", 8),
    SheetColumn("source", "Источник", width=10),
    SheetColumn("applies_if", "Применяется, если", "facts", 26),
    SheetColumn("title.en", "Название (англ.)", width=44),
    SheetColumn("guide.yes.en", "Да, когда (англ.)", width=40),
    SheetColumn("guide.no.en", "Нет, когда (англ.)", width=40),
    SheetColumn("guide.na.en", "НП, когда (англ.)", width=30),
    SheetColumn("advice.consequence.en", "Последствие промаха (англ.)", width=40),
    SheetColumn("advice.client_hears.en", "Что слышит клиент (англ.)", width=40),
    SheetColumn("advice.say_instead.en", "Как сказать (англ.)", width=40),
    SheetColumn("evidence", "Доказательство", "json", 60),
)
BY_KEY = {column.key: column for column in COLUMNS}
BY_HEADING = {column.heading.casefold(): column for column in COLUMNS} | BY_KEY


def inside(plain: Any, key: str) -> Any:
    """The value at a key such as `title.ru`; None where there is none."""
    for step in key.split("."):
        plain = plain.get(step) if isinstance(plain, dict) else None
    return plain


def put(plain: dict[str, Any], key: str, value: object) -> None:
    """Puts a value at a key such as `title.ru`."""
    *way, last = key.split(".")
    for step in way:
        plain = plain.setdefault(step, {})
    plain[last] = value


def is_deep(value: object) -> bool:
    """Whether a value has parts."""
    return isinstance(value, dict | list)


def as_json(value: object) -> str | None:
    """A value with parts as a text."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def facts_text(value: Mapping[str, Sequence[str]] | None) -> str | None:
    """`role: sales, universal; direction: in`."""
    return "; ".join(f"{fact}: {', '.join(values)}" for fact, values in value.items()) if value else None


def effects_text(value: Mapping[str, Any]) -> str:
    """`no: cap 70; yes: fatal`."""
    told = {k: f"cap {v['cap']:g}" if isinstance(v, dict) else v for k, v in value.items()}
    return "; ".join(f"{answer}: {effect}" for answer, effect in told.items())


def letters(x: int) -> str:
    """The letters of a 0-based column."""
    out = ""
    x += 1
    while x:
        x, rest = divmod(x - 1, 26)
        out = chr(65 + rest) + out
    return out
