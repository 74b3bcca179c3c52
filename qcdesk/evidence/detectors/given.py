"""A call whose text is given, not recognised: a JSON file of turns and what is known of the call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from qcdesk.domain.call import Direction, Role
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import InputError
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.i18n import _

_SPEAKERS = {str(speaker): speaker for speaker in Speaker} | {"manager": Speaker.SALES_MANAGER}
_DIRECTIONS = {
    "in": Direction.IN,
    "inbound": Direction.IN,
    "incoming": Direction.IN,
    "out": Direction.OUT,
    "outbound": Direction.OUT,
    "outgoing": Direction.OUT,
    "internal": Direction.INTERNAL,
}
_ROLES = (
    ("звонар", Role.CALLER),
    ("zvonar", Role.CALLER),
    ("caller", Role.CALLER),
    ("сопровожд", Role.ACCOUNT),
    ("аккаунт", Role.ACCOUNT),
    ("account", Role.ACCOUNT),
    ("universal", Role.UNIVERSAL),
    ("универсал", Role.UNIVERSAL),
    ("менеджер", Role.SALES),
    ("sales", Role.SALES),
)
_FORM = '{"turns": [{"speaker": "sales_manager", "start": 0.0, "end": 2.5, "text": "…"}], "company": "…"}'


def read_text(path: Path) -> tuple[Transcript, Facts]:
    """The turns and facts of a file.

    Raises:
        InputError: it cannot be read or has another form; names what is wrong.
    """
    if not path.is_file():
        raise InputError(str(path), _("there is no such file"), _remedy())
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), _("this is no readable JSON file"), _remedy()) from error
    if not isinstance(given, dict) or not isinstance(given.get("turns"), list):
        raise InputError(str(path), _("a list “turns” is expected"), _remedy())
    turns = tuple(_turn(path, number, turn) for number, turn in enumerate(given["turns"]))
    transcript = Transcript(turns, (), {}, "", "", "ru", max((t.end for t in turns), default=0.0), 0.0, 0.0)
    return transcript, _facts(given)


def _turn(path: Path, number: int, given: Any) -> Turn:
    try:
        speaker = _SPEAKERS[given["speaker"]]
        start, end, text = float(given["start"]), float(given["end"]), given["text"]
        if not isinstance(text, str) or not (isfinite(start) and isfinite(end)):
            raise ValueError(text)
    except (KeyError, TypeError, ValueError) as error:
        reason = _("turn {number} lacks speaker, start, end or text, or one of them is wrong")
        raise InputError(str(path), reason.format(number=number), _remedy()) from error
    return Turn(number, speaker, 0 if speaker is Speaker.SALES_MANAGER else 1, start, max(start, end), text)


def _facts(given: Mapping[str, Any]) -> Facts:
    company, role = _word(given, "company"), (_word(given, "role") or "").casefold()
    names = Names(
        companies=(company,) if company else (),
        sales_manager=_word(given, "sales_manager"),
        client=_word(given, "client"),
    )
    return Facts(
        names,
        direction=_DIRECTIONS.get((_word(given, "direction") or "").casefold()),
        role=next((known for word, known in _ROLES if word in role), None),
    )


def _word(given: Mapping[str, Any], name: str) -> str | None:
    """A fact as text; people may be given as `{"name": …}`."""
    value = given.get(name)
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _remedy() -> str:
    return _("The form is: {form}").format(form=_FORM)
