"""Column types that give back exactly what was stored: any text, JSON, enumerations, local times."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from qcdesk.errors import DatabaseDamaged
from qcdesk.i18n import _

_ESCAPED = "escaped:"


def escaped(text: str) -> str:
    """The text as a database can hold it.

    Names of files on POSIX are bytes and reach Python with lone surrogates, which UTF-8 has no form
    for, and PostgreSQL has none for NUL. Such a text (and, to stay unambiguous, one that begins with
    the mark itself) is stored as `escaped:` and its ASCII form with `\\udcff` for what is not ASCII;
    every other text as it is.
    """
    if "\0" in text or text.startswith(_ESCAPED) or not _encodable(text):
        return _ESCAPED + text.encode("unicode_escape").decode("ascii")
    return text


def unescaped(stored: str) -> str:
    """The text that `escaped` was given."""
    if not stored.startswith(_ESCAPED):
        return stored
    return stored.removeprefix(_ESCAPED).encode("ascii").decode("unicode_escape")


def compact_json(plain: object) -> str:
    """JSON with sorted keys and no spaces, in letters where UTF-8 can hold them.

    Raises:
        ValueError: a number is not finite.
    """
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if _encodable(text):
        return text
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class AnyText(TypeDecorator[str]):
    """Text of any code points; see `escaped`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else escaped(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        try:
            return None if value is None else unescaped(value)
        except ValueError as error:
            raise _damaged(value) from error


class Json(TypeDecorator[Any]):
    """A plain value as JSON text, the same text in every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else compact_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        try:
            return None if value is None else json.loads(value)
        except ValueError as error:
            raise _damaged(value) from error


class Named(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        try:
            return None if value is None else self.members(value)
        except ValueError as error:
            raise _damaged(value) from error


class LocalTime(TypeDecorator[datetime]):
    """A naive time of the department's clock; a time that names its zone is brought to that clock."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone().replace(tzinfo=None)


def _damaged(value: object) -> DatabaseDamaged:
    return DatabaseDamaged(
        _("The database holds a value that the program never writes: {value}").format(value=str(value)[:80]),
        _("Somebody changed the database by hand; restore a backup"),
    )
