"""YAML 1.2 as plain values together with the line every value stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qcdesk.domain.drafting import Place
from qcdesk.errors import ChecklistError
from qcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_NUMBERS: dict[str, Callable[[str], float]] = {"int": lambda t: int(t, 10), "float": float}


@dataclass(slots=True)
class Source:
    """A file's content: `value` is plain (dict, list, str, int, float, bool, None)."""

    name: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, location: Place) -> int:
        """1-based line of a value or of the nearest thing around it; 0 when there is none."""
        for length in range(len(location), -1, -1):
            if location[:length] in self.lines:
                return self.lines[location[:length]]
        return 0


def load(text: str, name: str) -> Source:
    """Reads one YAML document.

    Args:
        text: the file's text.
        name: the file as the user knows it, for errors.

    Raises:
        ChecklistError: not YAML, a key given twice, an alias, or nesting deeper than any checklist.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _broken(name, str(error.problem or error.context), mark.line + 1 if mark else 0) from error
    except YAMLError as error:
        raise _broken(name, str(error).splitlines()[0]) from error
    except ValueError as error:
        raise _broken(name, str(error)) from error
    except RecursionError as error:
        raise _too_deep(name, 0) from error
    if root is None:
        raise ChecklistError(
            name, _("the file is empty"), _("Copy one of the shipped checklists and edit it")
        )
    source = Source(name)
    source.value = _value(root, (), source, set())
    return source


def _value(node: Node, at: Place, source: Source, seen: set[int]) -> Any:
    from ruamel.yaml.nodes import MappingNode, ScalarNode

    if id(node) in seen:
        raise ChecklistError(
            source.name,
            _("YAML aliases (*name) are not used in checklists"),
            _("Write the value out"),
            line=source.line(at),
        )
    line = node.start_mark.line + 1
    source.lines.setdefault(at, line)
    seen.add(id(node))
    if len(at) > DEEPEST:
        raise _too_deep(source.name, line)
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, MappingNode):
        return _mapping(node, at, source, seen)
    return [_value(item, (*at, i), source, seen) for i, item in enumerate(node.value)]


def _mapping(node: MappingNode, at: Place, source: Source, seen: set[int]) -> dict[str, Any]:
    from ruamel.yaml.nodes import ScalarNode

    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise ChecklistError(source.name, _("a key must be one word"), line=line)
        key = str(key_node.value)
        if key in result:
            raise ChecklistError(
                source.name,
                _("the key “{key}” is given twice").format(key=key),
                _("Keep one of the two lines"),
                line=line,
            )
        source.lines[(*at, key)] = line
        result[key] = _value(value_node, (*at, key), source, seen)
    return result


def _scalar(node: ScalarNode) -> str | float | bool | None:
    text = str(node.value)
    kind = str(node.tag).removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind not in _NUMBERS:
        return text
    try:
        return _NUMBERS[kind](text.replace("_", ""))
    except ValueError:
        return text


def _broken(name: str, problem: str, line: int = 0) -> ChecklistError:
    return ChecklistError(
        name,
        _("this is not YAML: {problem}").format(problem=problem),
        _("Check the indents, and put texts with a colon or # in quotes"),
        line=line,
    )


def _too_deep(name: str, line: int) -> ChecklistError:
    return ChecklistError(
        name, _("values are nested too deep"), _("Check the brackets and indents"), line=line
    )
