"""Checklists as files: YAML an owner edits, read into the domain's values, and stored versions."""

from qcdesk.checklists.reading import parse_checklist, read_checklist
from qcdesk.checklists.shelf import find, shipped
from qcdesk.checklists.stored import from_json, to_json

__all__ = ["find", "from_json", "parse_checklist", "read_checklist", "shipped", "to_json"]
