"""A stored version of a checklist: the canonical JSON of the domain, and the exact way back."""

from __future__ import annotations

import json
import types
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from qcdesk.domain.checklist import Checklist, canonical_json
from qcdesk.errors import ChecklistError
from qcdesk.i18n import _


def to_json(checklist: Checklist) -> str:
    """The text that is stored; its SHA-256 is the version's identity."""
    return canonical_json(checklist)


def from_json(text: str) -> Checklist:
    """The checklist of a stored text, equal to the one that was stored.

    Numbers are kept as they were written, so that the content hash stays the same.

    Raises:
        ChecklistError: the text is not that of a stored checklist.
    """
    try:
        checklist = _rebuilt(json.loads(text), Checklist)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ChecklistError(
            _("stored checklist"), _("the stored version is damaged: {reason}").format(reason=error)
        ) from error
    if not isinstance(checklist, Checklist):
        raise ChecklistError(_("stored checklist"), _("the stored version is damaged"))
    return checklist


def _rebuilt(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return _rebuilt(value, next(k for k in get_args(kind) if k is not type(None)))
    if origin is tuple:
        return tuple(_rebuilt(v, get_args(kind)[0]) for v in value)
    if origin is dict:
        return {k: _rebuilt(v, get_args(kind)[1]) for k, v in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if isinstance(kind, type) and is_dataclass(kind):
        kinds = _kinds(kind)
        return kind(**{k: _rebuilt(v, kinds[k]) for k, v in value.items()})
    return value


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
