"""Versions of the sales managers' scripts; a version never changes, and neither does who approved it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from qcdesk.domain.script import Block, Script
from qcdesk.errors import InputError, NotFound
from qcdesk.i18n import _
from qcdesk.storage.tables_product import ApprovalRow, ScriptRow


class Scripts:
    """The scripts of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, sales_manager: str, blocks: Iterable[Block], author: str, note: str = "") -> Script:
        """Stores the next version of a sales manager's script."""
        last = select(func.max(col(ScriptRow.version))).where(col(ScriptRow.sales_manager) == sales_manager)
        row = ScriptRow(
            sales_manager=sales_manager,
            version=(self._session.exec(last).one() or 0) + 1,
            blocks=[asdict(block) for block in blocks],
            created_at=datetime.now(),
            author=author,
            note=note,
        )
        self._session.add(row)
        self._session.flush()
        return self._value(row)

    def newest(self, sales_manager: str) -> Script | None:
        """The newest version of a sales manager's script."""
        versions = self.versions(sales_manager)
        return versions[-1] if versions else None

    def version(self, sales_manager: str, version: int) -> Script:
        """One version.

        Raises:
            NotFound: there is none of that number.
        """
        return self._value(self._row(sales_manager, version))

    def versions(self, sales_manager: str) -> list[Script]:
        """All versions of a sales manager's script, oldest first."""
        wanted = select(ScriptRow).where(col(ScriptRow.sales_manager) == sales_manager)
        return [self._value(row) for row in self._session.exec(wanted.order_by(col(ScriptRow.version)))]

    def authors(self) -> list[str]:
        """Sales managers who have a script, by name."""
        return sorted(self._session.exec(select(ScriptRow.sales_manager).distinct()))

    def approve(self, sales_manager: str, version: int, by: str) -> Script:
        """Remembers who approved a version.

        Raises:
            NotFound: there is none of that number.
            InputError: it is approved already.
        """
        row = self._row(sales_manager, version)
        if self._session.get(ApprovalRow, row.id) is not None:
            raise InputError(f"{sales_manager}, {version}", _("this version is approved already"))
        self._session.add(ApprovalRow(script_id=row.id, approved_by=by, approved_at=datetime.now()))
        self._session.flush()
        return self._value(row)

    def _row(self, sales_manager: str, version: int) -> ScriptRow:
        wanted = select(ScriptRow).where(
            col(ScriptRow.sales_manager) == sales_manager, col(ScriptRow.version) == version
        )
        row = self._session.exec(wanted).first()
        if row is None:
            what = _("there is no version {version} of this script").format(version=version)
            raise NotFound(sales_manager, what, _("Versions are listed by: qcdesk script versions NAME"))
        return row

    def _value(self, row: ScriptRow) -> Script:
        approval = self._session.get(ApprovalRow, row.id)
        return Script(
            sales_manager=row.sales_manager,
            version=row.version,
            blocks=tuple(map(_block, row.blocks)),
            created_at=row.created_at,
            author=row.author,
            note=row.note,
            approved_by=approval.approved_by if approval else "",
            approved_at=approval.approved_at if approval else None,
        )


def _block(plain: dict[str, Any]) -> Block:
    return Block(plain["title"], tuple(plain["phrases"]), plain["goal"], tuple(plain["cues"]))
