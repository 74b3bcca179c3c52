"""Facts from the name of a recording: the user's templates, then the patterns of telephone systems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from qcdesk.domain.call import CallFacts, Direction
from qcdesk.intake.facts import NameFacts, facts_of
from qcdesk.intake.loose import loose_fields
from qcdesk.intake.suffixes import split_suffix
from qcdesk.intake.template import NameTemplate

__all__ = [
    "FREE_TEXT",
    "TEMPLATE",
    "NameFacts",
    "NamePattern",
    "facts_from_name",
    "patterns",
    "with_file_time",
]

TEMPLATE = "template"
FREE_TEXT = "free_text"
_COPY_MARK = re.compile(r"(?:\s*\(\d{1,2}\)|\s+[-–—]\s+(?:копия|copy))+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamePattern:
    """How one telephone system names its recordings; `regex` matches the whole name without its ending."""

    id: str
    regex: re.Pattern[str]
    direction: Direction | None
    samples: tuple[str, ...]


@cache
def patterns() -> tuple[NamePattern, ...]:
    """The patterns that ship with the program, in the order in which they are tried."""
    from ruamel.yaml import YAML

    drawn = YAML(typ="safe", pure=True).load(Path(__file__).with_name("names.yaml"))
    return tuple(
        NamePattern(
            entry["id"],
            re.compile(entry["match"], re.IGNORECASE),
            Direction(entry["direction"]) if "direction" in entry else None,
            tuple(entry["samples"]),
        )
        for entry in drawn
    )


def facts_from_name(
    path: Path, templates: Sequence[NameTemplate] = (), own: frozenset[str] = frozenset()
) -> NameFacts:
    """What the name of a recording says; empty facts where it says nothing.

    Args:
        path: the recording; only its last part is read, and the file need not exist.
        templates: the user's own, tried first and in order.
        own: `phone.key` of the department's own numbers, to tell the client from two outside numbers.
    """
    stem = split_suffix(unicodedata.normalize("NFC", path.name))[0]
    for spelling in _spellings(stem):
        if found := _from_templates(spelling, templates, own) or _from_patterns(spelling, own):
            return found
    if fields := loose_fields(stem):
        return facts_of(FREE_TEXT, fields, None, own)
    return NameFacts()


def with_file_time(facts: CallFacts, path: Path) -> CallFacts:
    """The facts with the file's own time, marked as approximate, where no exact time is known.

    A day that is known is kept: the file's time serves only when it lies on that day.
    """
    if facts.started_at and not facts.started_at_approximate:
        return facts
    try:
        changed = datetime.fromtimestamp(int(path.stat().st_mtime))
    except (OSError, OverflowError, ValueError):
        return facts
    if facts.started_at and facts.started_at.date() != changed.date():
        return facts
    return replace(facts, started_at=changed, started_at_approximate=True)


def _spellings(stem: str) -> Iterator[str]:
    """The name as it is, without a second copy's mark, and with `%2D` and the like resolved."""
    yield stem
    plain = _COPY_MARK.sub("", stem)
    if plain and plain != stem:
        yield plain
    if "%" in plain and unquote(plain) != plain:
        yield unquote(plain)


def _from_templates(stem: str, templates: Sequence[NameTemplate], own: frozenset[str]) -> NameFacts | None:
    for template in templates:
        fields = template.fields_of(stem)
        if fields is not None:
            return facts_of(TEMPLATE, fields, None, own)
    return None


def _from_patterns(stem: str, own: frozenset[str]) -> NameFacts | None:
    for pattern in patterns():
        if found := pattern.regex.fullmatch(stem):
            fields = {field: text for field, text in found.groupdict().items() if text}
            return facts_of(pattern.id, fields, pattern.direction, own)
    return None
