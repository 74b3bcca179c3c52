"""Objections of sales managers to reviews: entered, decided by somebody else than who reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.checklists.stored import from_json
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.dispute import Dispute
from qcdesk.domain.review import Review
from qcdesk.domain.rights import Action, folded
from qcdesk.errors import InputError, NotFound, ReviewRefused
from qcdesk.i18n import _
from qcdesk.services.rights import require
from qcdesk.storage import Database

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Disputed:
    """An objection, the call, the review as it was made, and the version of the checklist it was made by."""

    dispute: Dispute
    call: Call
    review: Review
    checklist: Checklist


def all_disputes(database: Database, *, only_open: bool = False) -> list[Dispute]:
    """All objections, the latest first."""
    with database.read() as tx:
        return [one for one in tx.disputes.all() if one.open or not only_open]


def disputed(database: Database, id: int) -> Disputed:
    """An objection with the review it is about.

    Raises:
        NotFound: no such objection.
    """
    with database.read() as tx:
        one = tx.disputes.by_id(id)
        review = tx.reviews.by_id(one.review_id)
        checklist = from_json(tx.checklists.json_of(review.checklist_hash))
        return Disputed(one, tx.calls.by_id(one.call_id), review, checklist)


def raise_dispute(database: Database, call_id: int, criterion: str, text: str, by: str = "") -> Dispute:
    """Enters an objection to the answer of a criterion in the review in force.

    Raises:
        NotFound: no such call, no finished review of it, or no such answer in it.
        InputError: there is no reason, or it is too long.
    """
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        what = _("an objection needs its reason, at most {limit} characters").format(limit=_LONGEST)
        raise InputError(str(call_id), what)
    who = require(database, Action.ANSWER, by)
    with database.transaction() as tx:
        tx.calls.by_id(call_id)
        review = tx.reviews.in_force(call_id)
        if review is None:
            remedy = _("Only a finished review can be disputed")
            raise NotFound(str(call_id), _("this call has no finished review"), remedy)
        known = [answer.criterion for answer in review.answers]
        if criterion not in known:
            remedy = _("Possible: {names}").format(names=", ".join(known))
            raise NotFound(criterion, _("the review has no answer to this criterion"), remedy)
        made = tx.disputes.add(call_id, review.id, criterion, said, who)
        told = {
            "dispute": made.id,
            "call": call_id,
            "review": review.id,
            "criterion": criterion,
            "text": said,
        }
        tx.audit.append(who, "dispute.raised", told)
    return made


def decide_dispute(database: Database, id: int, *, upheld: bool, reason: str, by: str = "") -> Dispute:
    """Decides on an objection; where it is upheld, a reviewer corrects the review with a reason.

    Raises:
        NotFound: no such objection.
        InputError: there is no reason, or it is decided already.
        ReviewRefused: whoever decides made the review.
    """
    why = " ".join(reason.split())
    if not why or len(why) > _LONGEST:
        what = _("a decision needs its reason, at most {limit} characters").format(limit=_LONGEST)
        raise InputError(str(id), what)
    who = require(database, Action.DECIDE, by)
    with database.transaction() as tx:
        dispute = tx.disputes.by_id(id)
        if dispute.decision is not None:
            what = _("{name} decided on it already").format(name=dispute.decision.author)
            raise InputError(str(id), what)
        if folded(who) == folded(tx.reviews.by_id(dispute.review_id).reviewer):
            what = _("{name} made this review").format(name=who)
            raise ReviewRefused(what, _("The owner decides, or another reviewer whom he names"))
        decided = tx.disputes.decide(id, upheld=upheld, reason=why, author=who)
        tx.audit.append(who, "dispute.decided", {"dispute": id, "upheld": upheld, "reason": why})
    return decided
