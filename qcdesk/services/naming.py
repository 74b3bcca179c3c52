"""What a template of file names makes of a name, to be seen before it is used."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from qcdesk.domain.call import CallFacts
from qcdesk.intake.names import facts_from_name
from qcdesk.intake.template import NameTemplate


def read_by(template: str, name: str) -> dict[str, str]:
    """The facts that a template finds in a file name, by name; empty where it does not fit.

    Raises:
        TemplateError: the template is wrong.
    """
    found = facts_from_name(Path(name), (NameTemplate.parse(template),))
    if found.pattern != "template":
        return {}
    said = {field.name: getattr(found.facts, field.name) for field in fields(CallFacts)}
    return {key: str(value) for key, value in said.items() if value not in (None, False)}
