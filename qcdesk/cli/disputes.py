"""Commands about objections of sales managers to reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.domain.dispute import Dispute


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Objections of sales managers to reviews"), no_args_is_help=True)
    group.command(name="list", help=_("Objections, the latest first"))(list_all)
    group.command(name="raise", help=_("Enter an objection to one answer of a review"))(enter)
    group.command(name="decide", help=_("Decide on an objection; not by who reviewed"))(decide)
    app.add_typer(group, name="dispute")


def list_all(
    context: typer.Context,
    only_open: Annotated[bool, typer.Option("--open", help=_("Only those nobody decided on"))] = False,
) -> None:
    """Lists objections."""
    from qcdesk.cli.wording import table
    from qcdesk.services import disputes

    session: Session = context.obj
    found = disputes.all_disputes(session.desk.database, only_open=only_open)
    heads = (_("No."), _("Call"), _("Criterion"), _("Why"), _("Entered by"), _("Decision"))
    rows = [(d.id, d.call_id, d.criterion, d.text, d.author, _decision(d)) for d in found]
    shown = table(heads, rows) if rows else _("There are no disputes")
    session.answer({"disputes": [_plain(d) for d in found]}, shown)


def enter(
    context: typer.Context,
    call: Annotated[int, typer.Argument(help=_("Number of the call"))],
    criterion: Annotated[str, typer.Argument(help=_("Id of the criterion"))],
    text: Annotated[str, typer.Option("--text", help=_("Why the sales manager does not agree"))],
    by: BY = "",
) -> None:
    """Enters one."""
    from qcdesk.services import disputes

    session: Session = context.obj
    made = disputes.raise_dispute(session.desk.database, call, criterion, text, by)
    session.answer(_plain(made), _("Dispute {id} waits for a decision").format(id=made.id))


def decide(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help=_("Number of the dispute"))],
    upheld: Annotated[
        bool, typer.Option("--upheld/--rejected", help=_("The sales manager is right, or not"))
    ],
    reason: Annotated[str, typer.Option("--reason", help=_("In a sentence or two"))],
    by: BY = "",
) -> None:
    """Decides on one."""
    from qcdesk.services import disputes

    session: Session = context.obj
    done = disputes.decide_dispute(session.desk.database, id, upheld=upheld, reason=reason, by=by)
    remedy = _("Correct the review: qcdesk review {call} --reason TEXT").format(call=done.call_id)
    session.answer(_plain(done), _decision(done), *([remedy] if upheld else []))


def _decision(one: Dispute) -> str:
    if one.decision is None:
        return _("open")
    said = _("upheld") if one.decision.upheld else _("rejected")
    return f"{said}: {one.decision.reason} ({one.decision.author})"


def _plain(one: Dispute) -> dict[str, object]:
    decision = one.decision
    return {
        "id": one.id,
        "call": one.call_id,
        "review": one.review_id,
        "criterion": one.criterion,
        "text": one.text,
        "by": one.author,
        "at": one.at.isoformat(),
        "decision": decision
        and {
            "upheld": decision.upheld,
            "reason": decision.reason,
            "by": decision.author,
            "at": decision.at.isoformat(),
        },
    }
