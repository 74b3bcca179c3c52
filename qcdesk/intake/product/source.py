"""A document of any of the forms that are read, as grids of cells and paragraphs of text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.refusals import why

MAX_BYTES = 30 * 1024**2
_MAX_UNPACKED = 300 * 1024**2
_MAX_MEMBERS = 20_000
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TEXT_ENCODINGS = ("utf-8-sig", "cp1251")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its name (of the sheet; empty elsewhere) and its rows with the number of each, from 1."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or line: whether it is a heading, and whether an item of a list."""

    text: str
    is_heading: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What a document holds, in its order."""

    name: str
    grids: tuple[Grid, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


def read_source(path: Path) -> Source:
    """Reads a workbook, a Word document, or text; what it is is seen from its bytes, not from its name.

    Raises:
        TableError: it cannot be opened, is empty, too big, damaged, or of a form that is not read.
    """
    try:
        if path.is_dir():
            raise TableError(str(path), _("it is a folder"), _("Choose the file inside it"))
        if path.stat().st_size > MAX_BYTES:
            reason = _("it is bigger than {limit} MB").format(limit=MAX_BYTES // 1024**2)
            raise TableError(str(path), reason, _("Keep the table or text only, without pictures"))
        content = path.read_bytes()
    except OSError as error:
        remedy = _("Check that it exists, that you may open it and that no other program holds it")
        raise TableError(str(path), why(error), remedy) from error
    if content.startswith(_ZIP):
        return _packed(path)
    if content.startswith(_OLE):
        reason = _("it is a document of an older form")
        raise TableError(str(path), reason, _("Save it as XLSX, DOCX or plain text"))
    return text_source(decoded(content, str(path)), str(path))


def text_source(text: str, name: str) -> Source:
    """A pasted text: its lines are paragraphs.

    Raises:
        TableError: nothing is in it.
    """
    lines = tuple(Paragraph(_line(line)) for line in text.splitlines())
    if not any(line.text for line in lines):
        raise TableError(name, _("it is empty"), _("Give a table, a list or a script"))
    return Source(name, paragraphs=lines)


def _line(text: str) -> str:
    """A line without what cannot be seen; tabulators stay between cells of a pasted table."""
    return "\t".join(cleaned(cell) for cell in text.strip().split("\t"))


def decoded(content: bytes, name: str) -> str:
    """The text of bytes: UTF-8, UTF-16 with its mark, or the Russian encoding of Windows.

    Raises:
        TableError: they are no text.
    """
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace")
    if b"\0" not in content:
        for encoding in _TEXT_ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise TableError(name, _("it is not a text"), _("Save it as XLSX, DOCX or plain text"))


def cleaned(text: str) -> str:
    """The text in one line, without characters that cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())


def _packed(path: Path) -> Source:
    """A workbook or a Word document; both are ZIP archives, and so is much else."""
    from qcdesk.intake.product.document import read_document
    from qcdesk.intake.product.workbook import read_workbook

    names = _members(path)
    if "xl/workbook.xml" in names:
        return read_workbook(path)
    if "word/document.xml" in names:
        return read_document(path)
    reason = _("it is an archive, neither a workbook (XLSX) nor a Word document (DOCX)")
    raise TableError(str(path), reason, _("Unpack it and choose the file inside"))


def _members(path: Path) -> frozenset[str]:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise damaged(path) from error
    if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > _MAX_UNPACKED:
        reason = _("it unpacks to more than {limit} MB").format(limit=_MAX_UNPACKED // 1024**2)
        raise TableError(str(path), reason, _("Keep the table or text only, without pictures"))
    return frozenset(member.filename for member in members)


def damaged(path: Path) -> TableError:
    """The error for a file that its own format cannot be read from."""
    remedy = _("Open it in the program it was made with and save it anew")
    return TableError(str(path), _("the file is damaged or protected"), remedy)
