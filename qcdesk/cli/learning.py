"""The command that teaches hints by the reviews of this company."""

from __future__ import annotations

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Teach the hints by what reviewers confirmed and rejected in this company"))(learn)


def learn(context: typer.Context) -> None:
    """Takes confirmed and rejected quotes into HOME/examples and trains the hints anew."""
    from qcdesk.domain.detectors import DETECTORS

    session: Session = context.obj
    learned = session.desk.learn()
    titles = {one.key: _(one.title) for one in DETECTORS}
    lines = [f"{count:>4}  {titles[key]}" for key, count in learned.new.items()]
    new = sum(learned.new.values())
    told = _("New examples: {new}, in all: {known}").format(new=new, known=learned.known)
    session.answer({"new": learned.new, "known": learned.known}, "\n".join([*lines, told]))
