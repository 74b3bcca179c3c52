"""Commands about leads that pass between people: card, answer, ruling."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.clients import CALL, PERIOD
from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from rich.console import RenderableType

    from qcdesk.domain.handover import Handover


class Ruled(StrEnum):
    """The answers that a ruling can give."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Leads handed over: card, answer, ruling"), no_args_is_help=True)
    group.command(name="list", help=_("Leads that were handed over, the latest first"))(list_all)
    group.command(name="show", help=_("One hand-over with both calls"))(show)
    group.command(name="card", help=_("See what the call gives for the card, and confirm the card"))(card)
    group.command(name="answer", help=_("The receiver accepts or rejects the lead"))(answer)
    group.command(name="rule", help=_("Rule on a hand-over after hearing both calls"))(rule)
    app.add_typer(group, name="handover")


def list_all(context: typer.Context, period: PERIOD = None) -> None:
    """Lists hand-overs."""
    from qcdesk.cli import forms_clients, wording_clients
    from qcdesk.cli.wording import table
    from qcdesk.domain.period import Period

    session: Session = context.obj
    found = session.desk.leads.handovers(Period.parse(period) if period else None)
    heads = (_("Call"), _("From"), _("To"), _("Answer"), _("To first call"), _("Fate"), _("Ruled"))
    rows = [
        (
            h.given.id,
            h.caller,
            h.receiver,
            wording_clients.answer(h),
            wording_clients.hours(h.hours),
            wording_clients.fate(h.fate),
            _("yes") if h.ruling else _("no"),
        )
        for h in found
    ]
    none = _("No lead was handed over")
    session.answer(
        {"handovers": [forms_clients.handover(h) for h in found]}, table(heads, rows) if rows else none
    )


def show(context: typer.Context, call: CALL) -> None:
    """Shows a hand-over."""
    session: Session = context.obj
    _tell(session, session.desk.leads.handover(call))


def card(
    context: typer.Context,
    call: CALL,
    what: Annotated[str | None, typer.Option(help=_("What the client needs"))] = None,
    volume: Annotated[str | None, typer.Option(help=_("How much of it"))] = None,
    term: Annotated[str | None, typer.Option(help=_("By when"))] = None,
    decides: Annotated[str | None, typer.Option(help=_("Who decides"))] = None,
    objections: Annotated[str | None, typer.Option(help=_("What speaks against it"))] = None,
    call_at: Annotated[str | None, typer.Option(help=_("When to call"))] = None,
    receiver: Annotated[str | None, typer.Option(help=_("For whom, by full name"))] = None,
    accept: Annotated[bool, typer.Option("--accept", help=_("Take what the call gives"))] = False,
    by: BY = "",
) -> None:
    """Shows what the call gives, or stores the card."""
    from qcdesk.cli import forms_clients, wording_clients
    from qcdesk.cli.wording import clock, table
    from qcdesk.domain.handover import FIELDS
    from qcdesk.domain.masking import mask

    session: Session = context.obj
    leads = session.desk.leads
    told = {
        "what": what,
        "volume": volume,
        "term": term,
        "decides": decides,
        "objections": objections,
        "call_at": call_at,
        "receiver": receiver,
    }
    given = {name: text for name, text in told.items() if text is not None}
    if accept or not given:
        found = leads.proposed(session.desk.call(call))
        if not accept:
            rows = [
                (wording_clients.field(name), clock(q.start), mask(q.text))
                for name in FIELDS
                for q in found.quotes.get(name, ())
            ]
            unsaid = [wording_clients.field(name) for name in found.card.missing]
            note = _("Not found in the call: {fields}").format(fields=", ".join(unsaid)) if unsaid else ""
            remedy = _("Confirm with --accept, or give the fields: --what TEXT …")
            shown = table((_("Field"), _("Time"), _("Words")), rows) if rows else ""
            session.answer({"call": call, "proposed": forms_clients.proposed(found)}, shown, note, remedy)
            return
        given = {name: getattr(found.card, name) for name in FIELDS if getattr(found.card, name)} | given
    stored = leads.confirm(call, given, by)
    fields = [(wording_clients.field(name), getattr(stored, name) or None) for name in (*FIELDS, "receiver")]
    session.answer({"call": call, "card": forms_clients.card(stored)}, table(("", ""), fields))


