"""Checks a checklist that is still being made: all that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qcdesk.checklists.build import build
from qcdesk.checklists.complaints import Problem, complaints
from qcdesk.checklists.reading import known_keys
from qcdesk.checklists.rules import problems
from qcdesk.checklists.schema import ChecklistPart
from qcdesk.domain.checklist import Checklist


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it.

    Attributes:
        checklist: None while something is wrong.
        problems: place (as a path of keys and numbers) and what is wrong there.
    """

    checklist: Checklist | None
    problems: tuple[Problem, ...] = ()


def check(
    plain: Mapping[str, Any],
    known_patterns: frozenset[str] | None = None,
    known_metrics: frozenset[str] | None = None,
) -> Checked:
    """Checks keys and values in the form of a checklist file; see `read_checklist` for the names."""
    from pydantic import ValidationError

    try:
        part = ChecklistPart.model_validate(dict(plain))
    except ValidationError as error:
        return Checked(None, tuple(complaints(error, known_keys())))
    found = tuple(problems(part, known_patterns, known_metrics))
    return Checked(None if found else build(part), found)
