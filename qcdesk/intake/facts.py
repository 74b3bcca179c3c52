"""Facts of a call from the named fields that a pattern or a template found in a file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from qcdesk.domain.call import CallFacts, Direction
from qcdesk.intake.clock import Moment, day_of, from_epoch, time_of
from qcdesk.intake.numbers import Sides, normal, sides
from qcdesk.intake.words import direction_of

_LETTER = re.compile(r"[^\W\d_]")
_UNDERSCORES = re.compile(r"[_\s]+")


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a file name says.

    Attributes:
        pattern: id of the pattern or `template`; None when the name says nothing.
        numbers: two numbers, caller first, of which the name does not tell the client.
    """

    pattern: str | None = None
    facts: CallFacts = field(default_factory=CallFacts)
    numbers: tuple[str, str] | None = None


def facts_of(
    pattern: str,
    fields: Mapping[str, str],
    direction: Direction | None = None,
    own: frozenset[str] = frozenset(),
) -> NameFacts:
    """Turns fields into facts.

    Args:
        pattern: what found the fields.
        fields: `dir phone ext ext2 did a b login manager client company uid dur` and, for the time, either
            `d` and `t`, or `dt`, or `epoch`; empty ones count as absent.
        direction: the pattern's own direction; a `dir` field is stronger.
        own: `phone.key` of the department's own numbers.
    """
    said = direction_of(fields["dir"]) if fields.get("dir") else None
    who = _sides(fields, said or direction, own)
    at = _moment(fields)
    client, client_phone = _client(fields, who)
    facts = CallFacts(
        direction=who.direction,
        sales_manager=_words(fields.get("manager")) or _login(fields.get("login")) or who.login,
        extension=fields.get("ext") or fields.get("ext2") or who.extension,
        client_phone=client_phone,
        client_name=client,
        company=_words(fields.get("company")),
        started_at=at.at if at else None,
        started_at_approximate=bool(at and not at.exact),
        external_id=fields.get("uid") or None,
        duration_s=float(fields["dur"]) if fields.get("dur") else None,
    )
    return NameFacts(pattern, facts, who.numbers)


def _sides(fields: Mapping[str, str], direction: Direction | None, own: frozenset[str]) -> Sides:
    caller, called = fields.get("a"), fields.get("b")
    if caller and called:
        return sides(caller, called, direction, own)
    return Sides(direction)


def _client(fields: Mapping[str, str], who: Sides) -> tuple[str | None, str | None]:
    """Name and number; telephones write a contact's name where the number would stand."""
    given = fields.get("phone", "")
    number = normal(given) if given else None
    name = _words(fields.get("client"))
    if number is None or _LETTER.search(given):
        hidden = normal(given) is None and not _LETTER.search(given)
        known = given.casefold() in ("unknown", "anonymous", "неизвестно")
        name = name or (None if hidden or known else _words(given))
        number = None
    return name, number or who.client_phone


def _words(text: str | None) -> str | None:
    return _UNDERSCORES.sub(" ", text).strip() or None if text else None


def _login(text: str | None) -> str | None:
    return text if text and _LETTER.search(text) else None


def _moment(fields: Mapping[str, str]) -> Moment | None:
    if fields.get("epoch"):
        at = from_epoch(fields["epoch"])
        return Moment(at) if at else None
    figures = "".join(c for c in fields.get("dt", "") if c.isdigit())
    day_text, time_text = (figures[:8], figures[8:]) if figures else (fields.get("d"), fields.get("t"))
    day = day_of(day_text) if day_text else None
    if day is None:
        return None
    if not time_text:
        return Moment(datetime.combine(day, time()), exact=False)
    hour = time_of(time_text)
    return Moment(datetime.combine(day, hour)) if hour else None
