"""What changed between two versions of a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from qcdesk.domain.checklist import Checklist, Section
from qcdesk.domain.drafting import Difference


def version_differences(old: Checklist, new: Checklist) -> tuple[Difference, ...]:
    """All changes, settings first, then sections, criteria, gates and flags in the new version's order."""
    return (*_changes(new.id, old, new, {"id", "sections", "flags"}), *_parts(_by_id(old), _by_id(new)))


def _by_id(checklist: Checklist) -> dict[str, Any]:
    parts: list[Any] = []
    for section in checklist.sections:
        parts += [section, *([section.gate] if section.gate else []), *section.criteria]
    return {part.id: part for part in (*parts, *checklist.flags)}


def _parts(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for key, part in new.items():
        if key not in old:
            yield Difference("added", key, None, part.title)
        else:
            skipped = {"id", "criteria", "gate"} if isinstance(part, Section) else {"id"}
            yield from _changes(key, old[key], part, skipped)
    for key, part in old.items():
        if key not in new:
            yield Difference("removed", key, part.title, None)


def _changes(id: str, old: Any, new: Any, skipped: set[str]) -> Iterator[Difference]:
    for field in fields(new):
        before, after = getattr(old, field.name, None), getattr(new, field.name)
        if field.name not in skipped and before != after:
            yield Difference(field.name, id, before, after)
