"""Product cards: the table property–use–gain–emotion and the reasons to buy; the journal tells of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from qcdesk.domain.call import Call
from qcdesk.domain.product import COMPANY, CardRow, Cards, Part, Reason
from qcdesk.domain.product_talk import ProductTalk
from qcdesk.domain.rights import Action
from qcdesk.errors import InputError, NotFound
from qcdesk.evidence.meaning.by_words import WordLikeness
from qcdesk.evidence.meaning.likeness import Likeness
from qcdesk.evidence.meaning.product import product_talk
from qcdesk.i18n import _
from qcdesk.intake.product.cards import Read, Remark, read_cards
from qcdesk.intake.product.source import Source, read_source
from qcdesk.reports.cards import cards_workbook
from qcdesk.reports.write import write_report
from qcdesk.services.detecting import Found
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

Detect = Callable[[Call], Found]
_CODE = "S"
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows or two reasons that say the same: code or number of each, and their texts."""

    first: str
    second: str
    likelihood: float
    first_text: str
    second_text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; the codes of rows and numbers of reasons, and what was not taken."""

    rows_added: tuple[str, ...]
    rows_changed: tuple[str, ...]
    reasons_added: tuple[int, ...]
    reasons_changed: tuple[int, ...]
    remarks: tuple[Remark, ...]


class ProductCards:
    """The product cards of a department.

    Args:
        detect: finds everything that detectors look for in a call.
        likeness: how sentences are matched; by words unless given.
    """

    def __init__(self, database: Database, detect: Detect, likeness: Likeness | None = None) -> None:
        self._database = database
        self._detect = detect
        self._likeness = likeness or WordLikeness()

    def of(self, owner: str = COMPANY, product: str = "") -> Cards:
        """The company's cards, or the drafts of one trainee."""
        with self._database.read() as tx:
            return tx.cards.of(owner.strip()).of_product(product)

    def owners(self) -> list[str]:
        """Everybody who has cards; the empty name is the company."""
        with self._database.read() as tx:
            return tx.cards.owners()

    def put_row(self, row: CardRow, by: str = "") -> CardRow:
        """Adds a row (an empty code gets the next free one), or changes the row of that code.

        Raises:
            InputError: there is no property, or a text is too long.
        """
        _check(row.feature, (row.code, row.use, row.gain, row.emotion, row.need, row.objection))
        by = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            stored = row if row.code else replace(row, code=_free_code(tx.cards.of(row.owner).rows))
            _store_row(tx, stored, by)
        return stored

    def put_reason(self, reason: Reason, by: str = "") -> Reason:
        """Adds a reason (0 is the next free number), or changes the reason of that number.

        Raises:
            InputError: it is empty or too long, or the number is negative.
        """
        _check(reason.text, (reason.segment, reason.stage, reason.objection, reason.row))
        if not 0 <= reason.number < 10_000:
            raise InputError(str(reason.number), _("the number of a reason is 1 or more"))
        by = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            stored = reason
            if not reason.number:
                stored = replace(reason, number=_free_number(tx.cards.of(reason.owner).reasons))
            _store_reason(tx, stored, by)
        return stored

    def find(self, name: str, owner: str = COMPANY) -> CardRow | Reason:
        """The row of a code, or the reason of a number (`7`, `№7`).

        Raises:
            NotFound: neither.
        """
        cards, wanted = self.of(owner), name.strip()
        number = _number(wanted)
        found: CardRow | Reason | None = next((r for r in cards.rows if r.code == wanted), None)
        if found is None and number is not None:
            found = next((r for r in cards.reasons if r.number == number), None)
        if found is None:
            what = _("there is no row of this code and no reason of this number")
            raise NotFound(name, what, _("Codes and numbers are listed by: qcdesk cards list"))
        return found

    def remove(self, name: str, owner: str = COMPANY, by: str = "") -> CardRow | Reason:
        """Takes a row or a reason out; raises NotFound as `find`."""
        found = self.find(name, owner)
        by = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            if isinstance(found, CardRow):
                tx.cards.remove_row(owner, found.code)
                tx.audit.append(by, "card.row.removed", _told(found))
            else:
                tx.cards.remove_reason(owner, found.number)
                tx.audit.append(by, "card.reason.removed", _told(found))
        return found

    def take_in(self, source: Source, owner: str = COMPANY, product: str = "", by: str = "") -> Imported:
        """Takes in the rows and reasons of a document; what is there by code, number or text is changed.

        Raises:
            TableError: nothing in it can be used.
        """
        read = read_cards(source)
        by = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            return _take_in(tx, read, owner.strip(), product, by)

    def take_in_file(self, path: Path, owner: str = COMPANY, by: str = "") -> Imported:
        """Takes in a workbook, a Word document or a text; see `take_in`."""
        return self.take_in(read_source(path), owner, by=by)

    def approve(self, owner: str, by: str = "") -> Imported:
        """Takes a trainee's drafts into the company's cards; what the company has stays as it is.

        Raises:
            NotFound: that person has no cards.
        """
        by = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            drafts, company = tx.cards.of(owner), tx.cards.of(COMPANY)
            if not owner or not (drafts.rows or drafts.reasons):
                names = ", ".join(name for name in tx.cards.owners() if name) or "—"
                raise NotFound(
                    owner, _("nobody of this name has cards"), _("Possible: {names}").format(names=names)
                )
            known_rows = {_plain(r.feature) for r in company.rows}
            known_reasons = {_plain(r.text) for r in company.reasons}
            read = Read(
                [replace(r, code="") for r in drafts.rows if _plain(r.feature) not in known_rows],
                [replace(r, number=0) for r in drafts.reasons if _plain(r.text) not in known_reasons],
            )
            return _take_in(tx, read, COMPANY, "", by)

    def duplicates(self, owner: str = COMPANY) -> list[Duplicate]:
        """Rows and reasons that say the same as another one, the likeliest first."""
        cards = self.of(owner)
        rows = [(row.code, ". ".join(row.part(p) for p in Part if row.part(p))) for row in cards.rows]
        reasons = [(f"№{reason.number}", reason.text) for reason in cards.reasons]
        found = [*self._alike(rows), *self._alike(reasons)]
        return sorted(found, key=lambda one: -one.likelihood)

    def used(self, call: Call) -> ProductTalk:
        """What of the company's cards was voiced in a call.

        Raises:
            NotFound: the call is not transcribed, or there are no cards yet.
        """
        cards = self.of()
        if not (cards.rows or cards.reasons):
            raise NotFound(
                _("product cards"), _("there are none yet"), _("Take some in: qcdesk cards import FILE")
            )
        transcript, found = self._detect(call)
        quotes = {
            key: found[key].quotes if found[key].answer == "yes" else ()
            for key in ("presented_features", "presented_benefits", "presented_emotion")
        }
        return product_talk(call.id, transcript, cards, self._likeness, *quotes.values())

    def export(self, path: Path, owner: str = COMPANY) -> Path:
        """Writes all cards as a workbook that can be taken in again.

        Raises:
            ExportError: the file cannot be written.
        """
        return write_report(path, cards_workbook(self.of(owner)))

    def _alike(self, texts: list[tuple[str, str]]) -> Iterable[Duplicate]:
        if len(texts) < 2:
            return
        said = [text for _name, text in texts]
        scores = self._likeness.scores(said, said)
        for a, b in combinations(range(len(texts)), 2):
            likely = float(min(scores[a, b], scores[b, a]))
            if likely >= self._likeness.sure_from or _plain(said[a]) == _plain(said[b]):
                yield Duplicate(texts[a][0], texts[b][0], likely, said[a], said[b])


