"""Keys under which a table's row and a recording can meet: file names and ids."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from qcdesk.domain import phone
from qcdesk.intake.clock import day_of
from qcdesk.intake.facts import NameFacts
from qcdesk.intake.suffixes import name_key, split_suffix
from qcdesk.intake.table import TableRow

_SHORTEST_TOKEN = 7
_BREAK = re.compile(r"[_\-\s()\[\]{},;#]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MEANINGLESS = frozenset(("record", "recording", "audio", "call", "download", "file", "get", "play", "talk"))


def file_keys(file: str) -> list[str]:
    """The last part of a file's name as a key, and the same without its ending."""
    name = name_key(PurePosixPath(file.replace("\\", "/")).name)
    return [name, split_suffix(name)[0]]


def link_keys(row: TableRow) -> list[str]:
    """Keys of the name in a web address, unless it is a word that every address of that system ends in."""
    if not row.link_name or split_suffix(name_key(row.link_name))[0] in _MEANINGLESS:
        return []
    return file_keys(row.link_name)


def row_id_keys(row: TableRow) -> list[str]:
    """Keys of all ids of a row."""
    return [name_key(one) for one in row.ids]


def id_keys(name: str, said: NameFacts) -> list[str]:
    """Keys of all ids that a recording's name may hold.

    The whole name and the id found by its pattern count at any length. A part of the name counts from
    seven characters on, and figures only when they are neither a number of the call nor a date.
    """
    stem = name_key(split_suffix(name)[0])
    whole = [stem, name_key(said.facts.external_id or stem)]
    numbers = {phone.key(number) for number in (said.facts.client_phone or "", *(said.numbers or ()))}
    tokens = [*_BREAK.split(stem), *_UUID.findall(stem)]
    return whole + [token for token in tokens if _may_be_id(token, numbers)]


def _may_be_id(token: str, numbers: set[str]) -> bool:
    if len(token) < _SHORTEST_TOKEN:
        return False
    if not token.isdigit():
        return any(c.isdigit() for c in token)
    is_date = len(token) in (8, 14) and day_of(token[:8]) is not None
    return not is_date and phone.key(token) not in numbers
