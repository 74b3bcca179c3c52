"""Words by which telephone systems and people name directions, roles and kinds of lead."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeVar

from qcdesk.domain.call import Direction, LeadKind, Role

Meaning = TypeVar("Meaning", Direction, Role, LeadKind)

# The numbers are Bitrix24's CALL_TYPE: 1 outgoing, 2 incoming, 3 incoming passed on, 4 call-back.
_DIRECTIONS: Mapping[str, Direction] = {
    **dict.fromkeys(("in", "inbound", "incoming", "вх", "missed", "2", "3"), Direction.IN),
    **dict.fromkeys(("out", "outbound", "outgoing", "исх", "1", "4"), Direction.OUT),
    **dict.fromkeys(("internal", "внутр", "local"), Direction.INTERNAL),
}
_DIRECTION_STARTS: Mapping[str, Direction] = {
    **dict.fromkeys(("входящ", "вход", "принят", "пропущ", "incoming"), Direction.IN),
    **dict.fromkeys(("исходящ", "исход", "обратн", "outgoing"), Direction.OUT),
    **dict.fromkeys(("внутрен",), Direction.INTERNAL),
}
_ARROWS = {"↙": Direction.IN, "↘": Direction.IN, "↗": Direction.OUT, "↖": Direction.OUT}

_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("звонар", "zvonar", "caller", "sdr", "колдколлер", "лидген"), Role.CALLER),
    **dict.fromkeys(("аккаунт", "account", "сопровожд", "менеджерпосопровожд"), Role.ACCOUNT),
    **dict.fromkeys(("универсал", "universal", "многорук"), Role.UNIVERSAL),
    **dict.fromkeys(("менеджер", "manager", "sales", "продав", "продаж"), Role.SALES),
}

_LEAD_KINDS: Mapping[str, LeadKind] = {
    **dict.fromkeys(("холодн", "cold"), LeadKind.COLD_BASE),
    **dict.fromkeys(("заявк", "request", "входящаязаявк"), LeadKind.REQUEST),
    **dict.fromkeys(("горяч", "hot", "warm", "тепл"), LeadKind.HOT),
    **dict.fromkeys(("передан", "handedover", "handover"), LeadKind.HANDED_OVER),
    **dict.fromkeys(("действующ", "existing", "текущ", "постоянн", "клиентбаз"), LeadKind.EXISTING_CLIENT),
}


def fold(text: str) -> str:
    """Letters and figures only, lower case, ё as е: `Дата и время` and `дата_время ` come together."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return "".join(c for c in composed if c.isalnum())


def russian_letters(text: str) -> int:
    """How Russian a text looks: its letters count, and a capital after a small one speaks against it.

    It tells the right one of several readings of the same bytes.
    """
    letters = sum("а" <= c.lower() <= "я" or c in "ёЁ№" for c in text)
    return letters - sum(a.islower() and b.isupper() for a, b in pairwise(text))


def direction_of(text: str) -> Direction | None:
    """The direction a word, a number of Bitrix24 or an arrow means; None for anything else."""
    arrow = _ARROWS.get(text.strip()[:1])
    folded = fold(text)
    return arrow or _DIRECTIONS.get(folded) or _by_start(folded, _DIRECTION_STARTS)


def role_of(text: str) -> Role | None:
    """The role a word means; None for anything else."""
    return _by_start(fold(text), _ROLES)


def lead_kind_of(text: str) -> LeadKind | None:
    """The kind of lead a word means; None for anything else."""
    return _by_start(fold(text), _LEAD_KINDS)


def _by_start(folded: str, starts: Mapping[str, Meaning]) -> Meaning | None:
    return next((meaning for start, meaning in starts.items() if folded.startswith(start)), None)