def answer(
    context: typer.Context,
    call: CALL,
    accepted: Annotated[bool, typer.Option("--accepted/--rejected", help=_("What the receiver says"))],
    reason: Annotated[str, typer.Option(help=_("Why it is rejected"))] = "",
    receiver: Annotated[str, typer.Option(help=_("Who answers, by full name"))] = "",
    by: BY = "",
) -> None:
    """Stores the receiver's answer."""
    session: Session = context.obj
    found = session.desk.leads.answer(call, accepted=accepted, reason=reason, receiver=receiver, by=by)
    _tell(session, found)


def rule(
    context: typer.Context,
    call: CALL,
    complete: Annotated[Ruled | None, typer.Option(help=_("Does the card say all the client said?"))] = None,
    truthful: Annotated[Ruled | None, typer.Option(help=_("Is what it says true?"))] = None,
    in_time: Annotated[Ruled | None, typer.Option(help=_("Did the receiver call in time?"))] = None,
    used: Annotated[Ruled | None, typer.Option(help=_("Did he use what he was given?"))] = None,
    rejection_grounded: Annotated[Ruled | None, typer.Option(help=_("Had a rejection a ground?"))] = None,
    comment: Annotated[str, typer.Option(help=_("In a sentence or two"))] = "",
    by: BY = "",
) -> None:
    """Stores a ruling."""
    session: Session = context.obj
    told = {
        "complete": complete,
        "truthful": truthful,
        "in_time": in_time,
        "used": used,
        "rejection_grounded": rejection_grounded,
    }
    given = {name: str(value) for name, value in told.items() if value is not None}
    _tell(session, session.desk.leads.rule(call, given, comment, by))


def _tell(session: Session, found: Handover) -> None:
    from qcdesk.cli import forms_clients, wording_clients
    from qcdesk.cli.wording import table
    from qcdesk.domain.handover import FIELDS

    facts = [
        (_("Client"), found.client_name or None),
        (_("From"), f"{found.caller or '—'} · {_hear(found.given.id)}"),
        (_("To"), f"{found.receiver or '—'} · {_hear(found.taken.id) if found.taken else _('no call yet')}"),
        (_("To first call"), wording_clients.hours(found.hours)),
        (_("Answer"), ": ".join(filter(None, (wording_clients.answer(found), _reason(found))))),
        (_("Fate"), wording_clients.fate(found.fate)),
    ]
    shown: list[RenderableType] = [table(("", ""), facts)]
    if found.card:
        rows = [(wording_clients.field(name), getattr(found.card, name) or None) for name in FIELDS]
        shown += ["", _("Card, confirmed by {name}").format(name=found.card.author), table(("", ""), rows)]
    else:
        shown += ["", _("No card; what the call gives: qcdesk handover card {id}").format(id=found.given.id)]
    if found.ruling:
        asked = ("complete", "truthful", "in_time", "used", "rejection_grounded")
        verdicts = [
            (wording_clients.question(n), wording_clients.verdict(getattr(found.ruling, n))) for n in asked
        ]
        by = _("Ruled by {name}").format(name=found.ruling.author)
        shown += ["", by, table(("", ""), verdicts)]
        shown += [found.ruling.comment] if found.ruling.comment else []
    session.answer(forms_clients.handover(found), *shown)


def _hear(call: int) -> str:
    return _("call {id}, hear and read: qcdesk show {id}").format(id=call)


def _reason(found: Handover) -> str:
    return found.reply.reason if found.reply else ""
