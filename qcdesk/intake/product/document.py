"""A Word document as paragraphs and tables; fields, macros and links are never followed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qcdesk.intake.product.source import Grid, Paragraph, Source, cleaned, damaged

_HEADINGS = ("heading", "заголовок", "title", "название")
_LISTS = ("list", "список", "маркированный", "нумерованный")
_LONGEST_BOLD_HEADING = 80


def read_document(path: Path) -> Source:
    """The paragraphs and tables of a document.

    Raises:
        TableError: damaged or protected.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    broken = (
        PackageNotFoundError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError,
        AttributeError, TypeError, IndexError, EOFError, NotImplementedError, RuntimeError, OSError,
    )  # fmt: skip
    try:
        with path.open("rb") as stream:
            document = Document(stream)
            paragraphs = tuple(_paragraphs(document))
            grids = tuple(_grid(table) for table in document.tables)
    except broken as error:
        raise damaged(path) from error
    return Source(str(path), grids, paragraphs)


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    """Lines of the document; a line break inside a paragraph begins another one."""
    for paragraph in document.paragraphs:
        style = (paragraph.style.name if paragraph.style is not None else "").casefold()
        heading = style.startswith(_HEADINGS) or _is_bold_line(paragraph)
        numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        item = numbered or style.startswith(_LISTS)
        for line in paragraph.text.split("\n"):
            yield Paragraph(cleaned(line), heading and bool(line.strip()), item)


def _is_bold_line(paragraph: Any) -> bool:
    """Many write headings as short bold lines."""
    said = [run for run in paragraph.runs if run.text.strip()]
    return bool(said) and all(run.bold for run in said) and len(paragraph.text) <= _LONGEST_BOLD_HEADING


def _grid(table: Any) -> Grid:
    rows = [(n, tuple(_cells(row))) for n, row in enumerate(table._tbl.tr_lst, 1)]
    return Grid("", tuple((n, cells) for n, cells in rows if any(cells)))


def _cells(row: Any) -> Iterator[str]:
    """The cells of a row, a merged one in its first column; `Row.cells` takes the square of their number."""
    for cell in row.tc_lst:
        yield cleaned(" ".join(paragraph.text for paragraph in cell.p_lst))
        yield from ("" for _more in range(min(cell.grid_span, 100) - 1))
