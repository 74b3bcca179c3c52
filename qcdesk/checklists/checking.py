"""Checks a checklist that is still being made: all that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qcdesk.checklists.build import build
from qcdesk.checklists.complaints import complaints
from qcdesk.checklists.reading import known_keys
from qcdesk.checklists.rules import problems
from qcdesk.domain.drafting import Checked


def check(
    plain: Mapping[str, Any],
    known_patterns: frozenset[str] | None = None,
    known_metrics: frozenset[str] | None = None,
) -> Checked:
    """Checks keys and values in the form of a checklist file; see `read_checklist` for the names."""
    from pydantic import ValidationError

    from qcdesk.checklists.schema import ChecklistPart

    try:
        part = ChecklistPart.model_validate(dict(plain))
    except ValidationError as error:
        return Checked(None, tuple(complaints(error, known_keys())))
    found = tuple(problems(part, known_patterns, known_metrics))
    return Checked(None if found else build(part), found)
