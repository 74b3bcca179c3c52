"""The users of the program and their roles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from qcdesk.domain.rights import UserRole, folded
from qcdesk.storage.tables_client import UserRoleRow


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who uses the program, and what he is there."""

    name: str
    roles: tuple[UserRole, ...]


class Users:
    """The users of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[User]:
        """Everyone who is listed, by name."""
        roles: dict[str, list[UserRole]] = defaultdict(list)
        names: dict[str, str] = {}
        for row in self._session.exec(select(UserRoleRow).order_by(col(UserRoleRow.name))):
            roles[row.folded].append(row.role)
            names.setdefault(row.folded, row.name)
        return [User(names[key], tuple(r for r in UserRole if r in found)) for key, found in roles.items()]

    def give(self, name: str, role: UserRole) -> None:
        """Gives a role; the name is kept as it is written now."""
        key, written = folded(name), " ".join(name.split())
        if self._session.get(UserRoleRow, (key, role)) is None:
            self._session.add(UserRoleRow(folded=key, role=role, name=written))
        for row in self._session.exec(select(UserRoleRow).where(col(UserRoleRow.folded) == key)):
            row.name = written
        self._session.flush()

    def take(self, name: str, role: UserRole) -> bool:
        """Takes a role away; False when he had none such."""
        row = self._session.get(UserRoleRow, (folded(name), role))
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True
