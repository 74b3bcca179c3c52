"""Rows of the table property–use–gain–emotion and reasons to buy, the company's and trainees' drafts."""

from __future__ import annotations

from dataclasses import asdict

from sqlmodel import Session, col, select

from qcdesk.domain.product import CardRow, Cards, Reason
from qcdesk.errors import NotFound
from qcdesk.i18n import _
from qcdesk.storage.tables_product import CardTableRow, ReasonRow


class ProductCards:
    """The cards of one transaction's database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, owner: str) -> Cards:
        """All rows and reasons of an owner: rows in the order of adding, reasons by number."""
        rows = self._session.exec(
            select(CardTableRow)
            .where(col(CardTableRow.owner) == owner, ~col(CardTableRow.removed))
            .order_by(col(CardTableRow.id))
        )
        reasons = self._session.exec(
            select(ReasonRow)
            .where(col(ReasonRow.owner) == owner, ~col(ReasonRow.removed))
            .order_by(col(ReasonRow.number))
        )
        return Cards(tuple(map(_row, rows)), tuple(map(_reason, reasons)))

    def owners(self) -> list[str]:
        """Everybody who has cards, by name; the company's own are of the empty name."""
        rows = self._session.exec(select(CardTableRow.owner).where(~col(CardTableRow.removed)).distinct())
        reasons = self._session.exec(select(ReasonRow.owner).where(~col(ReasonRow.removed)).distinct())
        return sorted({*rows, *reasons})

    def put_row(self, value: CardRow) -> CardRow | None:
        """Adds a row, or changes the one of its code; gives the row as it was."""
        found = self._found_row(value.owner, value.code)
        before = _row(found) if found else None
        stored = found or CardTableRow(owner=value.owner, code=value.code)
        for name, text in asdict(value).items():
            setattr(stored, name, text)
        self._session.add(stored)
        self._session.flush()
        return before

    def put_reason(self, value: Reason) -> Reason | None:
        """Adds a reason, or changes the one of its number; gives the reason as it was."""
        found = self._found_reason(value.owner, value.number)
        before = _reason(found) if found else None
        stored = found or ReasonRow(owner=value.owner, number=value.number)
        stored.said, stored.product, stored.segment = value.text, value.product, value.segment
        stored.stage, stored.objection, stored.row_code = value.stage, value.objection, value.row
        self._session.add(stored)
        self._session.flush()
        return before

    def remove_row(self, owner: str, code: str) -> CardRow:
        """Takes a row out of the table.

        Raises:
            NotFound: there is no such row.
        """
        found = self._found_row(owner, code)
        if found is None:
            raise NotFound(
                code, _("there is no row of this code"), _("Codes are listed by: qcdesk cards list")
            )
        found.removed = True
        self._session.flush()
        return _row(found)

    def remove_reason(self, owner: str, number: int) -> Reason:
        """Takes a reason out of the list; the numbers of the others stay.

        Raises:
            NotFound: there is no such reason.
        """
        found = self._found_reason(owner, number)
        if found is None:
            what = _("there is no reason of this number")
            raise NotFound(str(number), what, _("Numbers are listed by: qcdesk cards list"))
        found.removed = True
        self._session.flush()
        return _reason(found)

    def _found_row(self, owner: str, code: str) -> CardTableRow | None:
        wanted = select(CardTableRow).where(
            col(CardTableRow.owner) == owner, col(CardTableRow.code) == code, ~col(CardTableRow.removed)
        )
        return self._session.exec(wanted).first()

    def _found_reason(self, owner: str, number: int) -> ReasonRow | None:
        wanted = select(ReasonRow).where(
            col(ReasonRow.owner) == owner, col(ReasonRow.number) == number, ~col(ReasonRow.removed)
        )
        return self._session.exec(wanted).first()


def _row(stored: CardTableRow) -> CardRow:
    return CardRow(
        code=stored.code,
        feature=stored.feature,
        use=stored.use,
        gain=stored.gain,
        emotion=stored.emotion,
        product=stored.product,
        need=stored.need,
        objection=stored.objection,
        checked_by=stored.checked_by,
        checked_on=stored.checked_on,
        owner=stored.owner,
    )


def _reason(stored: ReasonRow) -> Reason:
    return Reason(
        number=stored.number,
        text=stored.said,
        product=stored.product,
        segment=stored.segment,
        stage=stored.stage,
        objection=stored.objection,
        row=stored.row_code,
        owner=stored.owner,
    )
