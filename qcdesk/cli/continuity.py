"""The command for when a person leaves."""

from __future__ import annotations

from typing import Annotated

import typer

from qcdesk.cli.reports import FORMAT, TO, show_written
from qcdesk.cli.session import Session
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the command."""
    told = _("A person leaves: clients, agreements, promises and open hand-overs for whoever takes over")
    app.command(name="continuity", help=told)(continuity)


def continuity(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Full name of who leaves"))],
    to: TO,
    format: FORMAT = None,
) -> None:
    """Writes the file."""
    from qcdesk.reports.export import FORMATS

    session: Session = context.obj
    job = session.desk.write_continuity(name, to, format or FORMATS)
    show_written(session, session.follow(job, _("Calls")))
