"""Writes reports to a folder, one file a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from qcdesk.errors import InputError
from qcdesk.i18n import _
from qcdesk.reports.card import ManagerCard
from qcdesk.reports.card_tables import card_sheets
from qcdesk.reports.handouts import Handout
from qcdesk.reports.html import card_page, handout_page, owner_page
from qcdesk.reports.labels import card_labels, owner_labels
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.owner_tables import owner_tables
from qcdesk.reports.paper.card import card_pdf
from qcdesk.reports.paper.handout import handout_pdf
from qcdesk.reports.paper.owner import owner_pdf
from qcdesk.reports.plain import report_json
from qcdesk.reports.tables import Table
from qcdesk.reports.write import make_folder, safe_file_name, write_report
from qcdesk.reports.xlsx import workbook

FORMATS = ("html", "pdf", "xlsx", "json")
_PAPER = "pdf"


def write_manager_card(
    card: ManagerCard, folder: Path, formats: Sequence[str] = FORMATS, taken: Iterable[str] = ()
) -> list[Path]:
    """Writes one card; an older card of the same person and period is replaced.

    Args:
        taken: file names that belong to other people's cards.

    Returns:
        the files written, in the order of `formats`.

    Raises:
        InputError: an unknown format.
        ExportError: the folder or a file cannot be written.
    """
    name = f"{card.period.name} {card.sales_manager}"
    return _files(folder, name, formats, lambda kind: _card(card, kind), taken)


def write_manager_cards(
    cards: Iterable[ManagerCard], folder: Path, formats: Sequence[str] = FORMATS
) -> list[Path]:
    """Writes many cards; people whose names make one file name get numbers, in the order of the cards."""
    written: list[Path] = []
    for card in cards:
        written += write_manager_card(card, folder, formats, taken=[p.name for p in written])
    return written


def write_owner_report(report: OwnerReport, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Writes the owner's report; an older one of the same period is replaced.

    Raises:
        InputError: an unknown format.
        ExportError: the folder or a file cannot be written.
    """
    name = f"{report.period.name} {owner_labels(report.language)['document']}"
    tables = owner_tables(report)
    return _files(folder, name, formats, lambda kind: _report(report, tables, kind))


def write_handout(handout: Handout, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Writes a file for the head of sales or for HR; an older one of the same period is replaced.

    Raises:
        InputError: an unknown format.
        ExportError: the folder or a file cannot be written.
    """
    name = f"{handout.period.name} {handout.title}"
    return _files(folder, name, formats, lambda kind: _handout(handout, kind))


def _files(
    folder: Path,
    name: str,
    formats: Sequence[str],
    make: Callable[[str], bytes],
    taken: Iterable[str] = (),
) -> list[Path]:
    """Writes one file a format. Paper is laid out by typst, which leaves the interpreter to the others."""
    kinds, taken = known_formats(formats), tuple(taken)
    paths = {kind: make_folder(folder) / safe_file_name(f"{name}.{kind}", taken) for kind in kinds}
    with ThreadPoolExecutor(1, "paper") as beside:
        laid_out = {kind: beside.submit(make, kind) for kind in kinds if kind == _PAPER and len(kinds) > 1}
        made = {kind: write_report(paths[kind], make(kind)) for kind in kinds if kind not in laid_out}
        made |= {kind: write_report(paths[kind], one.result()) for kind, one in laid_out.items()}
    return [made[kind] for kind in kinds]


def _card(card: ManagerCard, kind: str) -> bytes:
    if kind == "html":
        return card_page(card)
    if kind == _PAPER:
        return card_pdf(card)
    tables = card_sheets(card)
    if kind == "json":
        english = card_sheets(replace(card, language="en"))
        return report_json("manager", card.language, card.company, card.period, card.made_at, tables, english)
    title = f"{card_labels(card.language)['document']} · {card.sales_manager}"
    return workbook(tables, card.language, title, card.company, card.made_at)


def _report(report: OwnerReport, tables: Mapping[str, Table], kind: str) -> bytes:
    if kind == "html":
        return owner_page(report, tables)
    if kind == _PAPER:
        return owner_pdf(report, tables)
    sheets = tuple(tables.values())
    if kind == "json":
        english = tuple(owner_tables(replace(report, language="en", around=report.around_english)).values())
        return report_json(
            "owner", report.language, report.company, report.period, report.made_at, sheets, english
        )
    title = owner_labels(report.language)["document"]
    return workbook(sheets, report.language, title, report.company, report.made_at)


def _handout(handout: Handout, kind: str) -> bytes:
    if kind == "html":
        return handout_page(handout)
    if kind == _PAPER:
        return handout_pdf(handout)
    if kind == "json":
        return report_json(
            handout.audience,
            handout.language,
            handout.company,
            handout.period,
            handout.made_at,
            handout.tables,
            handout.english,
        )
    return workbook(handout.tables, handout.language, handout.title, handout.company, handout.made_at)


def known_formats(formats: Sequence[str]) -> Sequence[str]:
    """The formats, all of them known.

    Raises:
        InputError: one of them is not.
    """
    for kind in formats:
        if kind not in FORMATS:
            raise InputError(
                kind, _("unknown format"), _("Known: {formats}").format(formats=", ".join(FORMATS))
            )
    return formats
