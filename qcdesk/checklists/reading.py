"""Reads checklist files; everything wrong with one is said with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qcdesk.checklists.complaints import complaints
from qcdesk.checklists.source import Source, load
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.drafting import Place, Problem
from qcdesk.errors import ChecklistError
from qcdesk.i18n import _, ngettext

LARGEST = 1_000_000
"""Bytes; the shipped checklists have about 50 000."""
SHOWN = 4
"""So many problems are told at once; more would not be read."""


def read_checklist(
    path: Path,
    known_patterns: frozenset[str] | None = None,
    known_metrics: frozenset[str] | None = None,
) -> Checklist:
    """Reads a checklist file.

    Args:
        known_patterns: names the lexicon has; None: names are not checked.
        known_metrics: names the metrics of speech have; None: names are not checked.

    Raises:
        ChecklistError: the file cannot be read or breaks a rule; `line` is that of the first problem.
    """
    return parse_checklist(_text_of(path), str(path), known_patterns, known_metrics)


def parse_checklist(
    text: str,
    name: str,
    known_patterns: frozenset[str] | None = None,
    known_metrics: frozenset[str] | None = None,
) -> Checklist:
    """As `read_checklist`, from text; `name` stands for the file in errors."""
    from pydantic import ValidationError

    from qcdesk.checklists.build import build
    from qcdesk.checklists.rules import problems
    from qcdesk.checklists.schema import ChecklistPart

    source = load(text, name)
    if not isinstance(source.value, dict):
        raise ChecklistError(
            name,
            _("a checklist begins with keys such as id, title, sections"),
            _copy_hint(),
            line=source.line(()),
        )
    try:
        part = ChecklistPart.model_validate(source.value)
    except ValidationError as error:
        raise _refusal(source, complaints(error, known_keys())) from error
    found = list(problems(part, known_patterns, known_metrics))
    if found:
        raise _refusal(source, found)
    return build(part)


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            raise ChecklistError(str(path), _("no such file"), _("Check the name"))
        if not path.is_file():
            raise ChecklistError(str(path), _("this is not a file"), _("Choose a YAML file"))
        if path.stat().st_size > LARGEST:
            raise ChecklistError(
                str(path), _("the file is too large for a checklist"), _("Choose a YAML file")
            )
        content = path.read_bytes()
    except OSError as error:
        reason = _("cannot be read: {reason}").format(reason=error.strerror or error)
        raise ChecklistError(str(path), reason, _("Check the rights to the file")) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ChecklistError(
            str(path), _("this is not text in UTF-8"), _("Save the file as UTF-8"), line=line
        ) from error
    if "\0" in text:
        raise ChecklistError(str(path), _("this is not a text file"), _("Choose a YAML file"))
    return text


def _refusal(source: Source, problems: Iterable[Problem]) -> ChecklistError:
    found = sorted({(source.line(at), _named(source, at), what) for at, what in problems})
    shown = [
        _("line {line}, {place}: {what}").format(line=line, place=place, what=what)
        for line, place, what in found[:SHOWN]
    ]
    rest = len(found) - len(shown)
    if rest > 0:
        shown.append(ngettext("and {n} more problem", "and {n} more problems", rest).format(n=rest))
    return ChecklistError(
        source.name, "; ".join(shown), _("Correct the file and read it again"), line=found[0][0]
    )


def _named(source: Source, at: Place) -> str:
    """The way to a value as people name it: `B → B3 → weight` instead of `sections.1.criteria.2.weight`."""
    names: list[str] = []
    value: Any = source.value
    for step in at:
        value = _inside(value, step)
        if isinstance(step, int):
            named = value.get("id") if isinstance(value, dict) else None
            names.append(named if isinstance(named, str) else f"{step + 1}")
        elif step not in ("sections", "criteria"):
            names.append(step)
    return " → ".join(names) or " → ".join(map(str, at)) or "–"


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def known_keys() -> frozenset[str]:
    from qcdesk.checklists import schema

    parts = [v for v in vars(schema).values() if isinstance(v, type) and issubclass(v, schema.Part)]
    return frozenset(key for part in parts for key in part.model_fields)


def _copy_hint() -> str:
    return _("Copy one of the shipped checklists and edit it")
