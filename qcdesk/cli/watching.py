"""The command that watches a folder for new recordings."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.session import Session
from qcdesk.errors import NotFound
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="watch", help=_("Add recordings as they appear in a folder, until Ctrl+C"))(watch)


def watch(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=_("Folder of recordings"))],
    once: Annotated[bool, typer.Option("--once", help=_("Add what is there and whole now, and end"))] = False,
    every: Annotated[float, typer.Option(help=_("Seconds between two looks"), min=0.2)] = 5.0,
) -> None:
    """Watches."""
    from qcdesk.cli import forms
    from qcdesk.services.watching import Watch

    session: Session = context.obj
    if not folder.is_dir():
        raise NotFound(str(folder), _("no such folder"), _("Check the name"))
    watched, looks = Watch(folder.absolute()), 0
    while not (once and looks > 1):
        time.sleep(every if looks else 0)
        looks += 1
        if found := watched.look():
            done = session.follow(session.desk.add(found), _("Adding"))
            for call in done.added:
                session.line(forms.added(call), _("call {id}: {file}").format(id=call.id, file=call.path))
            for path, error in done.failed:
                session.failed = True
                session.line({"path": path, "error": error}, f"{path}: {error}")
