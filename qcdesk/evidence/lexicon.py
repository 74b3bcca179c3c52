"""The lexicon: patterns by name, each with phrases, expressions on folded text, or a detector of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.errors import ChecklistError
from qcdesk.evidence.phrases import Phrase, compile_phrase
from qcdesk.i18n import _

SHIPPED = Path(__file__).parent / "lexicon.yaml"
DETECTORS = frozenset(("open_question",))
_FIELDS = frozenset(("phrases", "regex", "unless", "detector"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern looks like.

    Attributes:
        phrases: see `qcdesk.evidence.phrases`.
        expressions: searched in the folded text of a whole turn.
        unless: a hit does not count when one of these is said in the same sentence.
        detector: name of a function that finds what phrases cannot (`open_question`).
    """

    name: str
    phrases: tuple[Phrase, ...] = ()
    expressions: tuple[re.Pattern[str], ...] = ()
    unless: tuple[Phrase, ...] = ()
    detector: str | None = None


@cache
def lexicon(path: Path = SHIPPED) -> dict[str, Pattern]:
    """The patterns of a lexicon file by name, compiled once.

    Raises:
        ChecklistError: the file cannot be read or one of its patterns is malformed.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ChecklistError(str(path), str(error)) from error
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        reason = _("this is not valid YAML")
        raise ChecklistError(str(path), reason, line=mark.line + 1 if mark else 0) from error
    if not isinstance(content, dict):
        raise ChecklistError(str(path), _("patterns by name are expected"))
    return {str(name): _pattern(path, text, str(name), entry) for name, entry in content.items()}


def pattern_names() -> frozenset[str]:
    """Names a rule of evidence may use."""
    return frozenset((*lexicon(), *DETECTOR_KEYS))


def _pattern(path: Path, text: str, name: str, entry: Any) -> Pattern:
    try:
        if not isinstance(entry, dict) or not entry or entry.keys() - _FIELDS:
            raise ValueError(name)
        detector = entry.get("detector")
        if detector is not None and detector not in DETECTORS:
            raise ValueError(detector)
        return Pattern(
            name,
            _phrases(entry, "phrases"),
            tuple(re.compile(source) for source in _texts(entry, "regex")),
            _phrases(entry, "unless"),
            detector,
        )
    except (ValueError, re.error) as error:
        reason = _("pattern {name} is malformed: {detail}").format(name=name, detail=error)
        raise ChecklistError(str(path), reason, line=_line_of(text, name)) from error


def _phrases(entry: dict[str, Any], field: str) -> tuple[Phrase, ...]:
    return tuple(compile_phrase(source) for source in _texts(entry, field))


def _texts(entry: dict[str, Any], field: str) -> list[str]:
    texts = entry.get(field) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(field)
    return texts


def _line_of(text: str, name: str) -> int:
    found = re.search(rf"^{re.escape(name)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
