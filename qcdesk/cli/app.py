"""All commands of the program, one file a group."""

from __future__ import annotations

from typing import Annotated

import typer

from qcdesk import __version__
from qcdesk.i18n import _


def build() -> typer.Typer:
    """The command tree, with its help in the language in use."""
    from qcdesk.cli import (
        calls,
        cards,
        checklists,
        clients,
        continuity,
        demo,
        department,
        detectors,
        disputes,
        doctor,
        gui,
        handovers,
        learning,
        models,
        passport,
        reports,
        reviews,
        roles,
        scripts,
        stage,
        transcripts,
        watching,
    )

    app = typer.Typer(
        name="qcdesk",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=_(
            "Quality control of sales calls: transcribe, score by checklist, give feedback. "
            "Everywhere: --home DIR (data folder, else QCDESK_HOME), --json (machine-readable output), "
            "--lang ru|en, --debug. Exit codes: 0 done, 1 something failed, 2 wrong usage."
        ),
    )

    @app.callback(invoke_without_command=True)
    def _root(
        version: Annotated[bool, typer.Option("--version", help=_("Print the version and exit"))] = False,
    ) -> None:
        if version:
            typer.echo(f"qcdesk {__version__}")
            raise typer.Exit

    for group in (
        demo,
        gui,
        calls,
        watching,
        transcripts,
        detectors,
        reviews,
        passport,
        learning,
        reports,
        models,
        checklists,
        cards,
        scripts,
        clients,
        handovers,
        disputes,
        continuity,
        stage,
        department,
        roles,
        doctor,
    ):
        group.register(app)
    return app
