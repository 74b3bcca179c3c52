"""Writes reports to a folder, one file a format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from qcdesk.reports.write import make_folder, safe_file_name, write_report
from qcdesk.reports.xlsx import workbook

FORMATS = ("html", "pdf", "xlsx", "json")


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
    return [
        write_report(make_folder(folder) / safe_file_name(f"{name}.{kind}", taken), _card(card, kind))
        for kind in known_formats(formats)
    ]


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
    return [
        write_report(make_folder(folder) / safe_file_name(f"{name}.{kind}"), _report(report, kind))
        for kind in known_formats(formats)
    ]


def write_handout(handout: Handout, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Writes a file for the head of sales or for HR; an older one of the same period is replaced.

    Raises:
        InputError: an unknown format.
        ExportError: the folder or a file cannot be written.
    """
    name = f"{handout.period.name} {handout.title}"
    return [
        write_report(make_folder(folder) / safe_file_name(f"{name}.{kind}"), _handout(handout, kind))
        for kind in known_formats(formats)
    ]


def _card(card: ManagerCard, kind: str) -> bytes:
    if kind == "html":
        return card_page(card)
    if kind == "pdf":
        return card_pdf(card)
    tables = card_sheets(card)
    if kind == "json":
        english = card_sheets(replace(card, language="en"))
        return report_json("manager", card.language, card.company, card.period, card.made_at, tables, english)
    title = f"{card_labels(card.language)['document']} · {card.sales_manager}"
    return workbook(tables, card.language, title, card.company, card.made_at)


def _report(report: OwnerReport, kind: str) -> bytes:
    if kind == "html":
        return owner_page(report)
    if kind == "pdf":
        return owner_pdf(report)
    tables = tuple(owner_tables(report).values())
    if kind == "json":
        english = tuple(owner_tables(replace(report, language="en", around=report.around_english)).values())
        return report_json(
            "owner", report.language, report.company, report.period, report.made_at, tables, english
        )
    title = owner_labels(report.language)["document"]
    return workbook(tables, report.language, title, report.company, report.made_at)


def _handout(handout: Handout, kind: str) -> bytes:
    if kind == "html":
        return handout_page(handout)
    if kind == "pdf":
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
