"""Product cards and scripts as workbooks: text stays text, so nothing in them is ever a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qcdesk.domain.product import Cards
from qcdesk.domain.script import Script, stage_title
from qcdesk.i18n import _, language
from qcdesk.reports.tables import Cell, Column, Kind, Table
from qcdesk.reports.xlsx import workbook

_SHORT, _WIDE = 14, 40


def cards_workbook(cards: Cards) -> bytes:
    """Two sheets, the table and the reasons, with headings that an import knows."""
    rows = _table(
        "spve",
        _("Property–use–gain–emotion"),
        (_("Code"), _("Product"), _("Property"), _("Use"), _("Gain"), _("Emotion"), _("Need"), _("Objection"))
        + (_("Checked by"),),
        (
            (r.code, r.product, r.feature, r.use, r.gain, r.emotion, r.need, r.objection, r.checked_by)
            for r in cards.rows
        ),
    )
    reasons = _table(
        "reasons",
        _("100 reasons"),
        (_("No."), _("Reason"), _("Product"), _("Segment"), _("Stage"), _("Objection"), _("Row")),
        ((str(r.number), r.text, r.product, r.segment, r.stage, r.objection, r.row) for r in cards.reasons),
    )
    return _book((rows, reasons), _("Product cards"))


def script_workbook(script: Script) -> bytes:
    """One sheet: a block a row, or several where it has many phrases."""
    table = _table(
        "script",
        script.sales_manager or _("Script"),
        (_("Block"), _("Stage"), _("Phrase")),
        (
            (block.title, stage_title(block.stage) if block.stage else "", phrase)
            for block in script.blocks
            for phrase in block.phrases or ("",)
        ),
    )
    return _book((table,), _("Script"))


def _table(id: str, title: str, headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    given = tuple(headings)
    columns = tuple(Column(h, Kind.LONG, _SHORT if n == 0 else _WIDE) for n, h in enumerate(given))
    return Table(id, title, columns, tuple(tuple(map(Cell, row)) for row in rows))


def _book(tables: tuple[Table, ...], title: str) -> bytes:
    return workbook(tables, language(), title, "", datetime.now().replace(microsecond=0))
