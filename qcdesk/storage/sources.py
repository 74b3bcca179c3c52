"""Folders of recordings: in which channel the sales managers speak in what comes from there."""

from __future__ import annotations

import os
from pathlib import Path

from sqlmodel import Session, col, select

from qcdesk.domain.call import Side
from qcdesk.storage.tables import SourceRow


class Sources:
    """The folders of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_side(self, folder: str, side: Side | None) -> None:
        """Sets the channel for a folder and all folders in it; None forgets it."""
        key = _key(folder)
        row = self._session.get(SourceRow, key)
        if row is not None and side is None:
            self._session.delete(row)
        elif row is not None and side is not None:
            row.side = side
        elif side is not None:
            self._session.add(SourceRow(folder=key, side=side))
        self._session.flush()

    def side_for(self, path: str) -> Side | None:
        """The channel told for the nearest of the folders that hold a path (or for the path itself)."""
        sides = self.all()
        here = Path(_key(path))
        return next((sides[str(place)] for place in (here, *here.parents) if str(place) in sides), None)

    def all(self) -> dict[str, Side]:
        """Folder → channel, by name."""
        rows = self._session.exec(select(SourceRow).order_by(col(SourceRow.folder)))
        return {row.folder: row.side for row in rows}


def _key(path: str) -> str:
    """One spelling a folder: absolute, without `..`, in one case where the system does not tell cases."""
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)
