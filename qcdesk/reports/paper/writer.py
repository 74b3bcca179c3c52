"""Writes a report as PDF: A4, tagged (PDF/UA-1), for archives (PDF/A-2a), the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcdesk.reports.cleaning import clean
from qcdesk.reports.paper.glyphs import FONTS, shown

if TYPE_CHECKING:
    import typst

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_TEMPLATE = Path(__file__).parent / "report.typ"
_DRAWN = "svg"
_FORGETS = 5
"""Empty documents after each: typst keeps what the last ten needed, a hundred megabytes of cards."""

Block = dict[str, Any]
"""One block of a page as plain values; the template knows its `kind`."""


def together(*parts: str) -> str:
    """Parts of a title with points between them; what is not known is left out."""
    return " · ".join(filter(None, parts))


def pdf(
    language: str,
    title: str,
    kind: str,
    heading: str,
    facts: list[str],
    made_at: datetime,
    author: str,
    blocks: list[Block],
    first: Sequence[list[Block]] = (),
) -> bytes:
    """The bytes of a PDF.

    Args:
        title: of the document, as a reader's window shows it.
        kind: what the document is, above the heading.
        facts: a line below the heading.
        made_at: stands as its date.
        author: the company.
        first: layouts of page one, the fullest first: the first that fits on one page is taken, and the last
            is made smaller where none does. Without any, the blocks begin on page one.
    """
    content = {
        "language": language,
        "title": title,
        "kind": kind,
        "heading": heading,
        "facts": facts,
        "made": [made_at.year, made_at.month, made_at.day],
        "author": author or "qcdesk",
        "footer": title,
        "blocks": blocks,
        "first": list(first),
    }
    told = json.dumps(_safe(content), ensure_ascii=False)
    made = _compiler().compile(
        input=str(_TEMPLATE), format="pdf", pdf_standards=STANDARDS, sys_inputs={"report": told}
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    for _document in range(_FORGETS):
        _compiler().compile(input=b"", format="svg", sys_inputs=None)
    return made


@cache
def _compiler() -> typst.Compiler:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)


def _safe(value: Any) -> Any:
    """Only characters that a page can show; a page of PDF/A may not lack one."""
    if isinstance(value, str):
        return shown(clean(value))
    if isinstance(value, list):
        return [_safe(v) for v in value]
    if isinstance(value, dict):
        return {k: v if k == _DRAWN else _safe(v) for k, v in value.items()}
    return value
