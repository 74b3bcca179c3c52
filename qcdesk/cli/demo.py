"""The demonstration: sample calls through every step to the finished files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(
        help=_("Run the sample calls through every step, up to the feedback files and the owner's report")
    )(demo)


def demo(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", help=_("Folder for the files; made if it is not there"))],
    engine: Annotated[str | None, typer.Option(help=_("faster-whisper, openai-whisper or auto"))] = None,
    model: Annotated[str, typer.Option(help=_("Weights to use; installed if they are not"))] = "base",
) -> None:
    """Adds, transcribes, reviews and reports the sample calls in a home folder of their own."""
    from qcdesk.cli.reports import show_written
    from qcdesk.demonstration import demonstration
    from qcdesk.desk import Desk

    session: Session = context.obj
    home = session.home if session.home_named else to / "home"
    desk = Desk(home, session.language)
    try:
        done = session.follow(demonstration(desk, to, engine, model), _("Demonstration"))
    finally:
        desk.close()
    session.note(
        _(
            "Calls: {calls}, transcribed in {seconds:.0f} s; hints {hints}, reviews {reviews}. Data: {home}"
        ).format(calls=done.calls, seconds=done.seconds, hints=done.hints, reviews=done.reviews, home=home)
    )
    show_written(session, done.files)
