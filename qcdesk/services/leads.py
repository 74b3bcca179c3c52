"""Clients across the people who speak with them: chains, hand-overs and rulings, first sales, retention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields

from qcdesk.domain import phone
from qcdesk.domain.call import Call, CallState, Direction
from qcdesk.domain.chain import Chain, FirstSale, chains, keys
from qcdesk.domain.handover import (
    FIELDS,
    Card,
    Handover,
    History,
    Leaving,
    Proposed,
    Reply,
    Ruling,
    Told,
    Verdict,
    handovers,
)
from qcdesk.domain.listing import CallQuery
from qcdesk.domain.period import Period
from qcdesk.domain.rights import Action, folded
from qcdesk.errors import InputError, NotFound, ReviewRefused
from qcdesk.evidence.handing import proposed_card, signs_of_leaving
from qcdesk.evidence.matcher import Detector
from qcdesk.i18n import _
from qcdesk.services.describing import one_of
from qcdesk.services.detecting import Found
from qcdesk.services.expecting import around, chain_of
from qcdesk.services.rights import require
from qcdesk.storage import Database, Transaction

_RULED = tuple(field.name for field in fields(Ruling) if field.name not in ("comment", "author", "at"))
_LONGEST = 2000
_BLOCK = 200


class Leads:
    """The clients of a department.

    Args:
        detect: finds everything that is looked for in a call.
        patterns: finds the patterns of the lexicon with the names of a call.
    """

    def __init__(
        self, database: Database, detect: Callable[[Call], Found], patterns: Callable[[Call], Detector]
    ) -> None:
        self._database = database
        self._detect = detect
        self.patterns = patterns

    # — reading —

    def histories(self) -> list[History]:
        """All clients, the one with the latest call first."""
        with self._database.read() as tx:
            return histories(tx)

    def latest(self, sought: str, most: int) -> tuple[list[History], bool]:
        """The clients with the latest calls, and whether there are more.

        Args:
            sought: words that are in a call of the client each: a name, a part of a number, what was said.
        """
        with self._database.read() as tx:
            calls, more = _latest_calls(tx, sought.split() or [""], most)
            wanted = {call.id for call in calls}
            told, sales = tx.handovers.told(), tx.handovers.sales()
            found = [c for c in chains(around(tx, calls)) if wanted & {call.id for call in c.calls}]
            return [_told(chain, told, sales) for chain in found], more

    def history(self, of: str) -> History:
        """The client of a call's number, or of a telephone number.

        Raises:
            NotFound: no call of that client.
        """
        digits = phone.digits(of)
        with self._database.read() as tx:
            if 0 < len(digits) < phone.SHORTEST and digits == of.strip():
                return _history(tx, tx.calls.by_id(int(of)))
            calls = tx.calls.of_client([phone.key(of)]) if len(digits) >= phone.SHORTEST else []
            if not calls:
                remedy = _("Give the number of a call, or a telephone number with its code")
                raise NotFound(of, _("no call with such a client"), remedy)
            return _history(tx, calls[-1])

    def handovers(self, period: Period | None = None) -> list[Handover]:
        """Leads that were handed over in the period (or ever), the latest first."""
        with self._database.read() as tx:
            return handovers_in(tx, period)

    def handover(self, call_id: int) -> Handover:
        """The hand-over that was made in a call.

        Raises:
            NotFound: no such call, or nothing was handed over in it.
        """
        with self._database.read() as tx:
            found = _history(tx, tx.calls.by_id(call_id)).handovers
        for one in found:
            if one.given.id == call_id:
                return one
        what = _("no lead was handed over in this call")
        raise NotFound(str(call_id), what, _("Hand-overs are listed by: qcdesk handover list"))

    def proposed(self, call: Call) -> Proposed:
        """The card that the words of a call give; raises NotFound where it is not transcribed."""
        transcript, found = self._detect(call)
        return proposed_card(transcript, found, self.patterns(call))

    def leaving(self, period: Period | None = None) -> list[Leaving]:
        """Calls in which a client complained or spoke of leaving, those nobody reviewed first."""
        with self._database.read() as tx:
            calls = tx.calls.all(period=period)
            spoken = [(call, tx.transcripts.current(call.id)) for call in calls if call.exclusion is None]
        out = []
        for call, transcript in spoken:
            quotes = signs_of_leaving(transcript, self.patterns(call)) if transcript else ()
            if quotes:
                out.append(Leaving(call, quotes, call.state is CallState.REVIEWED))
        return sorted(out, key=lambda one: one.reviewed)

    # — telling —

    def confirm(self, call_id: int, given: Mapping[str, str], by: str = "") -> Card:
        """Stores the card of a hand-over; fields that are not given stay as they were confirmed.

        Args:
            given: by name, `receiver` or one of `FIELDS`.

        Raises:
            InputError: no such field, or nothing is said at all.
        """
        unknown = next((name for name in given if name not in (*FIELDS, "receiver")), None)
        if unknown is not None:
            raise InputError(unknown, _("a hand-over card has no such field"))
        _refuse_long(given.values())
        who = require(self._database, Action.ANSWER, by)
        with self._database.transaction() as tx:
            _client_of(tx, call_id)
            card = tx.handovers.told().cards.get(call_id, Card()).with_fields(given)
            if len(card.missing) == len(FIELDS):
                raise InputError(str(call_id), _("the card says nothing"), _("Fill in at least one field"))
            tx.handovers.keep_card(call_id, card, who)
            told = {"call": call_id, **{name: getattr(card, name) for name in (*FIELDS, "receiver")}}
            tx.audit.append(who, "handover.card", told)
            return tx.handovers.told().cards[call_id]

    def answer(
        self, call_id: int, *, accepted: bool, reason: str = "", receiver: str = "", by: str = ""
    ) -> Handover:
        """Stores what the receiver says of a lead; it counts before the CRM's status.

        Raises:
            InputError: a rejection without its reason.
        """
        if not accepted and not reason.strip():
            remedy = _("Say why: not the decision maker, no need, wrong number …")
            raise InputError(str(call_id), _("a rejection needs its reason"), remedy)
        _refuse_long((reason, receiver))
        who = require(self._database, Action.ANSWER, by)
        with self._database.transaction() as tx:
            _client_of(tx, call_id)
            reply = Reply(accepted, " ".join(reason.split()), " ".join(receiver.split()))
            tx.handovers.keep_reply(call_id, reply, who)
            told = {"call": call_id, "accepted": accepted, "reason": reply.reason, "receiver": reply.receiver}
            tx.audit.append(who, "handover.answered", told)
        return self.handover(call_id)

    def rule(self, call_id: int, given: Mapping[str, str], comment: str = "", by: str = "") -> Handover:
        """Stores a ruling: what is given by name, the rest as it was ruled before.

        Raises:
            NotFound: nothing was handed over in this call.
            ReviewRefused: whoever rules is one of the two.
            InputError: no such question, or no such verdict.
        """
        verdicts = {name: one_of(Verdict, value) for name, value in given.items() if name in _RULED}
        if len(verdicts) < len(given) or not verdicts:
            known = _("Possible: {names}").format(names=", ".join(_RULED))
            raise InputError(", ".join(given) or str(call_id), _("a ruling answers questions"), known)
        _refuse_long((comment,))
        who, one = require(self._database, Action.DECIDE, by), self.handover(call_id)
        if folded(who) in (folded(one.caller), folded(one.receiver)):
            what = _("{name} took part in this hand-over").format(name=who)
            raise ReviewRefused(what, _("Somebody else of the quality department rules on it"))
        before = one.ruling or Ruling()
        answers = {name: verdicts.get(name, getattr(before, name)) for name in _RULED}
        ruling = Ruling(**answers, comment=comment.strip() or before.comment)
        with self._database.transaction() as tx:
            tx.handovers.keep_ruling(call_id, ruling, who)
            told = {"call": call_id, **{name: str(value) for name, value in answers.items()}}
            tx.audit.append(who, "handover.ruled", told | {"comment": ruling.comment})
        return self.handover(call_id)

    def note_sale(self, call_id: int, by: str = "") -> History:
        """Stores that the client of a call bought first in it."""
        who = require(self._database, Action.ANSWER, by)
        with self._database.transaction() as tx:
            call = _client_of(tx, call_id)
            tx.handovers.note_sale(call_id, who)
            tx.audit.append(who, "client.first_sale", {"call": call_id})
            return _history(tx, call)


def histories(tx: Transaction) -> list[History]:
    """All clients with their hand-overs, the one with the latest call first."""
    told, sales = tx.handovers.told(), tx.handovers.sales()
    return [_told(chain, told, sales) for chain in chains(tx.calls.all())]


def _told(chain: Chain, told: Told, sales: Mapping[int, FirstSale]) -> History:
    sale = chain.sold(sales)
    return History(chain, sale, handovers(chain, told, sale))


def _latest_calls(tx: Transaction, words: Sequence[str], most: int) -> tuple[list[Call], bool]:
    """A call of each of the clients whose calls are the latest, and whether there are further clients."""
    first, *others = (tx.listing.ids(CallQuery(text=word)) for word in words)
    everywhere = [set(ids) for ids in others]
    ids = [id for id in first if all(id in one for one in everywhere)]
    found: dict[str, Call] = {}
    for start in range(0, len(ids), _BLOCK):
        for line in tx.listing.lines(ids[start : start + _BLOCK]):
            known = keys(line.call) if line.call.facts.direction is not Direction.INTERNAL else []
            if not known:
                continue
            if len(found) == most and known[0] not in found:
                return list(found.values()), True
            found.setdefault(known[0], line.call)
    return list(found.values()), False


def handovers_in(tx: Transaction, period: Period | None = None) -> list[Handover]:
    """Leads that were handed over in the period (or ever), the latest first."""
    wanted = None if period is None else {call.id for call in tx.calls.all(period=period)}
    found = [h for history in histories(tx) for h in history.handovers]
    found = [h for h in found if wanted is None or h.given.id in wanted]
    return sorted(found, key=lambda h: h.given.id, reverse=True)


def _history(tx: Transaction, call: Call) -> History:
    chain = chain_of(tx, call) or Chain("", (call,))
    return _told(chain, tx.handovers.told(), tx.handovers.sales())


def _client_of(tx: Transaction, call_id: int) -> Call:
    """The call, whose client must be known."""
    call = tx.calls.by_id(call_id)
    if chain_of(tx, call) is None:
        what = _("the client of this call is not known")
        remedy = _("A hand-over needs the client's number: join a CRM table, or name files by it")
        raise NotFound(str(call_id), what, remedy)
    return call


def _refuse_long(texts: Iterable[str]) -> None:
    if any(len(text) > _LONGEST for text in texts):
        what = _("a text is longer than {limit} characters").format(limit=_LONGEST)
        raise InputError(_("hand-over"), what)
