"""Reads written reports back: the visible text of a page, the cells of a spreadsheet."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.core.reports.paper import text_of

_VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Elements and text of a page; fails on tags that are not closed in order."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(content.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if "style" not in self.open:
            self.pieces.append(text)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def visible(path: Path) -> str:
    """All that a reader of the file can see or search, whatever its format."""
    if path.suffix == ".html":
        return Page(path.read_bytes()).text
    if path.suffix == ".pdf":
        return text_of(path.read_bytes())
    if path.suffix == ".json":
        return path.read_text("utf-8")
    return "\n".join(map(str, cells(path)))


def cells(content: bytes | Path) -> list[object]:
    """All values of all sheets, with the names of the sheets."""
    source = content if isinstance(content, Path) else BytesIO(content)
    book = openpyxl.load_workbook(source)
    found: list[object] = list(book.sheetnames)
    for sheet in book.worksheets:
        found += [v for row in sheet.iter_rows(values_only=True) for v in row if v is not None]
    return found
