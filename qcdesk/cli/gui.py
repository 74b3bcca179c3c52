"""Starts the window as a process of its own: the core never loads it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from qcdesk.cli.session import Session
from qcdesk.errors import QcdeskError
from qcdesk.i18n import LANGUAGES, _

_WINDOW = "ui"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(help=_("Open the window"))(gui)


def gui(
    context: typer.Context,
    smoke: Annotated[
        bool, typer.Option("--smoke", help=_("Go through the main path of the window once and exit"))
    ] = False,
) -> None:
    """Opens the window on the data folder and returns at once; with --smoke waits for its end."""
    session: Session = context.obj
    if find_spec(_WINDOW) is None or find_spec("PySide6") is None:
        raise QcdeskError(_("The window is not installed"), _("Install qcdesk again: pip install qcdesk"))
    command = [sys.executable, "-m", _WINDOW]
    if session.home_named or not smoke:  # a trial keeps away from the user's data
        command += ["--home", str(session.home)]
    if session.language in LANGUAGES:
        command += ["--language", session.language]
    if smoke:
        raise typer.Exit(subprocess.run([*command, "--smoke"], check=False).returncode)
    subprocess.Popen(command, start_new_session=True)
