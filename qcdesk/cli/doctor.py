"""The command that checks everything the program needs."""

from __future__ import annotations

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Check database, journal, models, engines, disk space and fonts"))(doctor)
    app.command(help=_("Make a verified copy of the database now"))(backup)


def doctor(context: typer.Context) -> None:
    """Checks; exit code 1 when something is broken."""
    from qcdesk.cli.wording import check, table

    session: Session = context.obj
    found = list(session.desk.health())
    plain = [
        {"check": c.name, "verdict": str(c.verdict), "found": c.found, "remedy": c.remedy} for c in found
    ]
    rows = [(check(c.name), _verdict(str(c.verdict)), c.found, c.remedy) for c in found]
    session.answer({"checks": plain}, table((_("Check"), _("State"), _("Found"), _("What to do")), rows))
    if any(c.verdict == "failed" for c in found):
        raise typer.Exit(1)


def _verdict(verdict: str) -> str:
    return {"ok": _("ok"), "warning": _("attention"), "failed": _("failed")}[verdict]


def backup(context: typer.Context) -> None:
    """Backs up the database."""
    session: Session = context.obj
    written = session.desk.database.backup(None)
    session.answer({"backup": str(written)}, str(written))
