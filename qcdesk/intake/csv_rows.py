"""Rows of a text table: its encoding and delimiter are found by which make the headings readable."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.columns import known_headings
from qcdesk.intake.words import russian_letters

_HEAD = 256 * 1024
_CHUNK = 1024**2
_FIRST_LINES = 20
_DELIMITERS = ";,\t|"
_LEGACY = ("cp1251", "cp866", "koi8-r")
_PICTURES_AND_SOUND = (
    b"RIFF",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
)


def csv_rows(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, list[str], int]]:
    """The rows with the 1-based line where each begins and the number of lines it takes.

    Raises:
        TableError: empty, binary, of an unknown encoding, or with a quote that is never closed.
    """
    head = stream.read(_HEAD)
    _check_is_text(path, head)
    encoding, errors = _encoding(head, stream)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    try:
        yield from _parsed(text, _delimiter(_sample(head, encoding)))
    except UnicodeError as error:
        remedy = _("Save the table in the encoding UTF-8")
        raise TableError(str(path), _("its encoding is not known"), remedy) from error
    except csv.Error as error:
        remedy = _("Look for a quotation mark that is opened and not closed, or save the table as XLSX")
        raise TableError(str(path), _("its cells cannot be told apart"), remedy) from error
    finally:
        text.detach()


def _parsed(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str], int]]:
    reader = csv.reader(text, delimiter=delimiter)
    ended = 0
    for cells in reader:
        if not (ended == 0 and cells and cells[0].lower().startswith("sep=")):
            yield ended + 1, cells, reader.line_num - ended
        ended = reader.line_num


def _check_is_text(path: Path, head: bytes) -> None:
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00"):
        raise TableError(str(path), _("it is empty"), _("Export the table of calls again"))
    text = head.decode(_utf16(head) or "latin-1", "replace")
    control = sum(text.count(chr(code)) for code in range(1, 32) if code not in (9, 10, 12, 13))
    bad = control > 8 + len(text) // 50 or text.count("\0") > len(text) // 4
    if bad or head.startswith(_PICTURES_AND_SOUND):
        remedy = _("Choose a table of calls in CSV or XLSX")
        raise TableError(str(path), _("it is not a text table"), remedy)


def _utf16(head: bytes) -> str | None:
    """UTF-16 by its mark; or without one, when half of all bytes are 0 or the Cyrillic page 4."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0:2048:2], head[1:2048:2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if (
            len(high) > 8
            and high.count(0) + high.count(4) > 0.9 * len(high)
            and low.count(0) < len(low) // 10
        ):
            return name
    return None


def _encoding(head: bytes, stream: IO[bytes]) -> tuple[str, str]:
    if utf16 := _utf16(head):
        return utf16, "replace"
    if _is_utf8(stream):
        return "utf-8-sig", "strict"
    if _mostly_utf8(head):
        return "utf-8-sig", "replace"
    return max(_LEGACY, key=lambda name: _readable(head, name)), "strict"


def _is_utf8(stream: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(head: bytes) -> bool:
    """A few broken bytes in a UTF-8 file must not turn all of it into another alphabet."""
    text = head.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(ord(c) > 127 for c in text) - broken > 10 * broken


def _readable(head: bytes, encoding: str) -> tuple[int, int]:
    """Known headings in the first lines; then how Russian those lines look."""
    lines = _sample(head, encoding)
    cells = (line.replace('"', "").split(delimiter) for line in lines for delimiter in _DELIMITERS)
    return max((known_headings(row) for row in cells), default=0), russian_letters("\n".join(lines))


def _sample(head: bytes, encoding: str) -> list[str]:
    lines = head.decode(encoding, "replace").splitlines()[:_FIRST_LINES]
    return [line for line in lines if line.strip()]


def _delimiter(lines: list[str]) -> str:
    if lines and lines[0].lower().startswith("sep=") and lines[0][4:5] in _DELIMITERS:
        return lines[0][4:5] or "\t"
    return max(_DELIMITERS, key=lambda delimiter: _delimited(lines, delimiter))


def _delimited(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many headings the delimiter makes known; then how wide the first row is."""
    rows = list(islice(csv.reader(lines, delimiter=delimiter), _FIRST_LINES))
    return max((known_headings(row) for row in rows), default=0), max(map(len, rows[:1]), default=0)
