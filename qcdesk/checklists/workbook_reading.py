"""Reads a checklist from an Excel workbook; what is wrong is named with its sheet and cell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from qcdesk.checklists.checking import check
from qcdesk.checklists.workbook_form import (
    BY_HEADING,
    BY_KEY,
    ENGLISH_SHEETS,
    FALSE,
    FLAG,
    GATE,
    KINDS,
    MOST_ROWS,
    ROWS,
    SECTION,
    TRUE,
    WHOLE,
    SheetColumn,
    letters,
    put,
)
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Plain, Problem
from qcdesk.errors import ChecklistError
from qcdesk.i18n import _


def read_workbook(
    path: Path,
    known_patterns: frozenset[str] | None = None,
    known_metrics: frozenset[str] | None = None,
) -> Checklist:
    """The checklist of a workbook of this form; headings may also be the keys of the YAML form.

    Raises:
        ChecklistError: it is no such workbook, or a rule is broken; sheet and cell are named.
    """
    whole, rows = _sheets(path)
    reading = _Reading(str(path))
    plain = reading.read(whole, rows)
    checked = check(plain, known_patterns, known_metrics)
    if checked.checklist is None:
        raise reading.refusal(checked.problems)
    return checked.checklist


class _Reading:
    """A workbook being read; remembers in which row each part stands."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._places: dict[tuple[str | int, ...], int] = {}
        self._headings: dict[str, int] = {}

    def read(self, whole: Sequence[Sequence[object]], rows: Sequence[Sequence[object]]) -> Plain:
        """The keys and values of both sheets."""
        plain: Plain = {}
        for y, cells in enumerate(whole):
            key, value = _text(cells, 0), _cell(cells, 1)
            if key and value is not None:
                self._places[tuple(key.split("."))] = y + 1
                put(plain, key, self._summary_value(key, value, y))
        self._read_rows(rows, plain)
        return plain

    def refusal(self, problems: Sequence[Problem]) -> ChecklistError:
        """The error that names the cells of the first problems."""
        told = [_("{cell}: {what}").format(cell=self._cell_of(at), what=what) for at, what in problems[:4]]
        if len(problems) > len(told):
            told.append(_("and {n} more").format(n=len(problems) - len(told)))
        return ChecklistError(self._name, "; ".join(told), _("Correct the workbook and read it again"))

    def _summary_value(self, key: str, value: object, y: int) -> object:
        if key == "applies_if":
            return self._facts(str(value), WHOLE, f"B{y + 1}")
        if key == "pass_rule":
            return self._json(str(value), WHOLE, f"B{y + 1}")
        if key == "bonus_capped":
            return self._bool(str(value), WHOLE, f"B{y + 1}")
        return value if isinstance(value, int | float) else str(value).strip()

    def _read_rows(self, rows: Sequence[Sequence[object]], plain: Plain) -> None:
        head = [str(cell or "").strip().casefold() for cell in (rows[0] if rows else ())]
        columns = {x: BY_HEADING[name] for x, name in enumerate(head) if name in BY_HEADING}
        self._headings = {column.key: x for x, column in columns.items()}
        if not {"row", "id", "title.ru"} <= self._headings.keys():
            needed = ", ".join(BY_KEY[key].heading for key in ("row", "id", "title.ru"))
            raise self._wrong(ROWS, "1", _("headings are needed: {names}").format(names=needed))
        sections: list[Plain] = []
        flags: list[Plain] = []
        for y, cells in enumerate(rows[1:MOST_ROWS], 2):
            part = self._part(columns, cells, y)
            if part is not None:
                self._place(part, sections, flags, y)
        plain["sections"] = sections
        if flags:
            plain["flags"] = flags

    def _part(self, columns: Mapping[int, SheetColumn], cells: Sequence[object], y: int) -> Plain | None:
        part: Plain = {}
        for x, column in columns.items():
            value = _cell(cells, x)
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            put(part, column.key, self._value(column, value, f"{letters(x)}{y}"))
        return part or None

    def _place(self, part: Plain, sections: list[Plain], flags: list[Plain], y: int) -> None:
        said = str(part.pop("row", "")).strip().casefold()
        kind = next((ru for ru, en in KINDS.items() if said in (ru, en)), None)
        if kind is None:
            known = ", ".join(KINDS)
            raise self._wrong(ROWS, f"A{y}", _("this row is none of: {names}").format(names=known))
        if kind == SECTION:
            self._places["sections", len(sections)] = y
            sections.append({**part, "criteria": []})
        elif kind == FLAG:
            self._places["flags", len(flags)] = y
            effects = part.pop("effects", {})
            flags.append({**part, "effect": effects.get("yes", "note")})
        elif not sections:
            raise self._wrong(ROWS, f"A{y}", _("a section must stand above"))
        elif kind == GATE:
            self._places["sections", len(sections) - 1, "gate"] = y
            sections[-1]["gate"] = part
        else:
            place = "sections", len(sections) - 1, "criteria", len(sections[-1]["criteria"])
            self._places[place] = y
            sections[-1]["criteria"].append(part)

    def _value(self, column: SheetColumn, value: object, cell: str) -> object:
        if column.kind == "number":
            return self._number(value, cell)
        if column.kind == "bool":
            return self._bool(str(value), ROWS, cell)
        if column.kind == "json":
            return self._json(str(value), ROWS, cell)
        if column.kind == "facts":
            return self._facts(str(value), ROWS, cell)
        if column.kind == "effects":
            return self._effects(str(value), cell)
        return _plain_text(value)

    def _number(self, value: object, cell: str) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        try:
            return float(str(value).replace(",", ".").replace(" ", ""))
        except ValueError:
            raise self._wrong(ROWS, cell, _("must be a number")) from None

    def _bool(self, text: str, sheet: str, cell: str) -> bool:
        said = text.strip().casefold()
        if said in TRUE or said in FALSE:
            return said in TRUE
        raise self._wrong(sheet, cell, _("must be “да” or “нет”"))

    def _json(self, text: str, sheet: str, cell: str) -> object:
        try:
            return json.loads(text)
        except ValueError:
            raise self._wrong(sheet, cell, _("must be as the program wrote it (JSON)")) from None

    def _facts(self, text: str, sheet: str, cell: str) -> Plain:
        """`role: sales, universal; direction: in` as keys with lists."""
        out: Plain = {}
        for part in filter(str.strip, text.split(";")):
            fact, colon, values = part.partition(":")
            if not colon:
                raise self._wrong(sheet, cell, _("must be written as  role: sales, universal; direction: in"))
            out[fact.strip()] = [v.strip() for v in values.split(",") if v.strip()]
        return out

    def _effects(self, text: str, cell: str) -> Plain:
        """`no: cap 70; yes: fatal` as keys."""
        out: Plain = {}
        for part in filter(str.strip, text.split(";")):
            answer, colon, effect = part.partition(":")
            cap = re.fullmatch(r"cap\s+(\d+(?:[.,]\d+)?)", effect.strip())
            if not colon:
                raise self._wrong(ROWS, cell, _("must be written as  no: cap 70; yes: fatal"))
            out[answer.strip()] = {"cap": float(cap[1].replace(",", "."))} if cap else effect.strip()
        return out

    def _cell_of(self, at: Sequence[str | int]) -> str:
        """The cell of a place, or its row, or its sheet."""
        for end in range(len(at), 0, -1):
            row = self._places.get(tuple(at[:end]))
            if row is None:
                continue
            if at[0] not in ("sections", "flags"):
                return f"{WHOLE}!B{row}"
            key = ".".join(str(step) for step in at[end:])
            key = "effects" if key.startswith("effect") else key
            column = next((x for k, x in self._headings.items() if k == key or key.startswith(f"{k}.")), None)
            column = self._headings.get(f"{key}.ru", column) if column is None else column
            return f"{ROWS}!{letters(column) if column is not None else 'A'}{row}"
        return WHOLE

    def _wrong(self, sheet: str, cell: str, what: str) -> ChecklistError:
        return ChecklistError(f"{self._name}, {sheet}!{cell}", what, _("Correct the cell and read it again"))


def _sheets(path: Path) -> tuple[list[list[object]], list[list[object]]]:
    """The cells of both sheets."""
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        names = {name.casefold(): name for name in book.sheetnames}
        found = []
        for wanted in (WHOLE, ROWS):
            known = (wanted, *ENGLISH_SHEETS[wanted])
            name = next((names[one.casefold()] for one in known if one.casefold() in names), None)
            if name is None:
                what = _("there is no sheet “{name}”").format(name=wanted)
                raise ChecklistError(str(path), what, _("Export a checklist and fill in that workbook"))
            rows = book[name].iter_rows(max_row=MOST_ROWS, values_only=True)
            found.append([list(row) for row in rows])
        book.close()
    except ChecklistError:
        raise
    except (
        OSError,
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
    ) as e:
        raise ChecklistError(str(path), _("not an XLSX workbook that can be read"), _("Choose one")) from e
    return found[0], found[1]


def _cell(cells: Sequence[object], x: int) -> object:
    return cells[x] if x < len(cells) else None


def _text(cells: Sequence[object], x: int) -> str:
    return str(_cell(cells, x) or "").strip()


def _plain_text(value: object) -> str:
    """A text; a code that a spreadsheet made a number of is written without its point."""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
