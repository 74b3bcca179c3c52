"""The words of turns by their stems, so that any form of a word finds all others.

On SQLite an FTS5 index without content holds one row a turn; its rowid is the transcript's number and the
turn's place. A server is searched without it, by the letters as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Text, column, insert, literal_column, select, table

TABLE = "turn_words"
_PLACE_BITS = 20
"""A transcript has fewer turns than this many bits count."""
_WORD = re.compile(r"[^\W_]+")


def stems(said: str) -> str:
    """The stems of the words, in order."""
    return " ".join(_stem(word) for word in _words(said))


def query(wanted: str) -> str:
    """What FTS5 is asked for: every word in any form, in one turn; the last may be typed in part.

    Empty where nothing can be looked for.
    """
    words = _words(wanted)
    asked = [f'"{_stem(word)}"' for word in words]
    if asked:
        last = _stem(words[-1])
        asked[-1] = f'"{last}"*' if len(last) > 1 else f'"{last}"'
    return " AND ".join(asked)


def create(connection: Connection) -> None:
    """Makes the index, and fills it with the turns that are there; nothing on a server."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(stems, content='', columnsize=0, detail='column')"
    )
    found = connection.exec_driver_sql("SELECT transcript_id, place, said FROM turn")
    while part := found.fetchmany(10_000):
        add(connection, ((id, place, said) for id, place, said in part))


def add(connection: Connection, turns: Iterable[tuple[int, int, str]]) -> None:
    """Adds turns: number of the transcript, place, words."""
    rows = [{"rowid": rowid(id, place), "stems": stems(said)} for id, place, said in turns]
    if rows and connection.dialect.name == "sqlite":
        index = table(TABLE, column("rowid", Integer), column("stems", Text))
        connection.execute(insert(index), rows)


def turns(asked: str) -> Any:
    """Numbers of the turns of the index in which that is said."""
    return _found(literal_column("rowid", Integer), asked)


def transcripts(asked: str) -> Any:
    """Numbers of the transcripts in which that is said."""
    return _found(literal_column(f"rowid >> {_PLACE_BITS}", Integer), asked)


def rowid(transcript: int, place: int) -> int:
    """The number of a turn in the index."""
    return transcript << _PLACE_BITS | place


def place_of(number: int) -> tuple[int, int]:
    """Number of the transcript and place of a turn of the index."""
    return number >> _PLACE_BITS, number & (1 << _PLACE_BITS) - 1


def _found(what: ColumnElement[int], asked: str) -> Any:
    return select(what).select_from(table(TABLE)).where(literal_column(TABLE).op("MATCH")(asked))


def _words(said: str) -> list[str]:
    return _WORD.findall(said.casefold().replace("ё", "е"))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")
