"""The sales team: names, telephone extensions, roles, stage of training."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from qcdesk.domain.call import Role
from qcdesk.storage.tables import PersonRow


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the sales team.

    Attributes:
        name: the full name, as reviews and reports use it.
        extension: internal telephone number; one person's at a time.
        roles: what the person does, in the order given.
        stage: stage of training or work.
    """

    name: str
    extension: str | None = None
    roles: tuple[Role, ...] = ()
    stage: str | None = None


class People:
    """The people of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upsert(
        self,
        name: str,
        extension: str | None = None,
        roles: Iterable[Role] = (),
        stage: str | None = None,
    ) -> Person:
        """Adds a person, or adds to what is known of one; what is not told stays as it was.

        An extension that another person had goes over to this one.
        """
        row = self._by(PersonRow.name, name) or PersonRow(name=name, roles=[])
        if extension is not None and extension != row.extension:
            self._free(extension)
            row.extension = extension
        row.roles = [Role(role).value for role in roles] or row.roles
        row.stage = row.stage if stage is None else stage
        self._session.add(row)
        self._session.flush()
        return _value(row)

    def by_name(self, name: str) -> Person | None:
        """The person of exactly that name."""
        row = self._by(PersonRow.name, name)
        return _value(row) if row else None

    def by_extension(self, extension: str) -> Person | None:
        """The person who has that internal number now."""
        row = self._by(PersonRow.extension, extension)
        return _value(row) if row else None

    def all(self) -> list[Person]:
        """Everybody, in the order of adding."""
        return [_value(row) for row in self._session.exec(select(PersonRow).order_by(col(PersonRow.id)))]

    def _free(self, extension: str) -> None:
        holder = self._by(PersonRow.extension, extension)
        if holder:
            holder.extension = None
            self._session.flush()

    def _by(self, column: str | None, value: str) -> PersonRow | None:
        return self._session.exec(select(PersonRow).where(col(column) == value)).first()


def _value(row: PersonRow) -> Person:
    return Person(row.name, row.extension, tuple(Role(role) for role in row.roles), row.stage)
