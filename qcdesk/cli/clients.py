"""Commands about clients across people: chains of calls, first sales, signs of leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from rich.console import RenderableType

    from qcdesk.domain.handover import History

PERIOD = Annotated[
    str | None, typer.Option(help=_("2026-10, 2026-W41, 2026-10-05 or 2026-10-01..2026-10-15"))
]
CALL = Annotated[int, typer.Argument(help=_("Number of the call"))]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Clients: all calls of one across people, first sale"), no_args_is_help=True)
    group.command(name="list", help=_("All clients, the one with the latest call first"))(list_all)
    group.command(name="show", help=_("All calls of one client, and the leads handed over"))(show)
    group.command(name="sale", help=_("Say that a client bought first in a call"))(sale)
    group.command(name="leaving", help=_("Calls for retention review: the client complains or leaves"))(
        leaving
    )
    app.add_typer(group, name="chain")


def list_all(context: typer.Context) -> None:
    """Lists clients."""
    from qcdesk.cli import forms_clients
    from qcdesk.cli.wording import table
    from qcdesk.domain import phone

    session: Session = context.obj
    found = session.desk.leads.histories()
    heads = (_("Client"), _("Name"), _("Calls"), _("People"), _("Hand-overs"), _("First sale"))
    rows = [
        (
            phone.mask(h.chain.client),
            h.chain.name or None,
            len(h.chain.calls),
            " → ".join(h.chain.people),
            len(h.handovers),
            f"{h.sale.at:%d.%m.%Y}" if h.sale else None,
        )
        for h in found
    ]
    session.answer({"clients": [forms_clients.history(h) for h in found]}, table(heads, rows))


def show(
    context: typer.Context,
    of: Annotated[
        str, typer.Argument(help=_("Number of one of the calls, or the client's telephone number"))
    ],
) -> None:
    """Shows a client."""
    session: Session = context.obj
    _tell(session, session.desk.leads.history(of))


def sale(context: typer.Context, call: CALL, by: BY = "") -> None:
    """Notes a first sale."""
    session: Session = context.obj
    _tell(session, session.desk.leads.note_sale(call, by))


def leaving(context: typer.Context, period: PERIOD = None) -> None:
    """Lists calls with signs of leaving."""
    from qcdesk.cli import forms_clients
    from qcdesk.cli.wording import clock, table
    from qcdesk.domain.masking import mask
    from qcdesk.domain.period import Period

    session: Session = context.obj
    found = session.desk.leads.leaving(Period.parse(period) if period else None)
    heads = (_("Call"), _("Sales manager"), _("Reviewed"), _("Time"), _("Words"))
    rows = [
        (
            one.call.id,
            one.call.facts.sales_manager,
            _("yes") if one.reviewed else _("no"),
            clock(quote.start),
            mask(quote.text),
        )
        for one in found
        for quote in one.quotes
    ]
    none = _("No call with a complaint or a sign of leaving")
    session.answer(
        {"calls": [forms_clients.leaving(one) for one in found]}, table(heads, rows) if rows else none
    )


def _tell(session: Session, found: History) -> None:
    from qcdesk.cli import forms_clients, wording_clients
    from qcdesk.cli.wording import table
    from qcdesk.domain import phone

    chain = found.chain
    rows = [
        (
            call.id,
            f"{call.facts.started_at:%d.%m.%Y %H:%M}" if call.facts.started_at else None,
            call.facts.sales_manager,
            wording_clients.role(call.facts.role) if call.facts.role else None,
            call.facts.lead_status,
        )
        for call in chain.calls
    ]
    heads = (_("Call"), _("When"), _("Sales manager"), _("Role"), _("Status"))
    sold = (
        _("First sale: {day}, call {call}").format(day=f"{found.sale.at:%d.%m.%Y}", call=found.sale.call_id)
        if found.sale
        else _("No sale yet")
    )
    passed = [
        (h.given.id, h.caller, h.receiver, wording_clients.answer(h), wording_clients.fate(h.fate))
        for h in found.handovers
    ]
    passing = (_("Call"), _("From"), _("To"), _("Answer"), _("Fate"))
    parts: list[RenderableType] = [
        " · ".join(filter(None, (phone.mask(chain.client), chain.name))),
        table(heads, rows),
        sold,
    ]
    if passed:
        parts += [_("Handed over:"), table(passing, passed)]
    session.answer(forms_clients.history(found), *parts)
