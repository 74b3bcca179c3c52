"""The accuracy passport: hints compared with people's answers, and the owner's leave to prefill."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.checklists.stored import from_json
from qcdesk.domain.checklist import Checklist, Criterion, Flag, content_hash
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import NO, Answer, Review
from qcdesk.domain.rights import Action
from qcdesk.domain.text import Text
from qcdesk.errors import InputError, NotFound
from qcdesk.i18n import _
from qcdesk.scoring.passport import Comparison, Decision, Record, Use, decide, record
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

ALLOWED, FORBIDDEN = "prefill.allowed", "prefill.forbidden"
LOWEST, HIGHEST = 0.5, 0.99
CONTROL = 5
"""In one call of so many a hint stays a hint, so that people go on judging it."""
_NO_EVIDENCE_OF_SKILL = "training"
Part = Criterion | Flag


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of the passport; `threshold` is the owner's, None where he did not allow prefilling."""

    checklist: str
    criterion: str
    title: Text
    record: Record
    threshold: float | None
    decision: Decision


class Accuracy:
    """The passport of one department.

    Args:
        database: with its reviews, the hints that stood there, and the journal with the owner's leave.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def passport(self, checklists: Sequence[Checklist]) -> list[Line]:
        """A line for each criterion, gate and flag that has a rule of evidence.

        Counted are finished reviews, one a call and checklist, all but those of trainees; of older versions
        of a checklist only where the criterion, as it is judged and looked for, is the same.
        """
        with self._database.read() as tx:
            leave = permissions(tx)
            reviews = _reviews(tx)
            return [
                _line(checklist.id, part, record(found), leave.get((checklist.id, part.id)))
                for checklist in checklists
                for part, found in _compared(tx, checklist, reviews)
            ]

    def allow(self, checklist: Checklist, criterion: str, threshold: float, by: str = "") -> None:
        """The owner's leave: hints of a criterion may prefill where their lower bound passes a threshold.

        Raises:
            NotFound: the checklist has no such criterion, or nothing is looked for there.
            InputError: the threshold lies outside 0.5…0.99.
        """
        _refuse_unknown(checklist, criterion)
        if not LOWEST <= threshold <= HIGHEST:
            bounds = _("must lie between {low:g} and {high:g}").format(low=LOWEST, high=HIGHEST)
            raise InputError(f"{threshold:g}", bounds, _("0.85 is a good beginning"))
        told = {"checklist": checklist.id, "criterion": criterion, "threshold": threshold}
        who = require(self._database, Action.SETTINGS, by)
        with self._database.transaction() as tx:
            tx.audit.append(who, ALLOWED, told)

    def forbid(self, checklist: Checklist, criterion: str, by: str = "") -> None:
        """Takes the leave back; raises NotFound for an unknown criterion."""
        _refuse_unknown(checklist, criterion)
        who = require(self._database, Action.SETTINGS, by)
        with self._database.transaction() as tx:
            tx.audit.append(who, FORBIDDEN, {"checklist": checklist.id, "criterion": criterion})

    def prefilled(self, call_id: int, checklist: Checklist, hints: Sequence[Hint]) -> tuple[Answer, ...]:
        """The answers that may be filled in for a call, marked so; a person may change each.

        Args:
            hints: of this call by this checklist, as they stand now.
        """
        proven = self._proven(checklist)
        return tuple(
            Answer(
                criterion=hint.criterion,
                value=hint.suggested,
                quotes=hint.quotes,
                not_said=hint.suggested == NO and not hint.quotes,
                prefilled=True,
            )
            for hint in hints
            if hint.suggested is not None
            and hint.criterion in proven
            and not is_control(call_id, hint.criterion)
        )

    def _proven(self, checklist: Checklist) -> set[str]:
        with self._database.read() as tx:
            allowed = {criterion for id, criterion in permissions(tx) if id == checklist.id}
        if not allowed:
            return set()  # the passport reads every review
        lines = self.passport([checklist])
        return {line.criterion for line in lines if line.decision.use is Use.PREFILL}


def is_control(call_id: int, criterion: str) -> bool:
    """Whether a hint is left to be judged in this call: the same answer whenever it is asked."""
    return zlib.crc32(f"{call_id}:{criterion}".encode()) % CONTROL == 0


def permissions(tx: Transaction) -> dict[tuple[str, str], float]:
    """Checklist and criterion → threshold, as the journal says last."""
    rows = [*tx.audit.rows(action=ALLOWED), *tx.audit.rows(action=FORBIDDEN)]
    leave: dict[tuple[str, str], float] = {}
    for row in sorted(rows, key=lambda r: r.seq):
        key = (str(row.body["checklist"]), str(row.body["criterion"]))
        leave.pop(key, None)
        if row.action == ALLOWED:
            leave[key] = float(row.body["threshold"])
    return leave


def _line(checklist: str, part: Part, found: Record, threshold: float | None) -> Line:
    return Line(checklist, part.id, part.title, found, threshold, decide(found, threshold))


def _reviews(tx: Transaction) -> list[Review]:
    """The reviews that count, oldest first; of several of a call by one checklist the newest."""
    counted = [r for r in tx.reviews.standing() if r.purpose != _NO_EVIDENCE_OF_SKILL]
    newest = {(r.call_id, r.checklist_id): r for r in counted}
    return sorted(newest.values(), key=lambda r: r.id)


def _compared(
    tx: Transaction, checklist: Checklist, reviews: Sequence[Review]
) -> Iterator[tuple[Part, list[Comparison]]]:
    mine = [r for r in reviews if r.checklist_id == checklist.id and r.hints is not None]
    versions = {hash: _version(tx, checklist, hash) for hash in {r.checklist_hash for r in mine}}
    stood = {r.id: {h.criterion: h for h in tx.hints.by_id(r.hints or 0)} for r in mine}
    for part in _parts(checklist):
        same = [r for r in mine if _is_same(part, versions[r.checklist_hash])]
        yield part, [c for r in same if (c := _comparison(part, r, stood[r.id])) is not None]


def _comparison(part: Part, review: Review, hints: Mapping[str, Hint]) -> Comparison | None:
    """A flag that a finished review does not name was not seen."""
    hint = hints.get(part.id)
    answer = next((a for a in review.answers if a.criterion == part.id), None)
    if hint is None or (answer is None and (isinstance(part, Criterion) or hint.suggested is None)):
        return None
    if answer is None:
        return Comparison(hint.suggested, NO)
    return Comparison(hint.suggested, answer.value, answer.prefilled)


def _parts(checklist: Checklist) -> Iterator[Part]:
    gates = [s.gate for s in checklist.sections if s.gate]
    parts: list[Part] = [*gates, *checklist.criteria(), *checklist.flags]
    yield from (part for part in parts if part.evidence)


def _version(tx: Transaction, current: Checklist, hash: str) -> Checklist:
    return current if hash == content_hash(current) else from_json(tx.checklists.json_of(hash))


def _is_same(part: Part, version: Checklist) -> bool:
    """Whether a version asks and looks for the same: what was proved of another rule proves nothing."""
    old = version.criterion(part.id) or version.flag(part.id)
    if old is None or type(old) is not type(part):
        return False
    alike = (old.title, old.evidence) == (part.title, part.evidence)
    kinds = (old.kind, part.kind) if isinstance(old, Criterion) and isinstance(part, Criterion) else (0, 0)
    return alike and kinds[0] == kinds[1]


def _refuse_unknown(checklist: Checklist, criterion: str) -> None:
    known = [part.id for part in _parts(checklist)]
    if criterion not in known:
        raise NotFound(
            criterion,
            _("the checklist {id} looks for nothing of this name").format(id=checklist.id),
            _("There are: {ids}").format(ids=", ".join(known)),
        )