def _take_in(tx: Transaction, read: Read, owner: str, product: str, by: str) -> Imported:
    rows_added: list[str] = []
    rows_changed: list[str] = []
    reasons_added: list[int] = []
    reasons_changed: list[int] = []
    cards = tx.cards.of(owner)
    codes = {_plain(row.feature): row.code for row in cards.rows}
    for row in read.rows:
        code = row.code or codes.get(_plain(row.feature)) or _free_code(tx.cards.of(owner).rows)
        stored = replace(row, code=code, owner=owner, product=row.product or product)
        codes.setdefault(_plain(row.feature), code)
        (rows_changed if _store_row(tx, stored, by) else rows_added).append(code)
    numbers = {_plain(reason.text): reason.number for reason in cards.reasons}
    taken: set[int] = set()
    for reason in read.reasons:
        number = numbers.get(_plain(reason.text)) or reason.number
        if not number or number in taken:
            number = _free_number(tx.cards.of(owner).reasons)
        taken.add(number)
        stored_reason = replace(reason, number=number, owner=owner, product=reason.product or product)
        numbers.setdefault(_plain(reason.text), number)
        (reasons_changed if _store_reason(tx, stored_reason, by) else reasons_added).append(number)
    return Imported(
        tuple(rows_added),
        tuple(rows_changed),
        tuple(reasons_added),
        tuple(reasons_changed),
        tuple(read.remarks),
    )


def _store_row(tx: Transaction, row: CardRow, by: str) -> bool:
    """Whether there was one of that code."""
    before = tx.cards.put_row(row)
    if before != row:
        tx.audit.append(by, "card.row", {"before": before and _told(before), "now": _told(row)})
    return before is not None


def _store_reason(tx: Transaction, reason: Reason, by: str) -> bool:
    """Whether there was one of that number."""
    before = tx.cards.put_reason(reason)
    if before != reason:
        tx.audit.append(by, "card.reason", {"before": before and _told(before), "now": _told(reason)})
    return before is not None


def _told(value: CardRow | Reason) -> dict[str, Any]:
    """A value as the journal keeps it."""
    plain = asdict(value)
    if isinstance(value, CardRow):
        plain["checked_on"] = value.checked_on and value.checked_on.isoformat()
    return plain


def _check(needed: str, others: Iterable[str]) -> None:
    if not any(letter.isalnum() for letter in needed):
        raise InputError(_("product cards"), _("a property or a reason must be said"))
    if any(len(text) > _LONGEST for text in (needed, *others)):
        raise InputError(
            _("product cards"), _("a text is longer than {limit} characters").format(limit=_LONGEST)
        )


def _free_code(rows: Iterable[CardRow]) -> str:
    taken = {row.code for row in rows}
    return next(code for n in range(1, len(taken) + 2) if (code := f"{_CODE}{n}") not in taken)


def _free_number(reasons: Iterable[Reason]) -> int:
    taken = {reason.number for reason in reasons}
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def _number(name: str) -> int | None:
    bare = name.lstrip("№#").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 4 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".!")
