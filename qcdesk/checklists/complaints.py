"""Says in the user's language what pydantic found wrong with a checklist file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qcdesk.domain.drafting import Place, Problem
from qcdesk.i18n import _

if TYPE_CHECKING:
    from pydantic import ValidationError

_KEY = "[key]"
"""How pydantic marks that a key is wrong, not its value; only facts have keys from a list."""


def complaints(error: ValidationError, keys: frozenset[str]) -> Iterator[Problem]:
    """The problems of a file whose shape is wrong.

    Args:
        keys: all keys a checklist may have, for suggestions.
    """
    for found in error.errors(include_url=False, include_input=False):
        location: Place = tuple(step for step in found["loc"] if step != _KEY)
        if len(location) < len(found["loc"]):
            yield location, _unknown_fact(found.get("ctx", {}))
            continue
        yield location, _sentence(found["type"], location, found.get("ctx", {}), keys, found["msg"])


def _unknown_fact(context: Mapping[str, Any]) -> str:
    known = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return _("there is no such fact of a call; there are: {expected}").format(expected=known)


def _sentence(kind: str, at: Place, context: Mapping[str, Any], keys: frozenset[str], default: str) -> str:
    key = str(at[-1]) if at else ""
    if kind == "extra_forbidden":
        near = get_close_matches(key, keys, 1, 0.75)
        return _("unknown key; did you mean “{key}”?").format(key=near[0]) if near else _("unknown key")
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if kind in _WITH_CONTEXT:
        plain = {k: v.replace(" or ", ", ") if isinstance(v, str) else v for k, v in context.items()}
        return _WITH_CONTEXT[kind]().format(**plain)
    return default


_PLAIN = {
    "missing": lambda: _("this key is missing"),
    "string_type": lambda: _("must be a text; put it in quotes"),
    "string_too_short": lambda: _("must not be empty"),
    "string_pattern_mismatch": lambda: _("an id has only letters, digits, “_”, “.” and “-”, at most 60"),
    "float_type": lambda: _("must be a number"),
    "int_type": lambda: _("must be a whole number"),
    "int_from_float": lambda: _("must be a whole number"),
    "finite_number": lambda: _("must be a number"),
    "bool_type": lambda: _("must be true or false"),
    "list_type": lambda: _("must be a list"),
    "too_short": lambda: _("must have at least one entry"),
    "dict_type": lambda: _("must be a group of keys"),
    "model_type": lambda: _("must be a group of keys"),
    "model_attributes_type": lambda: _("must be a group of keys"),
}
_WITH_CONTEXT = {
    "literal_error": lambda: _("must be one of: {expected}"),
    "unknown_detector": lambda: _("must be one of: {expected}"),
    "greater_than": lambda: _("must be more than {gt:g}"),
    "greater_than_equal": lambda: _("must be {ge:g} or more"),
    "less_than_equal": lambda: _("must be {le:g} or less"),
}
