"""The way of trainees: hand-ins, draws, attestations, sales, moves; each is a row of the journal."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from qcdesk.checklists.stored import from_json
from qcdesk.domain.chain import when
from qcdesk.domain.checklist import AnswerKind, Checklist
from qcdesk.domain.lead_status import LeadStatus, lead_status_of
from qcdesk.domain.lifecycle import (
    CHECKLIST_STAGES,
    HandIn,
    Kind,
    LifeEvent,
    Rules,
    Stage,
    Trainee,
    passes,
    trainees,
)
from qcdesk.domain.product import COMPANY, REASONS_WANTED
from qcdesk.domain.review import Review
from qcdesk.domain.rights import Action
from qcdesk.errors import InputError, NotFound, ReviewRefused
from qcdesk.i18n import _
from qcdesk.services.describing import one_of
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

ROWS, REASONS = 3, 5
"""How many rows of the table and reasons a role-play draws."""

_WEAK = 3.0


class Lifecycle:
    """Everybody who is on the way to staff.

    Args:
        clock: tells the local time of what is told.
    """

    def __init__(
        self, database: Database, rules: Rules, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._database = database
        self._clock = clock
        self.rules = rules

    # — reading —

    def all(self) -> list[Trainee]:
        """Everybody, by name; a sale that the CRM tells of counts as told."""
        with self._database.read() as tx:
            return [found for _name, found in sorted(known(tx).items())]

    def of(self, name: str) -> Trainee:
        """One person; raises NotFound."""
        with self._database.read() as tx:
            return _one(tx, name)

    # — telling —

    def start(self, name: str, by: str = "") -> Trainee:
        """Begins day 1 of the training.

        Raises:
            InputError: no name, or the person is on the way already.
        """
        told = " ".join(name.split())
        if not told:
            raise InputError(_("name"), _("must not be empty"), _("Give the full name"))
        with self._database.read() as tx:
            if told in known(tx):
                raise InputError(told, _("is on the way already"), _("See: qcdesk stage show NAME"))
        return self._tell(told, Kind.MOVED, {"stage": str(Stage.DAY1)}, by)

    def place(self, name: str, stage: str, reason: str, by: str = "") -> Trainee:
        """Puts a person at a stage: who was there before the program, or was brought back by a decision.

        Raises:
            InputError: no such stage, or no reason.
        """
        told, to = " ".join(name.split()), one_of(Stage, stage)
        if not (told and reason.strip()):
            raise InputError(name, _("a move out of turn needs its reason"), _("Add --reason TEXT"))
        return self._tell(told, Kind.MOVED, {"stage": str(to), "forced": reason.strip()}, by)

    def hand_in(self, name: str, what: str, note: str = "", by: str = "") -> Trainee:
        """Notes that the table, the 100 reasons or the own script is handed in.

        Args:
            note: where it is, when it is not in the program.

        Raises:
            InputError: there is nothing of it in the program and no note, or fewer than 100 reasons.
        """
        kind = one_of(HandIn, what)
        with self._database.read() as tx:
            _one(tx, name)
            count, enough = _counted(tx, name, kind)
        if not (enough or note.strip()):
            what = _("{n} of {wanted} are there").format(n=count, wanted=_wanted(kind))
            remedy = _("Take them in (qcdesk cards import, qcdesk script import), or say where: --note TEXT")
            raise InputError(name, what, remedy)
        return self._tell(name, Kind.HANDED_IN, {"what": str(kind), "count": count, "note": note.strip()}, by)

    def draw(self, name: str, seed: int | None = None, by: str = "") -> Trainee:
        """Draws the rows and reasons of the role-play, with a seed that is recorded and repeats the draw.

        Raises:
            NotFound: there are no cards to draw from.
        """
        with self._database.read() as tx:
            _one(tx, name)
            own = tx.cards.of(COMPANY)
            cards = own if own.rows or own.reasons else tx.cards.of(name)
        if not (cards.rows or cards.reasons):
            what = _("there are no product cards to draw from")
            raise NotFound(name, what, _("Take them in: qcdesk cards import FILE"))
        used = secrets.randbelow(2**32) if seed is None else seed
        lot = random.Random(used)  # noqa: S311 - a lot that can be repeated, not a secret
        codes, numbers = sorted(r.code for r in cards.rows), sorted(r.number for r in cards.reasons)
        drawn = {
            "seed": used,
            "rows": lot.sample(codes, min(ROWS, len(codes))),
            "reasons": lot.sample(numbers, min(REASONS, len(numbers))),
        }
        return self._tell(name, Kind.DRAWN, drawn, by)

    def attest(self, name: str, call_id: int, by: str = "") -> Trainee:
        """Takes the result of a role-play from the review of its recording.

        Raises:
            NotFound: no such call, or nobody reviewed it by a checklist with a rule for passing.
            ReviewRefused: the recording is somebody else's.
        """
        with self._database.read() as tx:
            _at_roleplay(_one(tx, name))
            call = tx.calls.by_id(call_id)
            if call.facts.sales_manager != name:
                what = _("Call {id} is not of {name}").format(id=call_id, name=name)
                remedy = _("Correct it: qcdesk calls describe {id} --sales-manager NAME")
                raise ReviewRefused(what, remedy.format(id=call_id))
            review = tx.reviews.in_force(call_id, "training")
            if review is None or review.score.passed is None:
                what = _("no finished training review with a rule for passing")
                remedy = _("Review it: qcdesk review {id} --checklist roleplay_v1 --purpose training")
                raise NotFound(str(call_id), what, remedy.format(id=call_id))
            body = _result(review, from_json(tx.checklists.json_of(review.checklist_hash)))
        return self._tell(name, Kind.ATTESTED, body, by)

    def attest_by_hand(
        self, name: str, marks: Sequence[float], critical: Sequence[float] = (), by: str = ""
    ) -> Trainee:
        """Notes the marks 0…5 of a role-play that was not recorded.

        Args:
            critical: those of the marks that belong to critical points.

        Raises:
            InputError: no marks, or one outside 0…5.
        """
        if not marks or any(not 0 <= mark <= 5 for mark in (*marks, *critical)):
            raise InputError(name, _("marks lie between 0 and 5"), _("Give them: --marks 4,3,5"))
        with self._database.read() as tx:
            _at_roleplay(_one(tx, name))
        body = {
            "passed": passes((*marks, *critical), critical),
            "mean": sum((*marks, *critical)) / len((*marks, *critical)),
            "lowest": min(critical, default=None),
        }
        return self._tell(name, Kind.ATTESTED, body, by)

    def sold(self, name: str, call_id: int | None = None, by: str = "") -> Trainee:
        """Notes the first sale of an internship, with the call where it is known."""
        with self._database.read() as tx:
            _one(tx, name)
            if call_id is not None:
                tx.calls.by_id(call_id)
        return self._tell(name, Kind.SOLD, {"call": call_id}, by)

    def coach(
        self, name: str, criteria: Sequence[str], day: date | None = None, note: str = "", by: str = ""
    ) -> None:
        """Notes a session with a coach about criteria, by their ids."""
        about = [one.strip() for one in criteria if one.strip()]
        if not (name.strip() and about):
            raise InputError(name, _("a session is about a person and criteria"), _("Add --criterion ID"))
        body = {"day": (day or self._clock().date()).isoformat(), "criteria": about, "note": note.strip()}
        self._tell(" ".join(name.split()), Kind.COACHED, body, by)

    def move(self, name: str, reason: str = "", by: str = "") -> Trainee:
        """Makes the next move, which a person decides.

        Args:
            reason: why, where something is still missing; such a move is marked in the journal.

        Raises:
            InputError: something is missing and no reason is given, or there is no next stage.
        """
        with self._database.read() as tx:
            now = _one(tx, name)
        if now.next is None:
            raise InputError(name, _("there is no next stage"), _("See: qcdesk stage show NAME"))
        if now.missing and not reason.strip():
            what = _("is not ready: {missing}").format(missing=", ".join(now.missing))
            raise InputError(name, what, _("Decide all the same: --reason TEXT"))
        forced = reason.strip() if now.missing else ""
        return self._tell(name, Kind.MOVED, {"stage": str(now.next), "forced": forced}, by)

    def _tell(self, name: str, kind: Kind, body: Mapping[str, object], by: str) -> Trainee:
        who = require(self._database, Action.STAGES, by)
        event = LifeEvent(name, kind, self._clock(), body, who)
        with self._database.transaction() as tx:
            tx.life.add(event)
            if kind is Kind.MOVED:
                stage = Stage(str(body["stage"]))
                tx.people.upsert(name, stage=CHECKLIST_STAGES.get(stage, str(stage)))
            tx.audit.append(who, f"stage.{kind}", {"name": name, **body})
            found = known(tx)
        return found.get(name) or Trainee(name, Stage.STAFF, event.at, 1)


def known(tx: Transaction) -> dict[str, Trainee]:
    """Everybody on the way, by name; a sale that the CRM tells of counts as told."""
    events = tx.life.all()
    names = {event.name for event in events}
    if names:
        events = sorted([*events, *_crm_sales(tx, names)], key=lambda e: e.at)
    return trainees(events)


def _crm_sales(tx: Transaction, names: set[str]) -> list[LifeEvent]:
    return [
        LifeEvent(call.facts.sales_manager or "", Kind.SOLD, when(call), {"call": call.id})
        for call in tx.calls.all()
        if call.facts.sales_manager in names and lead_status_of(call.facts.lead_status) is LeadStatus.SALE
    ]


def _one(tx: Transaction, name: str) -> Trainee:
    found = known(tx).get(name)
    if found is None:
        what = _("is not on the way to staff")
        raise NotFound(name, what, _("Begin: qcdesk stage start NAME"))
    return found


def _at_roleplay(trainee: Trainee) -> None:
    if trainee.stage is not Stage.ROLEPLAY:
        what = _("the role-play comes after day 2 of the training")
        raise InputError(trainee.name, what, _("See: qcdesk stage show NAME"))


def _counted(tx: Transaction, name: str, kind: HandIn) -> tuple[int, bool]:
    """How much of it is in the program, and whether that is all."""
    if kind is HandIn.SCRIPT:
        script = tx.scripts.newest(name)
        return (len(script.blocks), True) if script else (0, False)
    cards = tx.cards.of(name)
    if kind is HandIn.TABLE:
        return cards.complete_rows, cards.complete_rows > 0
    return len(cards.reasons), len(cards.reasons) >= REASONS_WANTED


def _wanted(kind: HandIn) -> int:
    return REASONS_WANTED if kind is HandIn.REASONS else 1


def _result(review: Review, checklist: Checklist) -> dict[str, object]:
    """A review of a role-play as an event keeps it: result, mean and lowest critical mark, what was weak."""
    marks: list[float] = []
    critical: list[float] = []
    again: list[str] = []
    for answer in review.answers:
        criterion = checklist.criterion(answer.criterion)
        if (
            criterion is None
            or criterion.kind is not AnswerKind.SCALE
            or not isinstance(answer.value, float | int)
        ):
            continue
        marks.append(float(answer.value))
        critical += [float(answer.value)] if criterion.critical else []
        again += [criterion.title.to("ru")] if answer.value < _WEAK else []
    return {
        "passed": bool(review.score.passed),
        "mean": sum(marks) / len(marks) if marks else None,
        "lowest": min(critical, default=None),
        "call": review.call_id,
        "again": again,
    }
